using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>The search of <see cref="LinearAssignment"/> by shortest augmenting paths.</summary>
/// <remarks>
/// <para>The plain algorithm (Crouse 2016), for costs C, duals u of rows and v of columns, and an assignment that grows by one
/// row at a time:</para>
/// <code>
/// for each row i
///     Dijkstra's algorithm from i over the columns not yet visited:
///         d(j) = min over visited rows r of (d(r) + C_rj - u_r - v_j)
///         visit the column j with the least d(j); stop if it is free, else go on from its row
///     update u and v by the distances of the visited rows and columns
///     exchange the pairs along the path from i to the free column
/// </code>
/// <para>Among columns at the same distance the one that SciPy's <c>linear_sum_assignment</c> visits is visited: the last free
/// one in the order of its scan, else the first. The deviations, none of which changes the path:</para>
/// <para>1. Several columns are relaxed by one instruction. A visited column has the dual minus infinity, so it never looks
/// nearer, and the loop has no branch; the order of the scan is recovered from the columns' positions.</para>
/// <para>2. In a wide row only the cheapest cells are relaxed first (<see cref="CheapCells"/>). The others can't be nearer
/// than a bound, and the row is relaxed in full once the least distance reaches it; ties go to the row visited first,
/// as if it had been relaxed in its turn.</para>
/// <para>3. The columns' arrays are in native memory, aligned and padded to whole vectors, as loads across cache lines would
/// halve the speed. The costs stay where they are: copying a large matrix takes as long as the search.</para>
/// <para>Benchmark: RESULTS.md, the row "assignment of 2,000 x 2,000".</para>
/// </remarks>
internal sealed unsafe class ShortestAugmentingPaths : IDisposable
{
    private const int Alignment = 64;
    private readonly int _rowCount;
    private readonly int _columnCount;
    private readonly int _padded;
    private readonly double[] _rowDual;
    private readonly double[] _columnDual;
    private readonly int[] _columnOfRow;
    private readonly int[] _rowOfColumn;

    // Unvisited columns in SciPy's order of scanning, which breaks ties between equal distances.
    private readonly int[] _open;
    private readonly int[] _position;
    private readonly List<(int Column, double Distance, int Position)> _visited = [];
    private readonly double* _cost;
    private readonly double _sign;
    private readonly CheapCells? _cheap;
    private double* _memory;

    // The duals of unvisited columns; minus infinity for visited ones, which therefore never seem nearer, so that the inner
    // loop needs no branch.
    private readonly double* _openDual;

    // The length of the shortest known path to each unvisited column; infinity for visited ones.
    private readonly double* _distance;
    private readonly long* _fromRow;

    /// <summary>Prepares a search. The costs must stay pinned until it is disposed of.</summary>
    /// <param name="rowCount">The number of rows, at most columnCount.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="cost">The costs in row-major order.</param>
    /// <param name="maximize">Whether to maximise, by negating the costs.</param>
    public ShortestAugmentingPaths(int rowCount, int columnCount, double* cost, bool maximize)
    {
        (_rowCount, _columnCount, _sign) = (rowCount, columnCount, maximize ? -1 : 1);
        _cost = cost;
        if (columnCount >= CheapCells.MinColumns) _cheap = new CheapCells(rowCount, columnCount, cost, _sign);
        const int perLine = 2 * Alignment / sizeof(double);
        _padded = checked(columnCount + perLine - 1) / perLine * perLine;
        _rowDual = new double[rowCount];
        _columnDual = new double[columnCount];
        (_open, _position) = (new int[columnCount], new int[columnCount]);
        (_columnOfRow, _rowOfColumn) = (Filled(rowCount), Filled(columnCount));
        _memory = (double*)NativeMemory.AlignedAlloc((nuint)_padded * 3 * sizeof(double), Alignment);
        _openDual = _memory;
        _distance = _openDual + _padded;
        _fromRow = (long*)(_distance + _padded);
        new Span<double>(_openDual, _padded).Clear();
        new Span<long>(_fromRow, _padded).Clear();
    }

    ~ShortestAugmentingPaths() => Release();

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Computes the column of each row; length rowCount.</summary>
    public int[] Run(CancellationToken cancellationToken)
    {
        for (int c = 0; c < _columnCount; c++)
        {
            _open[c] = _columnCount - 1 - c;
            _position[c] = _columnCount - 1 - c;
        }

        for (int row = 0; row < _rowCount; row++)
        {
            cancellationToken.Check();
            int sink = Search(row, out double length);
            UpdateDuals(row, length);
            Augment(row, sink);
        }

        return _columnOfRow;
    }

    private void Release()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }

    private static int[] Filled(int length)
    {
        var result = new int[length];
        Array.Fill(result, -1);
        return result;
    }

    private int Search(int start, out double length)
    {
        new Span<double>(_distance, _padded).Fill(double.PositiveInfinity);
        _visited.Clear();
        _cheap?.Start();
        int row = start;
        length = 0;
        while (true)
        {
            length = _cheap is { IsWorthwhile: true } ? RelaxCheap(row, length) : Relax(row, length);
            if (double.IsPositiveInfinity(length)) throw MixtureError.InfeasibleAssignment();
            int column = Nearest(length);
            Visit(column, length);
            row = _rowOfColumn[column];
            if (row < 0) return column;
        }
    }

    /// <summary>Relaxes the edges from a row to the unvisited columns, and returns the smallest distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Relax(int row, double length)
    {
        double* costs = _cost + (nint)row * _columnCount;
        var (lengths, rowDuals, sign) = (new Vector<double>(length), new Vector<double>(_rowDual[row]), new Vector<double>(_sign));
        var rows = new Vector<long>(row);
        var least = new Vector<double>(double.PositiveInfinity);
        int width = Vector<double>.Count, c = 0;
        for (; c <= _columnCount - width; c += width) least = Shorten(c, Vector.Load(costs + c) * sign, lengths, rowDuals, rows, least);
        if (c < _columnCount)
        {
            // The remaining columns, padded with infinite costs.
            double* last = stackalloc double[width];
            for (int lane = 0; lane < width; lane++) last[lane] = c + lane < _columnCount ? costs[c + lane] : _sign * double.PositiveInfinity;
            least = Shorten(c, Vector.Load(last) * sign, lengths, rowDuals, rows, least);
        }

        double nearest = double.PositiveInfinity;
        for (int lane = 0; lane < width; lane++) nearest = Math.Min(nearest, least[lane]);
        return nearest;
    }

    // Relaxes only the cheapest cells of each row. The other cells of a visited row can't be nearer than its postponed bound, so
    // they are relaxed once the smallest distance reaches it.
    private double RelaxCheap(int row, double length)
    {
        if (!_cheap!.TryVisit(row, length, _rowDual[row], out var cells)) Relax(row, length);
        double dual = _rowDual[row];
        foreach (var (column, cost) in cells)
        {
            double found = length + cost - dual - _openDual[column];
            if (found >= _distance[column]) continue;
            _distance[column] = found;
            _fromRow[column] = row;
        }

        while (true)
        {
            double least = Least();
            if (!_cheap.TryResume(least, out var postponed)) return least;
            RelaxPostponed(postponed.Row, postponed.Length);
        }
    }

    // Ties go to the row that was visited first, as if the row hadn't been postponed.
    private void RelaxPostponed(int row, double length)
    {
        double* costs = _cost + (nint)row * _columnCount;
        double dual = _rowDual[row];
        for (int c = 0; c < _columnCount; c++)
        {
            double found = length + _sign * costs[c] - dual - _openDual[c];
            if (found > _distance[c] || double.IsPositiveInfinity(found)) continue;
            if (found == _distance[c] && !_cheap!.VisitedBefore(row, (int)_fromRow[c])) continue;
            _distance[c] = found;
            _fromRow[c] = row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Least()
    {
        var (least, other) = (new Vector<double>(double.PositiveInfinity), new Vector<double>(double.PositiveInfinity));
        int width = Vector<double>.Count;
        for (int c = 0; c < _padded; c += 2 * width)
        {
            least = Vector.Min(least, Vector.LoadAligned(_distance + c));
            other = Vector.Min(other, Vector.LoadAligned(_distance + c + width));
        }

        least = Vector.Min(least, other);
        double nearest = double.PositiveInfinity;
        for (int lane = 0; lane < width; lane++) nearest = Math.Min(nearest, least[lane]);
        return nearest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> Shorten(int c, Vector<double> costs, Vector<double> lengths, Vector<double> rowDuals, Vector<long> rows, Vector<double> least)
    {
        var found = lengths + costs - rowDuals - Vector.LoadAligned(_openDual + c);
        var best = Vector.LoadAligned(_distance + c);
        var nearer = Vector.LessThan(found, best);
        if (nearer != Vector<long>.Zero)
        {
            best = Vector.ConditionalSelect(nearer, found, best);
            best.StoreAligned(_distance + c);
            Vector.ConditionalSelect(nearer, rows, Vector.LoadAligned(_fromRow + c)).StoreAligned(_fromRow + c);
        }

        return Vector.ConditionalSelect(Vector.LessThan(best, least), best, least);
    }

    // Among unvisited columns at the smallest distance: the last free one in the order of scanning, otherwise the first one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Nearest(double distance)
    {
        var wanted = new Vector<double>(distance);
        int width = Vector<double>.Count, best = -1;
        for (int c = 0; c < _padded; c += width)
        {
            if (!Vector.EqualsAny(Vector.LoadAligned(_distance + c), wanted)) continue;
            for (int lane = c; lane < c + width; lane++)
                if (_distance[lane] == distance) best = BreakTie(best, lane);
        }

        return best;
    }

    private int BreakTie(int best, int other)
    {
        if (best < 0) return other;
        bool bestIsFree = _rowOfColumn[best] < 0, otherIsFree = _rowOfColumn[other] < 0;
        if (bestIsFree != otherIsFree) return otherIsFree ? other : best;
        return _position[other] > _position[best] == bestIsFree ? other : best;
    }

    private void Visit(int column, double distance)
    {
        int position = _position[column], last = _columnCount - 1 - _visited.Count;
        _visited.Add((column, distance, position));
        _open[position] = _open[last];
        _position[_open[position]] = position;
        _openDual[column] = double.NegativeInfinity;
        _distance[column] = double.PositiveInfinity;
    }

    private void UpdateDuals(int start, double length)
    {
        _rowDual[start] += length;
        for (int p = _visited.Count - 1; p >= 0; p--)
        {
            var (column, distance, position) = _visited[p];
            int row = _rowOfColumn[column];
            if (row >= 0) _rowDual[row] += length - distance;
            _columnDual[column] -= length - distance;
            _openDual[column] = _columnDual[column];

            // Restores the order of scanning for the next search.
            int last = _columnCount - 1 - p;
            _open[last] = _open[position];
            _position[_open[last]] = last;
            _open[position] = column;
            _position[column] = position;
        }
    }

    private void Augment(int start, int column)
    {
        while (true)
        {
            int row = (int)_fromRow[column];
            _rowOfColumn[column] = row;
            (_columnOfRow[row], column) = (column, _columnOfRow[row]);
            if (row == start) return;
        }
    }
}
