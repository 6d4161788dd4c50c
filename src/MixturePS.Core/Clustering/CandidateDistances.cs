using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The squared distance of each distinct row from each candidate for a centre, or from the nearest centre so far where
/// that is nearer. Of sparse rows only those are looked at that share a feature with a candidate; products with zero
/// don't change a sum, so the bits are those of whole dot products.
/// </summary>
internal sealed class CandidateDistances
{
    private const int Lanes = 8;
    private const int BlockSize = 2048;

    // Below this many centres the rows' transpose isn't worth making.
    private const int CentersForTranspose = 6;
    private readonly PointSet _points;
    private readonly int _stride;
    private readonly int _blockSize;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly double[] _distances;
    private readonly CenterTable _table = new();
    private readonly FeaturePostings? _postings;

    /// <summary>Makes room for the distances.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="trials">The number of candidates at a time.</param>
    /// <param name="k">The number of centres that will be chosen.</param>
    /// <param name="threads">The most threads; the distances don't depend on it.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public CandidateDistances(PointSet points, int trials, int k, int threads, CancellationToken cancellation)
    {
        _points = points;
        _threads = threads;
        _cancellation = cancellation;
        _stride = (trials + Lanes - 1) / Lanes * Lanes;
        _distances = LargeArray.Uninitialized<double>((long)_stride * points.Count);
        Closest = LargeArray.Uninitialized<double>(points.Count);
        if (!points.IsDense && k >= CentersForTranspose) _postings = points.Postings(threads, cancellation);

        // Each block searches the postings for its rows, so these blocks are few.
        int cores = threads > 0 ? threads : Environment.ProcessorCount;
        _blockSize = _postings is null ? BlockSize : Math.Max(BlockSize, (points.Count + cores - 1) / cores);
    }

    /// <summary>The squared distance of each distinct row from its nearest centre; length Count.</summary>
    public double[] Closest { get; }

    /// <summary>Computes the distances from the first centre, as candidate 0.</summary>
    public void First(int document)
    {
        var center = new double[_points.FeatureCount];
        _points.CopyTo(_points.RowOf[document], center);
        Array.Fill(Closest, double.PositiveInfinity);
        Compute([document], [SumOfProducts.Squares(center)]);
    }

    /// <summary>Computes the distances from candidates.</summary>
    /// <param name="candidates">The documents; as many as there are trials.</param>
    public void Compute(int[] candidates) => Compute(candidates, Array.ConvertAll(candidates, document => _points.SquaredNorms[_points.RowOf[document]]));

    /// <summary>The sum over documents, one after the other, of the distances from each candidate.</summary>
    /// <param name="sums">Written; length trials.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Potentials(double[] sums)
    {
        ref double distances = ref MemoryMarshal.GetArrayDataReference(_distances);
        nint stride = _stride;
        for (int start = 0; start < _stride; start += Lanes)
        {
            // Each lane adds up one candidate's distances, document by document.
            var sum = Vector512<double>.Zero;
            foreach (int row in _points.RowOf) sum += Vector512.LoadUnsafe(ref distances, (nuint)((row * stride) + start));
            for (int t = start; t < Math.Min(start + Lanes, sums.Length); t++) sums[t] = sum[t - start];
        }
    }

    /// <summary>Takes a candidate as a centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(int candidate)
    {
        var closest = Closest;
        for (int row = 0; row < closest.Length; row++) closest[row] = _distances[((nint)row * _stride) + candidate];
    }

    private void Compute(int[] candidates, double[] candidateNorms)
    {
        var norms = new double[_stride];
        candidateNorms.CopyTo(norms, 0);
        if (_postings is null)
        {
            int features = _points.FeatureCount;
            var centers = LargeArray.Zeros<double>((long)candidates.Length * features);
            for (int t = 0; t < candidates.Length; t++) _points.CopyTo(_points.RowOf[candidates[t]], centers.AsSpan(t * features, features));
            _table.Load(centers, [.. Enumerable.Range(0, candidates.Length)], features, _threads);
        }

        ParallelBlocks.Run(_points.Count, _blockSize, _threads, _cancellation, (_, from, to) =>
        {
            var dots = _distances.AsSpan(from * _stride, (to - from) * _stride);
            Dots(from, to, candidates, dots);
            Shorten(from, norms, dots);
        });
    }

    /// <summary>The dot products of a range of rows with the candidates, a row of them each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Dots(int from, int to, int[] candidates, Span<double> dots)
    {
        dots.Clear();
        if (_postings is not null)
        {
            for (int t = 0; t < candidates.Length; t++)
                _postings.AddProducts(_points, _points.RowOf[candidates[t]], from, to, dots[t..], _stride);
            return;
        }

        var buffer = new double[_table.Stride];
        for (int row = from; row < to; row++)
        {
            int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
            _table.Dots(_points.Columns.AsSpan(start, length), _points.Values.AsSpan(start, length), buffer);
            buffer.CopyTo(dots.Slice((row - from) * _stride, _stride));
        }
    }

    /// <summary>Makes distances of dot products, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Shorten(int from, double[] norms, Span<double> dots)
    {
        ref double at = ref MemoryMarshal.GetReference(dots);
        int rows = dots.Length / _stride;
        for (int r = 0; r < rows; r++)
        {
            var closest = Vector512.Create(Closest[from + r]);
            var squaredNorm = Vector512.Create(_points.SquaredNorms[from + r]);
            for (int t = 0; t < norms.Length; t += Lanes)
            {
                ref double place = ref Unsafe.Add(ref at, ((nint)r * _stride) + t);
                var distance = ((Vector512.Create(-2.0) * Vector512.LoadUnsafe(ref place)) + Vector512.LoadUnsafe(ref norms[t])) + squaredNorm;
                Vector512.Min(closest, Vector512.Max(Vector512<double>.Zero, distance)).StoreUnsafe(ref place);
            }
        }
    }
}
