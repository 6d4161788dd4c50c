using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The update step of Lloyd's iteration: moves each centre to the mean of its documents.</summary>
/// <remarks>
/// <para>The plain algorithm, for rows x_i with weights w_i:</para>
/// <code>
/// for each cluster k
///     c_k = (sum of w_i x_i over the rows with label(i) = k) / (sum of w_i over them)
/// inertia = sum over i of w_i |x_i - old c_label(i)|^2
/// </code>
/// <para>An empty cluster takes a document from another one (<see cref="EmptyClusters"/>). The deviations:</para>
/// <para>1. A cluster with the same rows as at its last update keeps its centre: summing them again would give the same
/// bits. Benchmark: RESULTS.md, the row "k-means of that, K = 20, to convergence".</para>
/// <para>2. Rows are sorted by cluster first, in their order within each, so that clusters are summed in parallel and each
/// sum has one order for any number of threads. Rows of a cluster lie apart in memory and are prefetched.</para>
/// <para>3. The inertia comes from the sums, as sum_i w_i |x_i|^2 + sum_k (w_k |c_k|^2 - 2 c_k s_k) with the old centres c_k
/// and the clusters' sums s_k, without another pass over the rows. It equals the plain sum up to rounding.</para>
/// </remarks>
internal sealed class CenterUpdate
{
    // The row that is prefetched while one is added.
    private const int RowsAhead = 2;
    private const int ParallelCoordinates = 1 << 16;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _summedLabels;
    private readonly double[] _weights;
    private readonly double[] _shifts;
    private readonly bool[] _isMean;

    /// <summary>Makes room for the sums.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="threads">The maximum number of threads; the centres don't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public CenterUpdate(PointSet points, int k, int threads, CancellationToken cancellation)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _cancellation = cancellation;
        _order = new int[points.Count];
        _starts = new int[k + 1];
        _summedLabels = new int[points.Count];
        _weights = new double[k];
        _shifts = new double[k];
        _isMean = new bool[k];
    }

    /// <summary>The squared shift of each centre in the last update; length K; above zero where any bit changed.</summary>
    public double[] Shifts => _shifts;

    private int Features => _points.FeatureCount;

    /// <summary>Moves each centre to the mean of its documents, and one without documents to the document farthest from its centre.</summary>
    /// <param name="old">The centres that the rows were assigned to, K x J, as the last update left them, if there was one; read.</param>
    /// <param name="labels">The centre of each distinct row; read.</param>
    /// <param name="centers">The new centres, K x J; has to contain the centres before the old ones, if there were any; written.</param>
    /// <returns>The sum of the centres' squared shifts, and the sum of the documents' squared distances from the old centres.</returns>
    public (double Shift, double Inertia) Update(double[] old, int[] labels, double[] centers)
    {
        Group(labels);
        var keep = Unchanged(labels);
        bool hasEmpty = false;
        for (int c = 0; c < _k; c++) hasEmpty |= _starts[c] == _starts[c + 1];

        // A document that moves to an empty cluster is subtracted from another cluster's sum.
        if (hasEmpty) Array.Clear(keep);
        var within = new double[_k];
        int blockSize = _points.Values.Length < ParallelCoordinates && (long)_k * Features < ParallelCoordinates ? _k : 1;
        ParallelBlocks.Run(_k, blockSize, _threads, _cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++)
            {
                var before = old.AsSpan(c * Features, Features);
                var center = centers.AsSpan(c * Features, Features);
                if (keep[c])
                {
                    // The centre before the old one has the same bits if it didn't move then either.
                    if (_shifts[c] != 0) before.CopyTo(center);
                    within[c] = -_weights[c] * SumOfProducts.Squares(before);
                    _shifts[c] = 0;
                    continue;
                }

                center.Clear();
                _weights[c] = Sum(c, center);
                within[c] = (_weights[c] * SumOfProducts.Squares(before)) - (2 * Dot(before, center));
                if (hasEmpty) continue;
                Average(center, _weights[c]);
                _shifts[c] = Shift(before, center);
            }
        });
        Array.Fill(_isMean, !hasEmpty);
        labels.CopyTo(_summedLabels, 0);
        if (hasEmpty)
        {
            EmptyClusters.Relocate(_points, old, labels, centers, _weights, _cancellation);
            AverageAll(centers);
            Compare(old, centers);
        }

        double shift = 0, inertia = _points.SquaredNorm;
        foreach (double value in _shifts) shift += value;
        foreach (double value in within) inertia += value;
        return (shift, Math.Max(0, inertia));
    }

    /// <summary>Notes that the centres were changed after the last update.</summary>
    /// <param name="old">The centres before the update, K x J; read.</param>
    /// <param name="centers">The centres as they are now, K x J; read.</param>
    public void Changed(double[] old, double[] centers)
    {
        Forget();
        Compare(old, centers);
    }

    /// <summary>Notes that the next update is of other centres than the last one left.</summary>
    public void Forget() => Array.Clear(_isMean);

    private void Compare(double[] old, double[] centers)
    {
        for (int c = 0; c < _k; c++) _shifts[c] = Shift(old.AsSpan(c * Features, Features), centers.AsSpan(c * Features, Features));
    }

    // At least the smallest positive number where any bit differs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Shift(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum == 0 && !MemoryMarshal.Cast<double, long>(a).SequenceEqual(MemoryMarshal.Cast<double, long>(b)) ? double.Epsilon : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double even = 0, odd = 0;
        int j = 0;
        for (; j + 1 < a.Length; j += 2)
        {
            even += a[j] * b[j];
            odd += a[j + 1] * b[j + 1];
        }

        return even + odd + (j < a.Length ? a[j] * b[j] : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Average(Span<double> center, double weight)
    {
        double share = 1 / weight;
        foreach (ref double value in center) value *= share;
    }

    /// <summary>Which clusters have the same rows as at the last update.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool[] Unchanged(int[] labels)
    {
        var result = (bool[])_isMean.Clone();
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] == _summedLabels[row]) continue;
            result[labels[row]] = false;
            result[_summedLabels[row]] = false;
        }

        return result;
    }

    /// <summary>Sorts the distinct rows by cluster, in their order within each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Group(int[] labels)
    {
        Array.Clear(_starts);
        foreach (int label in labels) _starts[label + 1]++;
        for (int c = 0; c < _k; c++) _starts[c + 1] += _starts[c];
        var next = _starts.AsSpan(0, _k).ToArray();
        var point = new CancellationPoint(_cancellation);
        for (int row = 0; row < labels.Length; row++)
        {
            point.Pass(0);
            _order[next[labels[row]]++] = row;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sum(int cluster, Span<double> center)
    {
        double weight = 0;
        var offsets = _points.Offsets;
        ref double target = ref MemoryMarshal.GetReference(center);
        var point = new CancellationPoint(_cancellation);
        for (int at = _starts[cluster]; at < _starts[cluster + 1]; at++)
        {
            int row = _order[at];
            if (at + RowsAhead < _starts[cluster + 1]) _points.Prefetch(_order[at + RowsAhead]);
            double rowWeight = _points.Weights[row];
            weight += rowWeight;
            var columns = _points.RowColumns(row);
            point.Pass(columns.Length);
            ref double values = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_points.Values), offsets[row]);
            for (int p = 0; p < columns.Length; p++) Unsafe.Add(ref target, columns[p]) += rowWeight * Unsafe.Add(ref values, p);
        }

        return weight;
    }

    private void AverageAll(double[] centers)
    {
        int largest = 0;
        for (int c = 1; c < _k; c++)
            if (_weights[c] > _weights[largest]) largest = c;

        // A cluster that stays empty, as with fewer distinct documents than clusters, gets the largest one's row as it is at
        // this point: its centre if that comes before, its sum if it comes after. So does scikit-learn.
        for (int c = 0; c < _k; c++)
        {
            var center = centers.AsSpan(c * Features, Features);
            if (_weights[c] > 0) Average(center, _weights[c]);
            else centers.AsSpan(largest * Features, Features).CopyTo(center);
        }
    }
}
