using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Lloyd's iteration (Lloyd 1982) over weighted distinct documents: each goes to its nearest centre, the first of
/// equals; each centre to the mean of its documents.
/// </summary>
internal sealed class Lloyd
{
    private const int BlockSize = 512;
    private const int ParallelCoordinates = 1 << 16;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly double[] _blockSums;
    private readonly int[] _order;
    private readonly int[] _starts;

    public Lloyd(PointSet points, int k, int threads, CancellationToken cancellation)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _cancellation = cancellation;
        _blockSums = new double[ParallelBlocks.Blocks(points.Count, BlockSize)];
        _order = new int[points.Count];
        _starts = new int[k + 1];
    }

    private int Features => _points.FeatureCount;

    /// <summary>Gives each distinct row its nearest centre.</summary>
    /// <param name="centers">The centres, K x J; read.</param>
    /// <param name="labels">The centre of each distinct row; written.</param>
    /// <returns>The sum of the documents' squared distances from the centres that they now have.</returns>
    public double Assign(double[] centers, int[] labels)
    {
        var kernel = new CenterKernel(centers, _k, Features);
        var norms = new double[_k];
        for (int c = 0; c < _k; c++) norms[c] = SumOfProducts.Squares(centers.AsSpan(c * Features, Features));
        ParallelBlocks.Run(_points.Count, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            var dots = new double[kernel.Stride];
            double sum = 0;
            for (int row = from; row < to; row++)
            {
                int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
                kernel.Dots(_points.Columns.AsSpan(start, length), _points.Values.AsSpan(start, length), dots);
                double least = double.MaxValue;
                int nearest = 0;
                for (int c = 0; c < norms.Length; c++)
                {
                    double distance = norms[c] - (2 * dots[c]);
                    if (!(distance < least)) continue;
                    least = distance;
                    nearest = c;
                }

                labels[row] = nearest;
                sum += _points.Weights[row] * Math.Max(0, least + _points.SquaredNorms[row]);
            }

            _blockSums[block] = sum;
        });
        return Total();
    }

    /// <summary>Moves each centre to the mean of its documents; one without any to the document that is farthest from its own.</summary>
    /// <param name="old">The centres that the labels belong to, K x J; read.</param>
    /// <param name="labels">The centre of each distinct row; read.</param>
    /// <param name="centers">The new centres, K x J; written.</param>
    /// <returns>The sum of the centres' squared shifts.</returns>
    public double Update(double[] old, int[] labels, double[] centers)
    {
        Array.Clear(centers);
        var weights = new double[_k];
        Group(labels);
        int blockSize = _points.Values.Length < ParallelCoordinates ? _k : 1;
        ParallelBlocks.Run(_k, blockSize, _threads, _cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++) weights[c] = Sum(c, centers.AsSpan(c * Features, Features));
        });
        EmptyClusters.Relocate(_points, old, labels, centers, weights);
        Average(centers, weights);
        double shift = 0;
        for (int c = 0; c < _k; c++) shift += SquaredDistance(old.AsSpan(c * Features, Features), centers.AsSpan(c * Features, Features));
        return shift;
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

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }

    /// <summary>Sorts the distinct rows by their centre, in their order within each, so that a centre's sum has one order on any number of threads.</summary>
    private void Group(int[] labels)
    {
        Array.Clear(_starts);
        foreach (int label in labels) _starts[label + 1]++;
        for (int c = 0; c < _k; c++) _starts[c + 1] += _starts[c];
        var next = _starts.AsSpan(0, _k).ToArray();
        for (int row = 0; row < labels.Length; row++) _order[next[labels[row]]++] = row;
    }

    private double Sum(int cluster, Span<double> center)
    {
        double weight = 0;
        for (int at = _starts[cluster]; at < _starts[cluster + 1]; at++)
        {
            int row = _order[at];
            double rowWeight = _points.Weights[row];
            weight += rowWeight;
            for (int p = _points.Offsets[row]; p < _points.Offsets[row + 1]; p++)
                center[_points.Columns[p]] += rowWeight * _points.Values[p];
        }

        return weight;
    }

    private void Average(double[] centers, double[] weights)
    {
        int largest = 0;
        for (int c = 1; c < _k; c++)
            if (weights[c] > weights[largest]) largest = c;
        for (int c = 0; c < _k; c++)
        {
            if (!(weights[c] > 0)) continue;
            double share = 1 / weights[c];
            foreach (ref double value in centers.AsSpan(c * Features, Features)) value *= share;
        }

        // One that stays without documents, as there are fewer distinct ones than clusters, sits on the largest cluster.
        for (int c = 0; c < _k; c++)
            if (!(weights[c] > 0)) centers.AsSpan(largest * Features, Features).CopyTo(centers.AsSpan(c * Features, Features));
    }

    private double Total()
    {
        double total = 0;
        foreach (double sum in _blockSums) total += sum;
        return total;
    }
}
