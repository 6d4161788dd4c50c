using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The distance between documents.</summary>
public enum DocumentDistance
{
    /// <summary>The Euclidean distance.</summary>
    Euclidean,

    /// <summary>1 minus the cosine of the angle; a zero document has distance 1 from every other.</summary>
    Cosine,
}

/// <summary>
/// The sums of the distances of each document from the documents of each cluster. Sixteen rows at a time are stored
/// feature-major, so that one cell of another row updates sixteen dot products. Each dot product adds its terms in feature
/// order by multiplications and additions that are never fused, as scikit-learn multiplies sparse matrices; so identical
/// documents have distance exactly zero.
/// </summary>
/// <remarks>
/// Two deviations from scikit-learn lose fewer digits. The Euclidean distances of a plain matrix are computed from
/// differences, as |x|^2 - 2xy + |y|^2 cancels where all cells are far from zero. The cosine distance of unit vectors is
/// 1 - xy + ((|x|^2 - 1) + (|y|^2 - 1)) / 2, which is |x - y|^2 / 2: the rounding of their lengths cancels, and documents
/// that differ in length alone have distance exactly zero, as all distances below the rounding error have.
/// </remarks>
internal sealed class DistanceSums
{
    private const int Lanes = 16;
    private const int Stride = 2048;

    // The rounding error of a dot product of unit vectors, in units of the machine precision: the least, and per term.
    private const double LeastError = 4, ErrorPerTerm = 1.0 / 16, Precision = 2.220446049250313e-16;
    private readonly LabelledRows _rows;

    // The squared norm of each row; with the cosine how far it is from 1.
    private readonly double[] _squares;
    private readonly bool _cosine;
    private readonly bool _fromDifferences;
    private readonly double _negligible;
    private readonly bool[] _isZero = [];
    private readonly ConcurrentBag<Workspace> _free = [];

    public DistanceSums(LabelledRows rows, DocumentDistance distance, CancellationToken cancellation = default)
    {
        _cosine = distance == DocumentDistance.Cosine;
        _fromDifferences = rows.IsPlain && !_cosine && (long)rows.Count * rows.FeatureCount <= MatrixSize.PlainCells;
        _rows = _cosine ? rows.WithValues(Normalized(rows, cancellation)) : _fromDifferences ? rows.WithZeros(cancellation) : rows;
        _squares = _rows.SquaredNorms(cancellation);
        if (!_cosine) return;

        // A zero document has no direction.
        _isZero = Array.ConvertAll(_squares, square => square == 0);
        int longest = 0;
        for (int row = 0; row < _squares.Length; row++)
        {
            if (!_isZero[row]) _squares[row] -= 1;
            longest = Math.Max(longest, _rows.Offsets[row + 1] - _rows.Offsets[row]);
        }

        _negligible = Precision * Math.Max(LeastError, ErrorPerTerm * longest);
    }

    /// <summary>The distance between a document and another one with identical cells.</summary>
    public double SelfDistance(int row) => _cosine && _isZero[row] ? 1 : 0;

    /// <summary>Computes for each row the sums of its distances from the K clusters; the row itself contributes <see cref="SelfDistance"/>.</summary>
    /// <param name="threads">The maximum number of threads; zero for one per core.</param>
    /// <param name="use">Receives the row and its sums (length K); called on several threads, once per row.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public void ForEachRow(int threads, Action<int, double[]> use, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        int done = 0;
        ParallelBlocks.Run(_rows.Count, Lanes, threads, cancellation, (_, from, to) =>
        {
            if (!_free.TryTake(out var space)) space = new Workspace(_rows);
            space.Load(_rows, _squares, from, to);
            for (int start = 0; start < _rows.Count; start += Stride)
            {
                Add(space, from, start, Math.Min(start + Stride, _rows.Count), cancellation);
            }

            for (int row = from; row < to; row++)
            {
                for (int c = 0; c < _rows.K; c++) space.ClusterSums[c] = space.Sums[(c * Lanes) + row - from];
                use(row, space.ClusterSums);
            }

            space.Unload(_rows, from, to);
            _free.Add(space);
            int finished = Interlocked.Add(ref done, to - from);
            progress?.Report(new ProgressReport("distances", (double)finished / _rows.Count));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(Workspace space, int from, int first, int last, CancellationToken cancellation)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(space.Table);
        ref double own = ref MemoryMarshal.GetArrayDataReference(space.Norms);
        ref double result = ref MemoryMarshal.GetArrayDataReference(space.Distances);
        int[] offsets = _rows.Offsets, columns = _rows.Columns, slots = space.Slots;
        double[] values = _rows.Values;
        var point = new CancellationPoint(cancellation);
        for (int row = first; row < last; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            Vector256<double> a = default, b = default, c = default, d = default;
            int start = offsets[row], end = offsets[row + 1], dots = _fromDifferences ? end : start;
            for (int p = start; p < dots; p++)
            {
                var x = Vector256.Create(values[p]);
                ref double at = ref Unsafe.Add(ref table, slots[columns[p]] * Lanes);
                var (e, f, g, h) = (x - Vector256.LoadUnsafe(ref at), x - Vector256.LoadUnsafe(ref at, 4), x - Vector256.LoadUnsafe(ref at, 8), x - Vector256.LoadUnsafe(ref at, 12));
                a += e * e;
                b += f * f;
                c += g * g;
                d += h * h;
            }

            for (int p = dots; p < end; p++)
            {
                var x = Vector256.Create(values[p]);
                ref double at = ref Unsafe.Add(ref table, slots[columns[p]] * Lanes);
                a += x * Vector256.LoadUnsafe(ref at);
                b += x * Vector256.LoadUnsafe(ref at, 4);
                c += x * Vector256.LoadUnsafe(ref at, 8);
                d += x * Vector256.LoadUnsafe(ref at, 12);
            }

            var norm = Vector256.Create(_squares[row]);
            Distance(a, Vector256.LoadUnsafe(ref own), norm).StoreUnsafe(ref result);
            Distance(b, Vector256.LoadUnsafe(ref own, 4), norm).StoreUnsafe(ref result, 4);
            Distance(c, Vector256.LoadUnsafe(ref own, 8), norm).StoreUnsafe(ref result, 8);
            Distance(d, Vector256.LoadUnsafe(ref own, 12), norm).StoreUnsafe(ref result, 12);
            if ((uint)(row - from) < Lanes) space.Distances[row - from] = SelfDistance(row);
            for (int e = _rows.EntryOffsets[row]; e < _rows.EntryOffsets[row + 1]; e++)
            {
                var weight = Vector256.Create((double)_rows.EntryWeight[e]);
                ref double sums = ref space.Sums[_rows.EntryCluster[e] * Lanes];
                for (nuint lane = 0; lane < Lanes; lane += 4)
                    (Vector256.LoadUnsafe(ref sums, lane) + (weight * Vector256.LoadUnsafe(ref result, lane))).StoreUnsafe(ref sums, lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Distance(Vector256<double> sums, Vector256<double> own, Vector256<double> other)
    {
        if (_fromDifferences) return Vector256.Sqrt(sums);
        if (!_cosine) return Vector256.Sqrt(Vector256.Max((sums * -2.0) + own + other, Vector256<double>.Zero));
        var distance = Vector256.Create(1.0) - sums + ((own + other) * 0.5);
        return Vector256.Min(Vector256.ConditionalSelect(Vector256.GreaterThan(distance, Vector256.Create(_negligible)), distance, Vector256<double>.Zero), Vector256.Create(2.0));
    }

    // Divided by the greatest cell first, so that documents that differ in length alone become equal to the last bit.
    private static double[] Normalized(LabelledRows rows, CancellationToken cancellation)
    {
        var values = LargeArray.Clone<double>(rows.Values, cancellation);
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(rows.Offsets[row + 1] - rows.Offsets[row]);
            UnitRows.Scale(values.AsSpan(rows.Offsets[row], rows.Offsets[row + 1] - rows.Offsets[row]));
        }

        return values;
    }

    /// <summary>The workspace of a thread. Slot 0 is a row of zeros, for features that none of the sixteen rows has.</summary>
    private sealed class Workspace(LabelledRows rows)
    {
        private int _used = 1;

        public int[] Slots { get; } = new int[rows.FeatureCount];

        public double[] Table { get; private set; } = new double[64 * Lanes];

        public double[] Norms { get; } = new double[Lanes];

        public double[] Distances { get; } = new double[Lanes];

        public double[] Sums { get; } = new double[rows.K * Lanes];

        public double[] ClusterSums { get; } = new double[rows.K];

        public void Load(LabelledRows source, double[] norms, int from, int to)
        {
            Array.Clear(Sums);
            Array.Clear(Norms);
            for (int row = from; row < to; row++)
            {
                Norms[row - from] = norms[row];
                for (int p = source.Offsets[row]; p < source.Offsets[row + 1]; p++)
                {
                    ref int slot = ref Slots[source.Columns[p]];
                    if (slot == 0) slot = NextSlot();
                    Table[(slot * Lanes) + row - from] = source.Values[p];
                }
            }
        }

        public void Unload(LabelledRows source, int from, int to)
        {
            for (int p = source.Offsets[from]; p < source.Offsets[to]; p++) Slots[source.Columns[p]] = 0;
            Array.Clear(Table, 0, _used * Lanes);
            _used = 1;
        }

        private int NextSlot()
        {
            if ((_used + 1) * Lanes > Table.Length)
            {
                var larger = new double[checked(Table.Length * 2)];
                Table.CopyTo(larger, 0);
                Table = larger;
            }

            return _used++;
        }
    }
}
