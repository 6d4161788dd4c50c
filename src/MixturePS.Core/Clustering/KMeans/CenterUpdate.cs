using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The half of Lloyd's iteration that moves each centre to the mean of its documents. Only clusters that gained or lost a
/// document are summed up again; the others keep the bits that their sum would have.
/// </summary>
internal sealed class CenterUpdate
{
    // A cluster's rows lie apart; the next but one is on its way while one is added.
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

    /// <summary>The squared shift of each centre in the last update; length K, above zero where any bit changed.</summary>
    public double[] Shifts => _shifts;

    private int Features => _points.FeatureCount;

    /// <summary>Moves each centre to the mean of its documents; one without any to the document that is farthest from its own.</summary>
    /// <param name="old">The centres that the labels belong to, K x J, as the last update left them, if there was one; read.</param>
    /// <param name="labels">The centre of each distinct row; read.</param>
    /// <param name="centers">The new centres, K x J; the centres before the old ones, or anything if there were none; written.</param>
    /// <returns>The sum of the centres' squared shifts, and that of the documents' squared distances from the old centres.</returns>
    public (double Shift, double Inertia) Update(double[] old, int[] labels, double[] centers)
    {
        Group(labels);
        var keep = Unchanged(labels);
        bool hasEmpty = false;
        for (int c = 0; c < _k; c++) hasEmpty |= _starts[c] == _starts[c + 1];

        // A document that moves to an empty cluster is taken from another's sum.
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
                    // What was there before the old centre has the same bits if it didn't move then either.
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

    /// <summary>Takes note that the centres were changed after the last update.</summary>
    /// <param name="old">The centres before the update, K x J; read.</param>
    /// <param name="centers">The centres as they are now, K x J; read.</param>
    public void Changed(double[] old, double[] centers)
    {
        Forget();
        Compare(old, centers);
    }

    /// <summary>Takes note that the next update is of other centres than the last one left.</summary>
    public void Forget() => Array.Clear(_isMean);

    private void Compare(double[] old, double[] centers)
    {
        for (int c = 0; c < _k; c++) _shifts[c] = Shift(old.AsSpan(c * Features, Features), centers.AsSpan(c * Features, Features));
    }

    // At least the smallest number where any bit differs.
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

    /// <summary>The clusters whose centre is the mean of the very documents that they have.</summary>
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

    /// <summary>Sorts the distinct rows by their centre, in their order within each, so that a centre's sum has one order on any number of threads.</summary>
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
        for (int c = 0; c < _k; c++)
            if (_weights[c] > 0) Average(centers.AsSpan(c * Features, Features), _weights[c]);

        // One that stays without documents, as there are fewer distinct ones than clusters, sits on the largest cluster.
        for (int c = 0; c < _k; c++)
            if (!(_weights[c] > 0)) centers.AsSpan(largest * Features, Features).CopyTo(centers.AsSpan(c * Features, Features));
    }
}
