using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The sum of each cluster's rows as they are stored, kept from one division of the rows to the next.</summary>
/// <remarks>
/// <para>The plain algorithm:</para>
/// <code>
/// for each cluster k
///     s_k = sum of w_i x_i over the rows with label(i) = k
/// </code>
/// <para>Here rows that changed their cluster are subtracted from one sum and added to another. With u = 2^-52, each such operation
/// changes s_k by at most u |s_k| by rounding. These errors are added up, and all rows are summed again where they grow too large
/// or where many rows moved: in the order of the rows within fixed parts, if there are few sums, else sorted by cluster.</para>
/// </remarks>
internal sealed class KeptSums
{
    /// <summary>The unit in the last place of 1.</summary>
    public const double Unit = 2.220446049250313e-16;

    // The row that is prefetched while one is added.
    private const int RowsAhead = 2;

    // Sums are discarded where more rows than n / 4 moved, or n / 16 if sums in parts are so fast, or where the bound on their error
    // exceeds this share of a row.
    private const int ShareToSumAgain = 4;
    private const int ShareToSumPartsAgain = 16;
    private const double GreatestError = 1e-9;

    // Rows are summed in parts where there are so many values for each of the K x J sums.
    private const int ValuesPerSum = 8;
    private const int MostParts = 16;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int _parts;
    private readonly double[] _errors;
    private readonly double[] _sums;
    private double[]? _partSums;
    private bool _hasSums;
    private bool _isKept;

    /// <summary>Makes room for the sums.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="threads">The maximum number of threads; the sums don't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public KeptSums(PointSet points, int k, int threads, CancellationToken cancellation)
    {
        (_points, _k, _threads, _cancellation) = (points, k, threads, cancellation);
        _order = points.Memory.Take<int>(2L * points.Count);
        _starts = new int[k + 1];
        (Labels, LabelsBefore) = (points.Memory.Take<int>(points.Count), points.Memory.Take<int>(points.Count));
        _sums = points.Memory.Take<double>((long)k * Features);
        _parts = (int)Math.Clamp(points.Values.Length / (ValuesPerSum * (long)k * Features), 1, MostParts);
        (_errors, Weights, Rows, IsChanged) = (new double[k], new double[k], new int[k], new bool[k]);
    }

    /// <summary>The cluster of each row that the sums are of; at least length Count.</summary>
    public int[] Labels { get; private set; }

    /// <summary>The cluster of each row before; at least length Count.</summary>
    public int[] LabelsBefore { get; private set; }

    /// <summary>The number of documents in each cluster; length K.</summary>
    public double[] Weights { get; }

    /// <summary>The number of rows in each cluster; length K.</summary>
    public int[] Rows { get; }

    /// <summary>The clusters that have other rows than before; length K.</summary>
    public bool[] IsChanged { get; }

    /// <summary>Whether the sums of changed clusters have the order of the rows.</summary>
    public bool IsInOrder { get; private set; }

    private int Features => _points.FeatureCount;

    /// <summary>The sum of a cluster; length J.</summary>
    public Span<double> Of(int cluster) => _sums.AsSpan(cluster * Features, Features);

    /// <summary>An upper bound on the distance of a cluster's sum from the exact one.</summary>
    public double Error(int cluster) => _errors[cluster];

    /// <summary>Forgets the sums.</summary>
    public void Forget() => _hasSums = false;

    /// <summary>Prepares the sums of another division: finds the rows to be added. Then <see cref="Complete"/> has to be called for each changed cluster.</summary>
    /// <param name="labels">The cluster of each row; read.</param>
    public void Prepare(int[] labels)
    {
        bool isKept = _hasSums && Sort(labels);
        if (!isKept)
        {
            if (!_hasSums) Array.Fill(IsChanged, true);
            if (_parts > 1) SumParts(labels);
            else SortAll(labels);
        }

        (_isKept, IsInOrder) = (isKept, !isKept && _parts == 1);
        (Labels, LabelsBefore) = (LabelsBefore, Labels);
        labels.AsSpan(0, _points.Count).CopyTo(Labels);
        _hasSums = true;
    }

    /// <summary>Completes the sum of a changed cluster. Threads may complete several at once.</summary>
    public void Complete(int cluster)
    {
        if (_isKept) Add(cluster);
        else if (_parts == 1) Sum(cluster);
    }

    /// <summary>Sorts the rows that moved by cluster, unless the sums have to be discarded.</summary>
    private bool Sort(int[] labels)
    {
        int n = _points.Count;
        Array.Clear(IsChanged);
        int moved = FindMoved(labels);
        var (change, operations) = (new double[_k], new int[_k]);
        for (int at = 0; at < moved; at++)
        {
            int row = _order[n + at], from = Labels[row], to = labels[row];
            IsChanged[from] = IsChanged[to] = true;
            change[from] -= _points.Weights[row];
            change[to] += _points.Weights[row];
            Rows[from]--;
            Rows[to]++;
            operations[from]++;
            operations[to]++;
        }

        bool isKept = moved <= n / (_parts > 1 ? ShareToSumPartsAgain : ShareToSumAgain);
        for (int c = 0; c < _k; c++)
        {
            _errors[c] += operations[c] * Unit * ((2 * Weights[c]) + Math.Abs(change[c]) + operations[c]) * _points.GreatestNorm;
            Weights[c] += change[c];
            isKept &= !IsChanged[c] || _errors[c] <= GreatestError * Weights[c] * _points.GreatestNorm;
        }

        if (isKept) SortMoved(labels, moved, operations);
        return isKept;
    }

    /// <summary>Sums fixed parts of the rows in parallel, and the parts in their order: rows are read as they lie in memory.</summary>
    private void SumParts(int[] labels)
    {
        int length = _k * Features, size = (_points.Count + _parts - 1) / _parts;
        _partSums ??= _points.Memory.Take<double>((long)_parts * length);
        var (weights, rows) = (new double[_parts][], new int[_parts][]);
        ParallelBlocks.Run(_points.Count, size, _threads, _cancellation, (part, from, to) =>
        {
            (weights[part], rows[part]) = (new double[_k], new int[_k]);
            SumPart(labels, from, to, _partSums.AsSpan(part * length, length), weights[part], rows[part]);
        });
        Array.Clear(_sums, 0, length);
        Array.Clear(Weights);
        Array.Clear(Rows);
        for (int part = 0; part < ParallelBlocks.Blocks(_points.Count, size); part++)
        {
            TensorPrimitives.Add(_sums.AsSpan(0, length), _partSums.AsSpan(part * length, length), _sums.AsSpan(0, length));
            for (int c = 0; c < _k; c++)
            {
                Weights[c] += weights[part][c];
                Rows[c] += rows[part][c];
            }
        }

        for (int c = 0; c < _k; c++) _errors[c] = ErrorOfSum(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumPart(int[] labels, int from, int to, Span<double> sums, double[] weights, int[] rows)
    {
        sums.Clear();
        var point = new CancellationPoint(_cancellation);
        for (int row = from; row < to; row++)
        {
            int label = labels[row];
            point.Pass(_points.Offsets[row + 1] - _points.Offsets[row]);
            weights[label] += _points.Weights[row];
            rows[label]++;
            RowSums.AddStored(_points, row, _points.Weights[row], sums.Slice(label * Features, Features));
        }
    }

    /// <summary>Lists the rows with another label than at the last update in the second half of the order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindMoved(int[] labels)
    {
        int n = _points.Count, count = 0;
        Span<int> now = labels.AsSpan(0, n), before = Labels.AsSpan(0, n), moved = _order.AsSpan(n, n);
        for (int row = 0; row < now.Length;)
        {
            int equal = now[row..].CommonPrefixLength(before[row..]);
            row += equal;
            if (row < now.Length) moved[count++] = row++;
        }

        return count;
    }

    /// <summary>Sorts moved rows by both clusters, those that left one as the complement of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortMoved(int[] labels, int moved, int[] operations)
    {
        var next = Starts(operations);
        int n = _points.Count;
        for (int at = 0; at < moved; at++)
        {
            int row = _order[n + at];
            _order[next[Labels[row]]++] = ~row;
            _order[next[labels[row]]++] = row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortAll(int[] labels)
    {
        Array.Clear(Rows);
        for (int row = 0; row < _points.Count; row++) Rows[labels[row]]++;
        var next = Starts(Rows);
        var point = new CancellationPoint(_cancellation);
        for (int row = 0; row < _points.Count; row++)
        {
            point.Pass(0);
            _order[next[labels[row]]++] = row;
        }
    }

    private int[] Starts(int[] counts)
    {
        for (int c = 0; c < _k; c++) _starts[c + 1] = _starts[c] + counts[c];
        return _starts.AsSpan(0, _k).ToArray();
    }

    /// <summary>Sums a cluster's rows in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int cluster)
    {
        var sum = Of(cluster);
        sum.Clear();
        double weight = 0;
        var point = new CancellationPoint(_cancellation);
        for (int at = _starts[cluster]; at < _starts[cluster + 1]; at++)
        {
            int row = _order[at];
            if (at + RowsAhead < _starts[cluster + 1]) _points.Prefetch(_order[at + RowsAhead]);
            weight += _points.Weights[row];
            point.Pass(_points.Offsets[row + 1] - _points.Offsets[row]);
            RowSums.AddStored(_points, row, _points.Weights[row], sum);
        }

        Weights[cluster] = weight;
        _errors[cluster] = ErrorOfSum(cluster);
    }

    /// <summary>Adds the rows that joined a cluster and subtracts those that left it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int cluster)
    {
        var sum = Of(cluster);
        var point = new CancellationPoint(_cancellation);
        for (int at = _starts[cluster]; at < _starts[cluster + 1]; at++)
        {
            int item = _order[at], row = item < 0 ? ~item : item;
            if (at + RowsAhead < _starts[cluster + 1]) _points.Prefetch(_order[at + RowsAhead] < 0 ? ~_order[at + RowsAhead] : _order[at + RowsAhead]);
            point.Pass(_points.Offsets[row + 1] - _points.Offsets[row]);
            RowSums.AddStored(_points, row, item < 0 ? -_points.Weights[row] : _points.Weights[row], sum);
        }
    }

    private double ErrorOfSum(int cluster) => (Rows[cluster] + _parts) * Unit * Weights[cluster] * _points.GreatestNorm;
}
