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
    private readonly int _trials;
    private readonly int _stride;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly double[] _distances;
    private readonly double[] _dots;
    private readonly CenterKernel _kernel = new();
    private readonly FeaturePostings? _postings;

    public CandidateDistances(PointSet points, int trials, int k, int threads, CancellationToken cancellation)
    {
        _points = points;
        _trials = trials;
        _threads = threads;
        _cancellation = cancellation;
        _stride = (trials + Lanes - 1) / Lanes * Lanes;
        _distances = LargeArray.Uninitialized<double>((long)_stride * points.Count);
        Closest = LargeArray.Uninitialized<double>(points.Count);
        if (!points.IsDense && k >= CentersForTranspose) _postings = points.Postings(cancellation);
        _dots = _postings is null ? [] : LargeArray.Uninitialized<double>((long)trials * points.Count);
    }

    /// <summary>The squared distance of each distinct row from its nearest centre; length Count.</summary>
    public double[] Closest { get; }

    /// <summary>Computes the distances from the first centre, as candidate 0.</summary>
    public void First(int document)
    {
        var center = Center(document);
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
        var rowOf = _points.RowOf;
        for (int start = 0; start < _stride; start += Lanes)
        {
            // Each lane adds up one candidate's distances, document by document.
            var sum = Vector512<double>.Zero;
            ref double distances = ref MemoryMarshal.GetArrayDataReference(_distances);
            foreach (int row in rowOf) sum += Vector512.LoadUnsafe(ref distances, (nuint)(((long)row * _stride) + start));
            for (int t = start; t < Math.Min(start + Lanes, sums.Length); t++) sums[t] = sum[t - start];
        }
    }

    /// <summary>Takes a candidate as a centre.</summary>
    public void Take(int candidate)
    {
        for (int row = 0, at = candidate; row < Closest.Length; row++, at += _stride) Closest[row] = _distances[at];
    }

    private double[] Center(int document)
    {
        var center = new double[_points.FeatureCount];
        _points.CopyTo(_points.RowOf[document], center);
        return center;
    }

    private void Compute(int[] candidates, double[] candidateNorms)
    {
        var norms = new double[_stride];
        candidateNorms.CopyTo(norms, 0);
        if (_postings is null)
        {
            var centers = LargeArray.Zeros<double>((long)candidates.Length * _points.FeatureCount);
            for (int t = 0; t < candidates.Length; t++)
                _points.CopyTo(_points.RowOf[candidates[t]], centers.AsSpan(t * _points.FeatureCount, _points.FeatureCount));
            _kernel.Load(centers, [.. Enumerable.Range(0, candidates.Length)], _points.FeatureCount, _threads);
        }
        else
        {
            ParallelBlocks.Run(candidates.Length, 1, _threads, _cancellation, (t, _, _) =>
                _postings.Dots(_points, _points.RowOf[candidates[t]], _dots.AsSpan(t * _points.Count, _points.Count)));
        }

        ParallelBlocks.Run(_points.Count, BlockSize, _threads, _cancellation, (_, from, to) => Shorten(from, to, candidates.Length, norms));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Shorten(int from, int to, int candidates, double[] norms)
    {
        var dots = new double[_stride];
        for (int row = from; row < to; row++)
        {
            if (_postings is null)
            {
                int start = _points.Offsets[row], length = _points.Offsets[row + 1] - start;
                _kernel.Dots(_points.Columns.AsSpan(start, length), _points.Values.AsSpan(start, length), dots);
            }
            else
            {
                for (int t = 0; t < candidates; t++) dots[t] = _dots[(t * _points.Count) + row];
            }

            var (closest, squaredNorm) = (Closest[row], _points.SquaredNorms[row]);
            var distances = _distances.AsSpan(row * _stride, _stride);
            for (int t = 0; t < distances.Length; t++)
                distances[t] = Math.Min(closest, Math.Max(0, ((-2 * dots[t]) + norms[t]) + squaredNorm));
        }
    }
}
