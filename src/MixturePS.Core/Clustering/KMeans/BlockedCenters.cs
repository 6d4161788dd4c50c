using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The centres as a table that sparse rows are multiplied with.</summary>
/// <remarks>
/// <para>The plain algorithm, for the coordinates (f, x_f) of a row and the centres c_1 ... c_K, in rows of J features:</para>
/// <code>
/// for each centre k
///     dot(k) = sum over the row's coordinates of x_f c_kf
/// </code>
/// <para>The deviations:</para>
/// <para>1. The table is transposed, feature by feature: one coordinate meets the same feature of all centres, so the loops
/// change places and one instruction updates the sums of several centres. Each sum still runs in the order of the row's
/// coordinates, by multiplications and additions that are never fused, so its bits are those of the plain loop.
/// Benchmark: RESULTS-micro.md, DotProducts, by width.</para>
/// <para>2. It is divided into blocks of whole vectors, so that many rows can be multiplied with a block while it is in the
/// caches. Places without a centre are zero. Benchmark: RESULTS.md, the row "k-means of that, K = 100, 10 iterations".</para>
/// </remarks>
internal sealed class BlockedCenters : IDisposable
{
    private const int Lanes = 8;
    private const int FeaturesAtOnce = 256;
    private const int ParallelCells = 1 << 16;
    private readonly AlignedMemory<double> _cells;
    private readonly VectorWidth _width;
    private int _features;

    /// <summary>A table without centres.</summary>
    /// <param name="memory">The source of the table's memory, which has to outlive the table.</param>
    /// <param name="width">The vectors to use; the dot products are the same with each.</param>
    public BlockedCenters(WorkMemory memory, VectorWidth width = VectorWidth.Widest)
    {
        _cells = new AlignedMemory<double>(memory);
        _width = SparseDots.Resolve(width);
    }

    /// <summary>The number of places in a block, a multiple of 8, and so of a row's dot products with it.</summary>
    public int BlockSize { get; private set; }

    /// <summary>Lays out centres, replacing those before.</summary>
    /// <param name="centers">All centres, row after row; read.</param>
    /// <param name="chosen">The centres to lay out, in the order of their places.</param>
    /// <param name="featureCount">The number of features, J.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="blockSize">The number of places in a block, a multiple of 8; 0 for a single block.</param>
    /// <param name="cancellation">Cancellation token; the table can't be used after a cancellation.</param>
    public void Load(double[] centers, int[] chosen, int featureCount, int threads, int blockSize = 0, CancellationToken cancellation = default)
    {
        _features = featureCount;
        BlockSize = blockSize > 0 ? blockSize : Math.Max(1, (chosen.Length + Lanes - 1) / Lanes) * Lanes;
        int blocks = Math.Max(1, (chosen.Length + BlockSize - 1) / BlockSize);
        int length = checked(blocks * BlockSize * featureCount);
        _cells.Reserve(length);
        int parts = ParallelBlocks.Blocks(featureCount, FeaturesAtOnce);
        ParallelBlocks.Run(blocks * parts, 1, length < ParallelCells ? 1 : threads, cancellation, (item, _, _) =>
        {
            int block = item / parts, from = item % parts * FeaturesAtOnce, to = Math.Min(featureCount, from + FeaturesAtOnce);
            var target = _cells.Items.Slice(At(block, from), (to - from) * BlockSize);
            int first = block * BlockSize, count = Math.Min(BlockSize, chosen.Length - first);
            for (int i = 0; i < count; i++) Spread(centers.AsSpan((chosen[first + i] * featureCount) + from, to - from), target[i..]);
            for (int i = Math.Max(0, count); i < BlockSize; i++)
                for (int at = i; at < target.Length; at += BlockSize) target[at] = 0;
        });
    }

    /// <summary>The dot products of one row with a block's centres.</summary>
    /// <param name="columns">The features of the row's coordinates.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least BlockSize long; zero where there is no centre.</param>
    /// <param name="block">The block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dots(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots, int block = 0) =>
        SparseDots.Compute(_cells.Items[At(block, 0)..], BlockSize, 0, BlockSize, columns, values, dots, _width);

    /// <summary>The dot products of four rows with a block's centres, side by side.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="rows">The four rows.</param>
    /// <param name="block">The block.</param>
    /// <param name="dots">Written; four times BlockSize long, row after row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void DotsOfFour(PointSet points, ReadOnlySpan<int> rows, int block, Span<double> dots) =>
        DotsOfFour(points.Offsets, points.Columns, points.Values, rows, block, dots);

    /// <summary>The dot products of four rows with a block's centres, side by side.</summary>
    /// <param name="offsets">Where each row starts; the last one is the end of the last row.</param>
    /// <param name="columns">The features of the rows' coordinates.</param>
    /// <param name="values">The rows' coordinates.</param>
    /// <param name="rows">The four rows.</param>
    /// <param name="block">The block.</param>
    /// <param name="dots">Written; four times BlockSize long, row after row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void DotsOfFour(int[] offsets, int[] columns, double[] values, ReadOnlySpan<int> rows, int block, Span<double> dots) =>
        FourRowDots.Compute(_cells.Items[At(block, 0)..], BlockSize, offsets, columns, values, rows, dots, _width);

    /// <summary>Releases the memory; the table has no centres afterwards.</summary>
    public void Dispose() => _cells.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(ReadOnlySpan<double> center, Span<double> target)
    {
        for (int f = 0, at = 0; f < center.Length; f++, at += BlockSize) target[at] = center[f];
    }

    private int At(int block, int feature) => ((block * _features) + feature) * BlockSize;
}
