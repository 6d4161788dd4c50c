using System.Runtime.CompilerServices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Lloyd's iteration (Lloyd 1982) over weighted distinct documents: each goes to its nearest centre, the first of
/// equals; each centre to the mean of its documents. Documents are sought anew only among the centres that changed, and
/// only where these may have come nearer (<see cref="NearestCenters"/>); sums are taken anew only of the clusters that
/// gained or lost a document. Both give the bits that all of the work would.
/// </summary>
internal sealed class Lloyd
{
    private const int BlockSize = 512;
    private const int ParallelCoordinates = 1 << 16;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly NearestCenters _nearest;
    private readonly double[] _blockSums;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _summedLabels;
    private readonly double[] _weights;
    private readonly bool[] _isMean;

    public Lloyd(PointSet points, int k, int threads, CancellationToken cancellation)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _cancellation = cancellation;
        _nearest = new NearestCenters(points, k, threads);
        _blockSums = new double[ParallelBlocks.Blocks(points.Count, BlockSize)];
        _order = new int[points.Count];
        _starts = new int[k + 1];
        _summedLabels = new int[points.Count];
        _weights = new double[k];
        _isMean = new bool[k];
    }

    private int Features => _points.FeatureCount;

    /// <summary>Gives each distinct row its nearest centre.</summary>
    /// <param name="centers">The centres, K x J; read.</param>
    /// <param name="labels">The centre of each distinct row; written.</param>
    /// <returns>The sum of the documents' squared distances from the centres that they now have.</returns>
    public double Assign(double[] centers, int[] labels)
    {
        _nearest.Move(centers);
        ParallelBlocks.Run(_points.Count, BlockSize, _threads, _cancellation, (block, from, to) =>
            _blockSums[block] = _nearest.Find(from, to, labels));
        _nearest.Found();
        return Total();
    }

    /// <summary>Moves each centre to the mean of its documents; one without any to the document that is farthest from its own.</summary>
    /// <param name="old">The centres that the labels belong to, K x J, as the last update gave them, if there was one; read.</param>
    /// <param name="labels">The centre of each distinct row; read.</param>
    /// <param name="centers">The new centres, K x J; written.</param>
    /// <returns>The sum of the centres' squared shifts.</returns>
    public double Update(double[] old, int[] labels, double[] centers)
    {
        Group(labels);
        var keep = Unchanged(labels);
        bool hasEmpty = false;
        for (int c = 0; c < _k; c++) hasEmpty |= _starts[c] == _starts[c + 1];

        // A document that moves to an empty cluster is taken from another's sum.
        if (hasEmpty) Array.Clear(keep);
        var shifts = new double[_k];
        int blockSize = _points.Values.Length < ParallelCoordinates && _k * Features < ParallelCoordinates ? _k : 1;
        ParallelBlocks.Run(_k, blockSize, _threads, _cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++)
            {
                var before = old.AsSpan(c * Features, Features);
                var center = centers.AsSpan(c * Features, Features);
                if (keep[c])
                {
                    before.CopyTo(center);
                    continue;
                }

                center.Clear();
                _weights[c] = Sum(c, center);
                if (hasEmpty) continue;
                Average(center, _weights[c]);
                shifts[c] = SquaredDistance(before, center);
            }
        });
        Array.Fill(_isMean, !hasEmpty);
        labels.CopyTo(_summedLabels, 0);
        if (hasEmpty)
        {
            EmptyClusters.Relocate(_points, old, labels, centers, _weights);
            AverageAll(centers);
            for (int c = 0; c < _k; c++) shifts[c] = SquaredDistance(old.AsSpan(c * Features, Features), centers.AsSpan(c * Features, Features));
        }

        double shift = 0;
        foreach (double value in shifts) shift += value;
        return shift;
    }

    /// <summary>Forgets all that is known of the last labels and centres.</summary>
    public void Reset()
    {
        Array.Clear(_isMean);
        _nearest.Reset();
    }

    /// <summary>The sum of the documents' squared distances from their centres.</summary>
    public double Inertia(double[] centers, int[] labels)
    {
        var norms = new double[_k];
        for (int c = 0; c < _k; c++) norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        ParallelBlocks.Run(_points.Count, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            double sum = 0;
            for (int row = from; row < to; row++) sum += _points.Weights[row] * _points.SquaredDistance(row, centers, labels[row], norms);
            _blockSums[block] = sum;
        });
        return Total();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
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
        for (int row = 0; row < labels.Length; row++) _order[next[labels[row]]++] = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sum(int cluster, Span<double> center)
    {
        double weight = 0;
        var (offsets, columns, values) = (_points.Offsets, _points.Columns, _points.Values);
        for (int at = _starts[cluster]; at < _starts[cluster + 1]; at++)
        {
            int row = _order[at];
            if ((at & 0x3FFF) == 0x3FFF) _cancellation.ThrowIfCancellationRequested();
            double rowWeight = _points.Weights[row];
            weight += rowWeight;
            for (int p = offsets[row]; p < offsets[row + 1]; p++) center[columns[p]] += rowWeight * values[p];
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

    private double Total()
    {
        double total = 0;
        foreach (double sum in _blockSums) total += sum;
        return total;
    }
}
