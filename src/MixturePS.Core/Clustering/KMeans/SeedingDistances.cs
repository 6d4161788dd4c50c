using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The squared distances that k-means++ chooses its centres by.</summary>
/// <remarks>
/// <para>The plain algorithm, for candidates t among the documents and the centres c chosen so far:</para>
/// <code>
/// for each document i and candidate t
///     D_t(i) = min(D(i), |x_i|^2 - 2 x_i x_t + |x_t|^2)      D(i) = min over c of |x_i - c|^2
/// phi_t = sum over i of D_t(i)
/// </code>
/// <para>The deviations, none of which changes a bit of the distances or the sums:</para>
/// <para>1. Distances are computed for distinct rows, and the sums phi_t run over the documents in their order.</para>
/// <para>2. Of sparse rows only those are visited that share a feature with the candidate, by the rows' transpose
/// (<see cref="SparseColumns"/>): the other products are zero and don't change a sum. It pays from a few centres on.
/// Benchmark: RESULTS.md, the rows "k-means of that, K = 20, to convergence" and "k-means of GoogleNews TS by TF-IDF,
/// K = 152", whose time includes the choice of first centres.</para>
/// <para>3. All candidates are handled at once, one in each lane of a vector, and each lane computes what a scalar would.
/// The range of rows of a part stays in the caches while the candidates are added up.</para>
/// </remarks>
internal sealed class SeedingDistances : IDisposable
{
    private const int Lanes = 8;
    private const int BlockSize = 2048;

    // So many rows' distances from all candidates stay in the caches.
    private const int PartSize = 2048;

    // For fewer centres the transpose costs more than it saves.
    private const int CentersForTranspose = 6;
    private readonly PointSet _points;
    private readonly int _stride;
    private readonly int _blockSize;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly WorkMemory _memory = new();
    private readonly double[] _distances;
    private readonly double[] _closest;
    private readonly BlockedCenters? _table;
    private readonly double[]? _small;
    private readonly VectorWidth _width;
    private readonly SparseColumns? _byFeature;

    /// <summary>Makes room for the distances.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="trials">The number of candidates at a time.</param>
    /// <param name="k">The number of centres that will be chosen.</param>
    /// <param name="threads">The maximum number of threads; the distances don't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="width">The vectors to use; the distances are the same with each.</param>
    public SeedingDistances(PointSet points, int trials, int k, int threads, CancellationToken cancellation, VectorWidth width = VectorWidth.Widest)
    {
        _width = SparseDots.Resolve(width);
        _points = points;
        _threads = threads;
        _cancellation = cancellation;
        _stride = (trials + Lanes - 1) / Lanes * Lanes;
        _distances = _memory.Take<double>((long)_stride * points.Count);
        _closest = _memory.Take<double>(points.Count);
        if (points.SmallRows is not null) _small = new double[_stride * points.FeatureCount];
        else _table = new BlockedCenters(_memory, _width);
        if (_small is null && !points.IsDense && k >= CentersForTranspose) _byFeature = points.ByFeature(threads, cancellation);

        // Each block searches the transpose for its first row, so these blocks are few.
        int cores = threads > 0 ? threads : Environment.ProcessorCount;
        _blockSize = _byFeature is null ? BlockSize : Math.Max(BlockSize, (points.Count + cores - 1) / cores);
    }

    /// <summary>The squared distance of each distinct row from its nearest centre, D(i); length Count.</summary>
    public ReadOnlySpan<double> Closest => _closest.AsSpan(0, _points.Count);

    /// <summary>Releases the memory of the distances.</summary>
    public void Dispose()
    {
        _table?.Dispose();
        _memory.Dispose();
    }

    /// <summary>Computes the distances from the first centre, as candidate 0.</summary>
    public void First(int document)
    {
        var center = new double[_points.FeatureCount];
        _points.CopyTo(_points.RowOf[document], center);
        _closest.AsSpan(0, _points.Count).Fill(double.PositiveInfinity);
        Compute([document], [SumOfProducts.Squares(center)]);
    }

    /// <summary>Computes the distances from candidates, D_t(i).</summary>
    /// <param name="candidates">The documents; as many as there are trials.</param>
    public void Compute(int[] candidates) => Compute(candidates, Array.ConvertAll(candidates, document => _points.CoordinateNorms[_points.RowOf[document]]));

    /// <summary>The sum over documents, in their order, of the distances from each candidate, phi_t.</summary>
    /// <param name="sums">Written; length trials.</param>
    public void Potentials(double[] sums)
    {
        switch (_width)
        {
            case VectorWidth.Bits512:
                Potentials<Lanes512>(sums);
                break;
            case VectorWidth.Bits256:
                Potentials<Lanes256>(sums);
                break;
            case VectorWidth.Bits128:
                Potentials<Lanes128>(sums);
                break;
            default:
                Potentials<ScalarLane>(sums);
                break;
        }
    }

    /// <summary>Takes a candidate as a centre: D = D_t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int candidate)
    {
        var closest = _closest.AsSpan(0, _points.Count);
        var point = new CancellationPoint(_cancellation);
        for (int row = 0; row < closest.Length; row++)
        {
            point.Pass(0);
            closest[row] = _distances[((nint)row * _stride) + candidate];
        }
    }

    // A method of its own without any call, so that the sum stays in a register.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TLanes Add<TLanes>(ReadOnlySpan<int> rows, ref double distances, nint stride, TLanes sum)
        where TLanes : struct, ILanes<TLanes>
    {
        var total = sum;
        foreach (int row in rows) total += TLanes.Load(in Unsafe.Add(ref distances, row * stride));
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Potentials<TLanes>(double[] sums)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double distances = ref MemoryMarshal.GetArrayDataReference(_distances);
        var lanes = new double[TLanes.Count];
        nint stride = _stride;
        for (int start = 0; start < sums.Length; start += TLanes.Count)
        {
            // Each lane sums one candidate's distances.
            var sum = TLanes.Create(0);
            var rowOf = _points.RowOf;
            for (int from = 0; from < rowOf.Length; from += CancellationPoint.Interval)
            {
                _cancellation.Check();
                sum = Add(rowOf.AsSpan(from, Math.Min(CancellationPoint.Interval, rowOf.Length - from)), ref Unsafe.Add(ref distances, start), stride, sum);
            }

            TLanes.Store(sum, ref lanes[0]);
            lanes.AsSpan(0, Math.Min(TLanes.Count, sums.Length - start)).CopyTo(sums.AsSpan(start));
        }
    }

    private void Compute(int[] candidates, double[] candidateNorms)
    {
        var norms = new double[_stride];
        candidateNorms.CopyTo(norms, 0);
        if (_small is not null)
        {
            for (int t = 0; t < candidates.Length; t++) DenseDots.Load(_points.SmallRow(_points.RowOf[candidates[t]]), t, _small);
            DenseDots.Compute(_points.SmallRows.AsSpan(0, _points.Count * _points.FeatureCount), _points.FeatureCount, _small, Distances(0, _points.Count));
            ToDistances(0, norms, Distances(0, _points.Count));
            return;
        }

        if (_byFeature is null)
        {
            int features = _points.FeatureCount;
            var centers = LargeArray.Cleared<double>((long)candidates.Length * features, _cancellation);
            for (int t = 0; t < candidates.Length; t++) _points.CopyTo(_points.RowOf[candidates[t]], centers.AsSpan(t * features, features));
            _table!.Load(centers, [.. Enumerable.Range(0, candidates.Length)], features, _threads, cancellation: _cancellation);
        }

        ParallelBlocks.Run(_points.Count, _blockSize, _threads, _cancellation, (_, from, to) =>
        {
            if (_points.IsShifted) ByShiftedTable(from, to, norms);
            else if (_byFeature is null) ByTable(from, to, norms);
            else ByTranspose(_byFeature, from, to, candidates, norms);
        });
    }

    private Span<double> Distances(int from, int to) => _distances.AsSpan(from * _stride, (to - from) * _stride);

    /// <summary>Computes the distances of a range of rows part by part, reading the columns of all candidates' features in step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ByTranspose(SparseColumns byFeature, int from, int to, int[] candidates, double[] norms)
    {
        int[] rows = Array.ConvertAll(candidates, document => _points.RowOf[document]), starts = new int[rows.Length + 1];
        for (int t = 0; t < rows.Length; t++) starts[t + 1] = starts[t] + _points.Offsets[rows[t] + 1] - _points.Offsets[rows[t]];
        var places = new int[starts[^1]];
        for (int t = 0; t < rows.Length; t++) Seek(byFeature, _points.RowColumns(rows[t]), from, places.AsSpan(starts[t]));
        for (int part = from; part < to; part += PartSize)
        {
            _cancellation.Check();
            int end = Math.Min(to, part + PartSize);
            var dots = Distances(part, end);
            dots.Clear();
            for (int t = 0; t < rows.Length; t++) AddProducts(byFeature, rows[t], part, end, places.AsSpan(starts[t], starts[t + 1] - starts[t]), dots[t..]);
            ToDistances(part, norms, dots);
        }
    }

    /// <summary>Finds where the rows from one on start in the columns of some features.</summary>
    /// <param name="byFeature">The rows' transpose.</param>
    /// <param name="features">The features.</param>
    /// <param name="row">The row.</param>
    /// <param name="places">Written; as long as the features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Seek(SparseColumns byFeature, ReadOnlySpan<int> features, int row, Span<int> places)
    {
        var (offsets, rows) = (byFeature.Offsets, byFeature.Rows);
        for (int i = 0; i < features.Length; i++)
        {
            int low = offsets[features[i]], high = offsets[features[i] + 1];
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (rows[middle] < row) low = middle + 1;
                else high = middle;
            }

            places[i] = low;
        }
    }

    /// <summary>Adds the products of one row's coordinates with those of a range of rows, in the order of the features.</summary>
    /// <param name="byFeature">The rows' transpose.</param>
    /// <param name="row">The one row.</param>
    /// <param name="from">The first row of the range.</param>
    /// <param name="to">The row after its last.</param>
    /// <param name="places">Where the range starts in the columns of the row's features; on return, where it ends.</param>
    /// <param name="dots">The sum for each row of the range, at every stride-th place; changed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddProducts(SparseColumns byFeature, int row, int from, int to, Span<int> places, Span<double> dots)
    {
        var columns = _points.RowColumns(row);
        var values = _points.RowValues(row);
        ref double sums = ref MemoryMarshal.GetReference(dots);
        ref int rows = ref MemoryMarshal.GetArrayDataReference(byFeature.Rows);
        ref double coordinates = ref MemoryMarshal.GetArrayDataReference(byFeature.Values);
        int[] offsets = byFeature.Offsets;
        nint stride = _stride;
        for (int i = 0; i < columns.Length; i++)
        {
            double value = values[i];
            int place = places[i], end = offsets[columns[i] + 1];
            for (; place < end; place++)
            {
                int other = Unsafe.Add(ref rows, place);
                if (other >= to) break;
                Unsafe.Add(ref sums, (other - from) * stride) += value * Unsafe.Add(ref coordinates, place);
            }

            places[i] = place;
        }
    }

    /// <summary>Computes the distances of a range of rows by their dot products with all candidates at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ByTable(int from, int to, double[] norms)
    {
        var dots = Distances(from, to);
        dots.Clear();
        var buffer = new double[_table!.BlockSize];
        var point = new CancellationPoint(_cancellation);
        for (int row = from; row < to; row++)
        {
            point.Pass(_points.Offsets[row + 1] - _points.Offsets[row]);
            _table.Dots(_points.RowColumns(row), _points.RowValues(row), buffer);
            buffer.CopyTo(dots.Slice((row - from) * _stride, _stride));
        }

        ToDistances(from, norms, dots);
    }

    /// <summary>The same for rows that aren't stored as coordinates: these are made for four rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ByShiftedTable(int from, int to, double[] norms)
    {
        const int Rows = 4;
        int features = _points.FeatureCount;
        var dots = Distances(from, to);
        var (columns, values, buffer) = (new int[Rows * features], new double[Rows * features], new double[Rows * _stride]);
        for (int p = 0; p < columns.Length; p++) columns[p] = p % features;
        int[] offsets = [0, features, 2 * features, 3 * features, 4 * features], rows = [0, 1, 2, 3];
        var point = new CancellationPoint(_cancellation);
        for (int row = from; row < to; row += Rows)
        {
            point.Pass(columns.Length);
            int count = Math.Min(Rows, to - row);
            for (int r = 0; r < count; r++) _points.CopyTo(row + r, values.AsSpan(r * features, features));
            _table!.DotsOfFour(offsets, columns, values, rows, 0, buffer);
            buffer.AsSpan(0, count * _stride).CopyTo(dots[((row - from) * _stride)..]);
        }

        ToDistances(from, norms, dots);
    }

    /// <summary>Turns dot products into distances, in place.</summary>
    private void ToDistances(int from, double[] norms, Span<double> dots)
    {
        switch (_width)
        {
            case VectorWidth.Bits512:
                ToDistances<Lanes512>(from, norms, dots);
                break;
            case VectorWidth.Bits256:
                ToDistances<Lanes256>(from, norms, dots);
                break;
            case VectorWidth.Bits128:
                ToDistances<Lanes128>(from, norms, dots);
                break;
            default:
                ToDistances<ScalarLane>(from, norms, dots);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToDistances<TLanes>(int from, double[] norms, Span<double> dots)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double at = ref MemoryMarshal.GetReference(dots);
        int rows = dots.Length / _stride;
        TLanes zero = TLanes.Create(0), minusTwo = TLanes.Create(-2);
        for (int r = 0; r < rows; r++)
        {
            var closest = TLanes.Create(_closest[from + r]);
            var squaredNorm = TLanes.Create(_points.CoordinateNorms[from + r]);
            for (int t = 0; t < norms.Length; t += TLanes.Count)
            {
                ref double place = ref Unsafe.Add(ref at, ((nint)r * _stride) + t);
                var distance = ((minusTwo * TLanes.Load(in place)) + TLanes.Load(in norms[t])) + squaredNorm;
                distance = TLanes.IfLess(zero, distance, distance, zero);
                TLanes.Store(TLanes.IfLess(distance, closest, distance, closest), ref place);
            }
        }
    }
}
