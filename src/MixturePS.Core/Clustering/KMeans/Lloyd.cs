using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Lloyd's iteration (Lloyd 1982) over weighted distinct documents: each goes to its nearest centre, the first of
/// equals; each centre to the mean of its documents. Only documents that may have changed clusters are compared with
/// centres again (<see cref="NearestCenters"/>), and only clusters that gained or lost a document are summed up again
/// (<see cref="CenterUpdate"/>). Both give the bits that all of the work would.
/// </summary>
internal sealed class Lloyd : IDisposable
{
    private const int BlockSize = NearestCenters.SummedRows;
    private const int Ranges = 16;
    private const int MostBlocksInRange = 8;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly NearestCenters _nearest;
    private readonly CenterUpdate _update;
    private readonly double[] _blockSums;
    private readonly int _range;

    public Lloyd(PointSet points, int k, int threads, CancellationToken cancellation, VectorWidth width = VectorWidth.Widest)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _cancellation = cancellation;
        _nearest = new NearestCenters(points, k, threads, width, cancellation);
        _blockSums = new double[ParallelBlocks.Blocks(points.Count, BlockSize)];

        // Long ranges have more of their rows compared with a group of centres while it is in the caches.
        _range = BlockSize * Math.Clamp(_blockSums.Length / Ranges, 1, MostBlocksInRange);
        _update = new CenterUpdate(points, k, threads, cancellation);
    }

    /// <summary>Lets the memory of the centres go.</summary>
    public void Dispose() => _nearest.Dispose();

    private int Features => _points.FeatureCount;

    /// <summary>Gives each distinct row its nearest centre.</summary>
    /// <param name="centers">The centres, K x J; read, and not to be changed before rows follow or are given anew.</param>
    /// <param name="labels">The centre of each distinct row; written.</param>
    /// <returns>The sum of the documents' squared distances from the centres that they now have.</returns>
    public double Assign(double[] centers, int[] labels)
    {
        _nearest.Start(centers);
        _update.Forget();
        FindAll(labels);
        return Total();
    }

    /// <summary>Gives each distinct row its nearest centre after the last update moved the centres.</summary>
    /// <param name="centers">The centres as the update left them, K x J; read, and not to be changed before the next call.</param>
    /// <param name="labels">The centre of each distinct row; written.</param>
    public void Follow(double[] centers, int[] labels)
    {
        if (_nearest.Move(centers, _update.Shifts)) FindAll(labels);
        else ParallelBlocks.Run(_points.Count, _range, _threads, _cancellation, (_, from, to) => _nearest.Follow(from, to, labels, _cancellation));
    }

    /// <inheritdoc cref="CenterUpdate.Update"/>
    public (double Shift, double Inertia) Update(double[] old, int[] labels, double[] centers) => _update.Update(old, labels, centers);

    /// <inheritdoc cref="CenterUpdate.Changed"/>
    public void Changed(double[] old, double[] centers) => _update.Changed(old, centers);

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

    private void FindAll(int[] labels) => ParallelBlocks.Run(_points.Count, _range, _threads, _cancellation, (_, from, to) =>
        _nearest.Find(from, to, labels, _blockSums.AsSpan(from / BlockSize, ParallelBlocks.Blocks(to - from, BlockSize)), _cancellation));

    private double Total()
    {
        double total = 0;
        foreach (double sum in _blockSums) total += sum;
        return total;
    }
}
