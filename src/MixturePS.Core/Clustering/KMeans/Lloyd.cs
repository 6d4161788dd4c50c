using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>Lloyd's iteration over many documents.</summary>
/// <remarks>
/// <para>The deviations from the plain algorithm (<see cref="LloydIteration"/>):</para>
/// <para>1. Where many documents are equal, they are one row with a weight (<see cref="PointSet"/>): they have one label, and
/// their sum is the weight times the row. Benchmark: RESULTS.md, the row "k-means of 1,000,000 x 5 counts, K = 3, one start".</para>
/// <para>2. Only rows whose label may change are compared with centres (<see cref="NearestCenters"/>), and only rows whose label
/// changed are added up (<see cref="CenterUpdate"/>). Neither changes a label.</para>
/// <para>3. Rows are worked on in fixed ranges: the bits are the same for any number of threads.</para>
/// </remarks>
internal sealed class Lloyd : LloydIteration
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

    /// <inheritdoc/>
    public override void Assign(double[] centers, int[] labels)
    {
        _update.Start(centers);
        _nearest.Start();
        FindAll(labels);
    }

    /// <inheritdoc/>
    public override void Follow(int[] labels)
    {
        if (_nearest.Move()) FindAll(labels);
        else ParallelBlocks.Run(_points.Count, _range, _threads, _cancellation, (_, from, to) => _nearest.Follow(from, to, labels, _cancellation));
    }

    /// <summary>Assigns each row to its nearest centre after the centres were moved to given ones.</summary>
    /// <param name="centers">The centres in coordinates, K x J; read, and kept until the next update.</param>
    /// <param name="labels">The centre of each row; written.</param>
    public void Follow(double[] centers, int[] labels)
    {
        _update.MoveTo(centers);
        Follow(labels);
    }

    /// <inheritdoc/>
    public override (double Shift, double Inertia) Update(int[] labels) => _update.Update(labels);

    /// <inheritdoc/>
    public override bool IsWithin(double shift, double tolerance) => _update.IsWithin(shift, tolerance);

    /// <inheritdoc/>
    public override double[] Centers() => _update.Exact();

    /// <inheritdoc/>
    public override double Inertia(int[] labels)
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

    /// <inheritdoc/>
    public override double InertiaOfUnchanged(int[] labels, double inertia)
    {
        // No centre moved, and the inertia from the sums differs by rounding errors in proportion to the documents' squared norms.
        const double LeastShare = 1e-3;
        return inertia > LeastShare * _points.SquaredNorm ? inertia : Inertia(labels);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _nearest.Dispose();
        base.Dispose(disposing);
    }

    private void FindAll(int[] labels) =>
        ParallelBlocks.Run(_points.Count, _range, _threads, _cancellation, (_, from, to) => _nearest.Find(from, to, labels, _cancellation));
}
