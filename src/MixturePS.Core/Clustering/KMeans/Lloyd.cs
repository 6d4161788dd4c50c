using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>Lloyd's iteration over weighted distinct documents.</summary>
/// <remarks>
/// <para>The plain algorithm (Lloyd, S. P. (1982), Least squares quantization in PCM, IEEE Transactions on Information
/// Theory 28, 129-137), for documents x_1 ... x_n and centres c_1 ... c_K:</para>
/// <code>
/// repeat
///     label(i) = argmin over k of |x_i - c_k|^2              for each i; ties go to the smaller k
///     c_k      = mean of the x_i with label(i) = k           for each k
/// until no label changes
/// </code>
/// <para>The deviations:</para>
/// <para>1. Equal documents are one row with a weight (<see cref="PointSet"/>): they have one label, and their sum is the
/// weight times the row. Benchmark: RESULTS.md, the row "k-means of 1,000,000 x 5 counts, K = 3, one start".</para>
/// <para>2. Only rows whose label may change are compared with centres (<see cref="NearestCenters"/>), and only clusters that
/// gained or lost a row are summed again (<see cref="CenterUpdate"/>). Both give the bits of the full computation.</para>
/// <para>3. Rows are worked on in fixed ranges, whose sums are added in order: the bits are the same for any number of
/// threads.</para>
/// </remarks>
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

    /// <summary>Makes room for the iteration.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="width">The vectors to use; the result is the same with each.</param>
    public Lloyd(PointSet points, int k, int threads, CancellationToken cancellation, VectorWidth width = VectorWidth.Widest)
    {
        _points = points;
        _k = k;
        _threads = threads;
        _cancellation = cancellation;
        _nearest = new NearestCenters(points, k, threads, width, cancellation);
        _blockSums = new double[ParallelBlocks.Blocks(points.Count, BlockSize)];

        // In a long range more rows are compared with a group of centres while it is in the caches.
        _range = BlockSize * Math.Clamp(_blockSums.Length / Ranges, 1, MostBlocksInRange);
        _update = new CenterUpdate(points, k, threads, cancellation);
    }

    /// <summary>Releases the memory of the centres.</summary>
    public void Dispose() => _nearest.Dispose();

    private int Features => _points.FeatureCount;

    /// <summary>Assigns each distinct row to its nearest centre.</summary>
    /// <param name="centers">The centres, K x J; read, and not to be changed before the next call of this method or of <see cref="Follow"/>.</param>
    /// <param name="labels">The centre of each distinct row; written.</param>
    /// <returns>The sum of the documents' squared distances from their centres.</returns>
    public double Assign(double[] centers, int[] labels)
    {
        _nearest.Start(centers);
        _update.Forget();
        FindAll(labels);
        return Total();
    }

    /// <summary>Assigns each distinct row to its nearest centre after the last update moved the centres.</summary>
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
