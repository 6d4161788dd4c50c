using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>The matching of known and estimated clusters that shares the most documents, for tables too large to be dense.</summary>
/// <remarks>
/// <para>The plain algorithm is that of <see cref="ShortestAugmentingPaths"/> with the costs C_rc = -(documents in row r and
/// column c), on a dense matrix. Source: Ahuja, R. K., Magnanti, T. L. and Orlin, J. B. (1993), Network Flows, section 12.4.
/// The deviations:</para>
/// <para>1. Only stored cells are relaxed. A row may also stay unmatched at cost 0, which is what any absent cell costs; so
/// the total is that of the plain algorithm, though another matching with the same total may be found.</para>
/// <para>2. The columns to visit are in a priority queue, and only what a search touched is reset after it.</para>
/// <para>3. Costs and potentials are whole numbers, so they are exact.</para>
/// <para>The benchmarks have no row for it.</para>
/// </remarks>
internal sealed class SparseMatching
{
    private readonly ContingencyTable _table;
    private readonly long[] _rowPotential;
    private readonly long[] _columnPotential;
    private readonly long[] _distance;
    private readonly int[] _fromRow;
    private readonly int[] _columnOfRow;
    private readonly int[] _rowOfColumn;
    private readonly List<int> _touched = [];
    private readonly List<(int Row, int Column, long Distance)> _settled = [];
    private readonly PriorityQueue<int, long> _queue = new();

    private SparseMatching(ContingencyTable table)
    {
        _table = table;
        _rowPotential = new long[table.RowCount];
        _columnPotential = new long[table.ColumnCount];
        _distance = new long[table.ColumnCount];
        _fromRow = new int[table.ColumnCount];
        _columnOfRow = new int[table.RowCount];
        _rowOfColumn = new int[table.ColumnCount];
        Array.Fill(_distance, long.MaxValue);
        Array.Fill(_columnOfRow, -1);
        Array.Fill(_rowOfColumn, -1);
    }

    /// <summary>The row matched to each column, or -1 if it is unmatched; length ColumnCount.</summary>
    public static int[] Solve(ContingencyTable table, CancellationToken cancellationToken)
    {
        var matching = new SparseMatching(table);
        for (int row = 0; row < table.RowCount; row++)
        {
            cancellationToken.Check();
            matching.Match(row, cancellationToken);
        }

        return matching._rowOfColumn;
    }

    // Costs are negated counts. Reduced costs (cost - row potential - column potential) stay non-negative. A row's potential is
    // the negated reduced cost of leaving it unmatched, and stays non-positive.
    private void Match(int start, CancellationToken cancellationToken)
    {
        long potential = 0;
        var columns = _table.RowColumns(start);
        var counts = _table.RowCounts(start);
        for (int p = 0; p < columns.Length; p++) potential = Math.Min(potential, -counts[p] - _columnPotential[columns[p]]);
        _rowPotential[start] = potential;

        long end = long.MaxValue;
        int endColumn = -1, endRow = -1;
        int row = start, enteredBy = -1;
        long distance = 0;
        while (true)
        {
            _settled.Add((row, enteredBy, distance));
            if (distance - _rowPotential[row] < end) (end, endColumn, endRow) = (distance - _rowPotential[row], -1, row);
            columns = _table.RowColumns(row);
            counts = _table.RowCounts(row);
            for (int p = 0; p < columns.Length; p++)
            {
                int column = columns[p];
                long found = distance - counts[p] - _rowPotential[row] - _columnPotential[column];
                if (found >= end || found >= _distance[column]) continue;
                if (_distance[column] == long.MaxValue) _touched.Add(column);
                _distance[column] = found;
                _fromRow[column] = row;
                if (_rowOfColumn[column] < 0) (end, endColumn, endRow) = (found, column, row);
                else _queue.Enqueue(column, found);
            }

            if (!Next(end, out enteredBy, out distance)) break;
            row = _rowOfColumn[enteredBy];
            if ((_settled.Count & 1023) == 0) cancellationToken.Check();
        }

        foreach (var (settledRow, settledColumn, settledDistance) in _settled)
        {
            _rowPotential[settledRow] += end - settledDistance;
            if (settledColumn >= 0) _columnPotential[settledColumn] -= end - settledDistance;
        }

        Augment(start, endRow, endColumn);
        foreach (int column in _touched) _distance[column] = long.MaxValue;
        _touched.Clear();
        _settled.Clear();
        _queue.Clear();
    }

    // The nearest matched column, unless the end of a path is as near.
    private bool Next(long end, out int column, out long distance)
    {
        while (_queue.TryDequeue(out column, out distance))
        {
            if (distance >= end) return false;
            if (distance == _distance[column]) return true;
        }

        return false;
    }

    // From the end of the path back to its start. The end is a free column, or a row that becomes unmatched.
    private void Augment(int start, int row, int column)
    {
        while (true)
        {
            int previous = _columnOfRow[row];
            _columnOfRow[row] = column;
            if (column >= 0) _rowOfColumn[column] = row;
            if (row == start) return;
            column = previous;
            row = _fromRow[column];
        }
    }
}
