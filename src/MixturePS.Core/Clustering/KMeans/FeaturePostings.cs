using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The transpose of sparse rows: for each feature the rows that have it, in order, and their coordinates.</summary>
internal sealed class FeaturePostings
{
    // Parts of the rows that are transposed side by side; each has a place of its own in every feature's list.
    private const int MostParts = 8;
    private const int SmallestPart = 4096;
    private readonly int[] _offsets;
    private readonly int[] _rows;
    private readonly double[] _values;

    /// <summary>Transposes rows.</summary>
    /// <param name="points">The rows; read, and their working memory taken from.</param>
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

        _rows = LargeArray.Touch(points.Memory.Take<int>(_offsets[features]), cancellation);
        _values = LargeArray.Touch(points.Memory.Take<double>(_offsets[features]), cancellation);
        ParallelBlocks.Run(points.Count, partSize, threads, cancellation, (part, from, to) => Fill(points, from, to, next[part], cancellation));
    }

    /// <summary>The rows that have a feature, in order.</summary>
    public ReadOnlySpan<int> Rows(int feature) => _rows.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);

    /// <summary>The coordinates of the rows that have a feature.</summary>
    public ReadOnlySpan<double> Values(int feature) => _values.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);

    /// <summary>Where the rows from one on start in the lists of some features.</summary>
    /// <param name="features">The features.</param>
    /// <param name="row">The row.</param>
    /// <param name="places">Written; as long as the features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Seek(ReadOnlySpan<int> features, int row, Span<int> places)
    {
        for (int i = 0; i < features.Length; i++)
        {
            int low = _offsets[features[i]], high = _offsets[features[i] + 1];
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (_rows[middle] < row) low = middle + 1;
                else high = middle;
            }

            places[i] = low;
        }
    }

    /// <summary>Adds the products of one row's coordinates with those of a range of rows, in the order of the features.</summary>
    /// <param name="columns">The features of the one row.</param>
    /// <param name="values">Its coordinates.</param>
    /// <param name="from">The first row of the range.</param>
    /// <param name="to">The row after its last.</param>
    /// <param name="places">Where the range starts in the features' lists, as by <see cref="Seek"/>; on return, where it ends.</param>
    /// <param name="dots">Read and written: the sum for each row of the range, at every stride-th place.</param>
    /// <param name="stride">The places from one row's sum to the next one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddProducts(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, int from, int to, Span<int> places, Span<double> dots, int stride)
    {
        if (dots.Length < ((to - from - 1) * stride) + 1) throw new ArgumentException("There are too few sums.");
        ref double sums = ref MemoryMarshal.GetReference(dots);
        ref int rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        ref double coordinates = ref MemoryMarshal.GetArrayDataReference(_values);
        for (int i = 0; i < columns.Length; i++)
        {
            double value = values[i];
            int place = places[i], end = _offsets[columns[i] + 1];
            for (; place < end; place++)
            {
                int row = Unsafe.Add(ref rows, place);
                if (row >= to) break;
                Unsafe.Add(ref sums, (nint)(row - from) * stride) += value * Unsafe.Add(ref coordinates, place);
            }

            places[i] = place;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Frequencies(ReadOnlySpan<int> columns, int features)
    {
        var result = new int[features];
        foreach (int column in columns) result[column]++;
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(PointSet points, int from, int to, int[] next, CancellationToken cancellation)
    {
        var (offsets, columns, values) = (points.Offsets, points.Columns, points.Values);
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++)
            {
                int place = next[columns[p]]++;
                _rows[place] = row;
                _values[place] = values[p];
            }
        }
    }
}
