using System.Collections.Concurrent;
using System.Numerics;
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
/// The sums of the distances of each document from the documents of each cluster. Each dot product adds its terms in feature
/// order by multiplications and additions that are never fused, as scikit-learn multiplies sparse matrices; so identical
/// documents have distance exactly zero.
/// </summary>
/// <remarks>
/// <para>The plain algorithm, for rows x_i with weights w_i(c) in the clusters c:</para>
/// <code>
/// for each row i, row j and cluster c
///     sum_i(c) += w_j(c) d(x_i, x_j)                    d from the dot product: |x_i|^2 - 2 x_i x_j + |x_j|^2
/// </code>
/// <para>Sixteen rows i at a time are stored feature-major, so that one cell of a row j updates sixteen dot products. If most
/// cells of the rows j belong to features that none of the sixteen has, which is so for short documents of a large vocabulary,
/// the products are added by features instead: for each feature of the sixteen rows, in ascending order, only the rows j that
/// have it are visited. The products that are left out are zero, so neither order changes a bit.</para>
/// <para>Two deviations from scikit-learn lose fewer digits. The Euclidean distances of a plain matrix are computed from
/// differences, as |x|^2 - 2xy + |y|^2 cancels where all cells are far from zero. The cosine distance of unit vectors is
/// 1 - xy + ((|x|^2 - 1) + (|y|^2 - 1)) / 2, which is |x - y|^2 / 2: the rounding of their lengths cancels, and documents
/// that differ in length alone have distance exactly zero, as all distances below the rounding error have.</para>
/// </remarks>
internal sealed class DistanceSums
{
    private const int Lanes = 16;
    private const int Half = Lanes / 2;

    // So many rows' dot products with sixteen others stay in the caches.
    private const int Stride = 1024;

    // A cell that is visited by features takes about so many times as long as one that is visited by rows, as its sums are in memory.
    private const double CostByFeature = 1.25;

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
    private readonly SparseColumns? _byFeature;

    public DistanceSums(LabelledRows rows, DocumentDistance distance, CancellationToken cancellation = default)
    {
        _cosine = distance == DocumentDistance.Cosine;
        _fromDifferences = rows.IsPlain && !_cosine && (long)rows.Count * rows.FeatureCount <= MatrixSize.PlainCells;
        _rows = _cosine ? rows.WithValues(Normalized(rows, cancellation)) : _fromDifferences ? rows.WithZeros(cancellation) : rows;
        _squares = _rows.SquaredNorms(cancellation);
        if (!_fromDifferences) _byFeature = SparseColumns.Transpose(_rows.Offsets, _rows.Columns, _rows.Values, _rows.FeatureCount, null, null, 1, cancellation);
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
            bool byFeature = _byFeature is not null && space.Begin(_byFeature) * CostByFeature < _rows.Offsets[_rows.Count];
            for (int start = 0; start < _rows.Count; start += Stride)
            {
                int end = Math.Min(start + Stride, _rows.Count);
                if (byFeature) AddByFeature(space, from, start, end, cancellation);
                else AddByRow(space, from, start, end, cancellation);
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
    private void AddByRow(Workspace space, int from, int first, int last, CancellationToken cancellation)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(space.Table);
        int[] offsets = _rows.Offsets, columns = _rows.Columns, slots = space.Slots;
        double[] values = _rows.Values;
        var point = new CancellationPoint(cancellation);
        for (int row = first; row < last; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            Vector512<double> a = default, b = default;
            int start = offsets[row], end = offsets[row + 1], dots = _fromDifferences ? end : start;
            for (int p = start; p < dots; p++)
            {
                var x = Vector512.Create(values[p]);
                ref double at = ref Unsafe.Add(ref table, slots[columns[p]] * Lanes);
                var (e, f) = (x - Vector512.LoadUnsafe(ref at), x - Vector512.LoadUnsafe(ref at, Half));
                a += e * e;
                b += f * f;
            }

            for (int p = dots; p < end; p++)
            {
                var x = Vector512.Create(values[p]);
                ref double at = ref Unsafe.Add(ref table, slots[columns[p]] * Lanes);
                a += x * Vector512.LoadUnsafe(ref at);
                b += x * Vector512.LoadUnsafe(ref at, Half);
            }

            AddDistances(space, from, row, a, b);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddByFeature(Workspace space, int from, int first, int last, CancellationToken cancellation)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(space.Table);
        ref double dots = ref MemoryMarshal.GetArrayDataReference(space.Dots);
        space.Dots.AsSpan(0, (last - first) * Lanes).Clear();
        int[] offsets = _byFeature!.Offsets, rows = _byFeature.Rows;
        double[] values = _byFeature.Values;
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < space.Features.Count; i++)
        {
            int feature = space.Features[i], place = space.Places[feature], end = offsets[feature + 1], start = place;
            ref double at = ref Unsafe.Add(ref table, space.Slots[feature] * Lanes);
            var (own, further) = (Vector512.LoadUnsafe(ref at), Vector512.LoadUnsafe(ref at, Half));
            for (; place < end && rows[place] < last; place++)
            {
                var x = Vector512.Create(values[place]);
                ref double sums = ref Unsafe.Add(ref dots, (rows[place] - first) * Lanes);
                (Vector512.LoadUnsafe(ref sums) + (x * own)).StoreUnsafe(ref sums);
                (Vector512.LoadUnsafe(ref sums, Half) + (x * further)).StoreUnsafe(ref sums, Half);
            }

            space.Places[feature] = place;
            point.Pass(place - start);
        }

        for (int row = first; row < last; row++)
        {
            ref double sums = ref Unsafe.Add(ref dots, (row - first) * Lanes);
            AddDistances(space, from, row, Vector512.LoadUnsafe(ref sums), Vector512.LoadUnsafe(ref sums, Half));
        }
    }

    /// <summary>Adds the distances of a row from the sixteen rows to the sums of its clusters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddDistances(Workspace space, int from, int row, Vector512<double> a, Vector512<double> b)
    {
        ref double own = ref MemoryMarshal.GetArrayDataReference(space.Norms);
        var norm = Vector512.Create(_squares[row]);
        var (near, far) = (Distance(a, Vector512.LoadUnsafe(ref own), norm), Distance(b, Vector512.LoadUnsafe(ref own, Half), norm));
        if ((uint)(row - from) < Lanes)
        {
            ref double result = ref MemoryMarshal.GetArrayDataReference(space.Distances);
            near.StoreUnsafe(ref result);
            far.StoreUnsafe(ref result, Half);
            space.Distances[row - from] = SelfDistance(row);
            (near, far) = (Vector512.LoadUnsafe(ref result), Vector512.LoadUnsafe(ref result, Half));
        }

        for (int e = _rows.EntryOffsets[row]; e < _rows.EntryOffsets[row + 1]; e++)
        {
            var weight = Vector512.Create((double)_rows.EntryWeight[e]);
            ref double sums = ref space.Sums[_rows.EntryCluster[e] * Lanes];
            (Vector512.LoadUnsafe(ref sums) + (weight * near)).StoreUnsafe(ref sums);
            (Vector512.LoadUnsafe(ref sums, Half) + (weight * far)).StoreUnsafe(ref sums, Half);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Distance(Vector512<double> sums, Vector512<double> own, Vector512<double> other)
    {
        if (_fromDifferences) return Vector512.Sqrt(sums);
        if (!_cosine) return Vector512.Sqrt(Vector512.Max((sums * -2.0) + own + other, Vector512<double>.Zero));
        var distance = Vector512.Create(1.0) - sums + ((own + other) * 0.5);
        return Vector512.Min(Vector512.ConditionalSelect(Vector512.GreaterThan(distance, Vector512.Create(_negligible)), distance, Vector512<double>.Zero), Vector512.Create(2.0));
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
        private readonly ulong[] _isUsed = new ulong[(rows.FeatureCount + 63) / 64];
        private int _used = 1;

        /// <summary>The features of the sixteen rows, ascending.</summary>
        public List<int> Features { get; } = [];

        /// <summary>The place of each such feature's next row in its column.</summary>
        public int[] Places { get; } = new int[rows.FeatureCount];

        public double[] Dots { get; } = new double[Stride * Lanes];

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
                    if (slot == 0)
                    {
                        slot = NextSlot();
                        _isUsed[source.Columns[p] >> 6] |= 1UL << source.Columns[p];
                    }

                    Table[(slot * Lanes) + row - from] = source.Values[p];
                }
            }
        }

        /// <summary>Lists the features of the sixteen rows, and returns the number of cells that all rows have of them.</summary>
        public long Begin(SparseColumns byFeature)
        {
            Features.Clear();
            long cells = 0;
            for (int word = 0; word < _isUsed.Length; word++)
            {
                for (ulong left = _isUsed[word]; left != 0; left &= left - 1)
                {
                    int feature = (word << 6) + BitOperations.TrailingZeroCount(left);
                    Features.Add(feature);
                    Places[feature] = byFeature.Offsets[feature];
                    cells += byFeature.Offsets[feature + 1] - byFeature.Offsets[feature];
                }
            }

            return cells;
        }

        public void Unload(LabelledRows source, int from, int to)
        {
            for (int p = source.Offsets[from]; p < source.Offsets[to]; p++) Slots[source.Columns[p]] = 0;
            Array.Clear(_isUsed);
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
