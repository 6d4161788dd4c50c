using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>The transpose of sparse rows: for each feature the rows that have it, in order.</summary>
internal sealed class FeaturePostings
{
    // Parts of the rows that are transposed side by side; each has a place of its own in every feature's list.
    private const int MostParts = 8;
    private const int SmallestPart = 4096;
    private readonly int[] _offsets;
    private readonly Posting[] _postings;

    /// <summary>Transposes rows.</summary>
    /// <param name="points">The rows; read.</param>
    /// <param name="threads">The most threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public FeaturePostings(PointSet points, int threads, CancellationToken cancellation)
    {
        int features = points.FeatureCount;
        int partSize = Math.Max(SmallestPart, (points.Count + MostParts - 1) / MostParts);
        var next = new int[Math.Max(1, ParallelBlocks.Blocks(points.Count, partSize))][];
        ParallelBlocks.Run(points.Count, partSize, threads, cancellation, (part, from, to) =>
            next[part] = Frequencies(points.Columns.AsSpan(points.Offsets[from], points.Offsets[to] - points.Offsets[from]), features));
        _offsets = new int[features + 1];
        for (int f = 0, sum = 0; f < features; f++)
        {
            foreach (int[] part in next) (part[f], sum) = (sum, sum + part[f]);
            _offsets[f + 1] = sum;
        }

        _postings = LargeArray.Uninitialized<Posting>(_offsets[features]);
        ParallelBlocks.Run(points.Count, partSize, threads, cancellation, (part, from, to) => Fill(points, from, to, next[part], cancellation));
    }

    /// <summary>Adds the products of one row's coordinates with those of a range of rows, in the order of the features.</summary>
    /// <param name="points">The rows that were transposed.</param>
    /// <param name="row">The row.</param>
    /// <param name="from">The first row of the range.</param>
    /// <param name="to">The row after its last.</param>
    /// <param name="dots">Read and written: the sum for each row of the range, at every stride-th place.</param>
    /// <param name="stride">The places from one row's sum to the next one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddProducts(PointSet points, int row, int from, int to, Span<double> dots, int stride)
    {
        bool isWhole = from == 0 && to == points.Count;
        ref double sums = ref MemoryMarshal.GetReference(dots);
        for (int p = points.Offsets[row]; p < points.Offsets[row + 1]; p++)
        {
            double value = points.Values[p];
            int feature = points.Columns[p];
            var list = _postings.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);
            if (!isWhole) list = list[Before(list, from)..Before(list, to)];
            foreach (ref readonly var posting in list) Unsafe.Add(ref sums, (nint)(posting.Row - from) * stride) += value * posting.Value;
        }
    }

    /// <summary>The rows of a feature with their coordinates, in order.</summary>
    public ReadOnlySpan<Posting> Of(int feature) => _postings.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Frequencies(ReadOnlySpan<int> columns, int features)
    {
        var result = new int[features];
        foreach (int column in columns) result[column]++;
        return result;
    }

    /// <summary>The number of postings of rows before one.</summary>
    private static int Before(ReadOnlySpan<Posting> list, int row)
    {
        int low = 0, high = list.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (list[middle].Row < row) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(PointSet points, int from, int to, int[] next, CancellationToken cancellation)
    {
        var (offsets, columns, values) = (points.Offsets, points.Columns, points.Values);
        for (int row = from; row < to; row++)
        {
            if ((row & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            for (int p = offsets[row]; p < offsets[row + 1]; p++) _postings[next[columns[p]]++] = new Posting(values[p], row);
        }
    }

    /// <summary>A row's coordinate.</summary>
    public readonly record struct Posting(double Value, int Row);
}
