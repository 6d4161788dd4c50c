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
/// <para>1. Where many documents are equal, they are one row with a weight (<see cref="PointSet"/>): they have one label, and
/// their sum is the weight times the row. Benchmark: RESULTS.md, the row "k-means of 1,000,000 x 5 counts, K = 3, one start".</para>
/// <para>2. Only rows whose label may change are compared with centres (<see cref="NearestCenters"/>), and only rows whose label
/// changed are added up (<see cref="CenterUpdate"/>). Neither changes a label.</para>
/// <para>3. Rows are worked on in fixed ranges: the bits are the same for any number of threads.</para>
/// </remarks>
internal sealed class Lloyd : IDisposable
{
    private const int BlockSize = 512;
    private const int Ranges = 16;
    private const int MostBlocksInRange = 8;
    private const int SerialValues = 1 << 15;
    private readonly PointSet _points;
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
    /// <param name="isCosine">Whether centres are scaled to unit length after each update.</param>
    /// <param name="width">The vectors to use; the result is the same with each.</param>
    public Lloyd(PointSet points, int k, int threads, CancellationToken cancellation, bool isCosine = false, VectorWidth width = VectorWidth.Widest)
    {
        _points = points;

        // Threads cost more than they save where an iteration takes microseconds.
        _threads = points.Values.Length < SerialValues ? 1 : threads;
        _cancellation = cancellation;
        _update = new CenterUpdate(points, k, _threads, isCosine, cancellation);
        _nearest = new NearestCenters(points, k, _update, _threads, width, cancellation);
        _blockSums = new double[ParallelBlocks.Blocks(points.Count, BlockSize)];

        // In a long range more rows are compared with a group of centres while it is in the caches.
        _range = BlockSize * Math.Clamp(_blockSums.Length / Ranges, 1, MostBlocksInRange);
    }

    /// <summary>Releases the memory of the centres.</summary>
    public void Dispose() => _nearest.Dispose();

    /// <summary>Assigns each row to its nearest centre.</summary>
    /// <param name="centers">The centres in coordinates, K x J; read, and kept until the next update.</param>
    /// <param name="labels">The centre of each row; written.</param>
    public void Assign(double[] centers, int[] labels)
    {
        _update.Start(centers);
        _nearest.Start();
        FindAll(labels);
    }

    /// <summary>Assigns each row to its nearest centre after the last update moved the centres.</summary>
    /// <param name="labels">The centre of each row; written.</param>
    public void Follow(int[] labels)
    {
        if (_nearest.Move()) FindAll(labels);
        else ParallelBlocks.Run(_points.Count, _range, _threads, _cancellation, (_, from, to) => _nearest.Follow(from, to, labels, _cancellation));
    }

    /// <inheritdoc cref="CenterUpdate.Update"/>
    public (double Shift, double Inertia) Update(int[] labels) => _update.Update(labels);

    /// <inheritdoc cref="CenterUpdate.IsWithin"/>
    public bool IsWithin(double shift, double tolerance) => _update.IsWithin(shift, tolerance);

    /// <summary>The centres in coordinates, K x J.</summary>
    public double[] Centers() => _update.Exact();

    /// <summary>The sum of the documents' squared distances from their centres.</summary>
    /// <param name="labels">The centre of each row; read.</param>
    public double Inertia(int[] labels)
    {
        int features = _points.FeatureCount;
        ParallelBlocks.Run(_points.Count, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            double sum = 0;
            for (int row = from; row < to; row++)
            {
                var center = _update.Centers.AsSpan(labels[row] * features, features);
                sum += _points.Weights[row] * EuclideanDistance.Squared(_points, row, center, _update.Norms[labels[row]]);
            }

            _blockSums[block] = sum;
        });
        double total = 0;
        foreach (double sum in _blockSums) total += sum;
        return total;
    }

    private void FindAll(int[] labels) =>
        ParallelBlocks.Run(_points.Count, _range, _threads, _cancellation, (_, from, to) => _nearest.Find(from, to, labels, _cancellation));
}
