using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>Lloyd's iteration over few documents of few features, which takes less time than bounds on their distances would.</summary>
/// <remarks>
/// <para>The plain algorithm, for rows y_i with weights w_i and centres c_1 ... c_K:</para>
/// <code>
/// label(i) = argmin over k of |c_k|^2 - 2 y_i c_k                               ties go to the smaller k
/// c_k      = (sum of w_i y_i over the rows with label(i) = k) / (sum of w_i over them)
/// </code>
/// <para>with each sum in the order of the features or of the rows. Centres are the lanes of vectors (<see cref="DenseDots"/>), and
/// cells that are zero are added too; neither changes a bit.</para>
/// </remarks>
internal sealed class DenseLloyd : LloydIteration
{
    private const int MostProducts = 1 << 21;
    private const int RowsAtOnce = 256;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly CancellationToken _cancellation;
    private readonly double[] _rows;
    private readonly double[] _table;
    private readonly double[] _norms;
    private readonly double[] _dots;
    private readonly double[] _least;
    private readonly double[] _weights;
    private readonly int _stride;
    private double[] _centers;

    /// <summary>Makes room for the iteration.</summary>
    /// <param name="points">The documents, which it <see cref="Suits"/>.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public DenseLloyd(PointSet points, int k, CancellationToken cancellation)
    {
        (_points, _k, _cancellation) = (points, k, cancellation);
        _stride = DenseDots.Stride(k);
        _rows = points.SmallRows!;
        (_table, _norms, _weights) = (new double[_stride * Features], new double[_stride], new double[k]);
        (_dots, _least) = (new double[Math.Min(points.Count, RowsAtOnce) * _stride], new double[points.Count]);
        _centers = [];

        // No row is nearest to a place without a centre.
        _norms.AsSpan().Fill(double.PositiveInfinity);
    }

    private int Features => _points.FeatureCount;

    /// <summary>Whether so few numbers are multiplied in an iteration that bounds would not save time.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="k">The number of centres.</param>
    public static bool Suits(PointSet points, int k) => points.SmallRows is not null && (long)points.Count * points.FeatureCount * DenseDots.Stride(k) <= MostProducts;

    /// <inheritdoc/>
    public override void Assign(double[] centers, int[] labels)
    {
        _centers = centers;
        Follow(labels);
    }

    /// <inheritdoc/>
    public override void Follow(int[] labels)
    {
        _cancellation.Check();
        for (int c = 0; c < _k; c++)
        {
            DenseDots.Load(Center(c), c, _table);
            _norms[c] = SumOfProducts.Squares(Center(c));
        }

        // The dot products of so many rows stay in the caches.
        for (int from = 0; from < _points.Count; from += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, _points.Count - from);
            DenseDots.Compute(_rows.AsSpan(from * Features, count * Features), Features, _table, _dots);
            Choose(labels.AsSpan(from, count), _least.AsSpan(from, count));
        }
    }

    /// <inheritdoc/>
    public override (double Shift, double Inertia) Update(int[] labels)
    {
        double inertia = 0;
        var norms = _points.CoordinateNorms;
        for (int row = 0; row < _least.Length; row++) inertia += _points.Weights[row] * Math.Max(0, _least[row] + norms[row]);
        double[] before = _centers;
        _centers = new double[before.Length];
        _weights.AsSpan().Clear();
        Sum(labels);
        if (_weights.AsSpan().Contains(0)) _centers = new CenterSums(_points, _k, 1, false, _cancellation).Relocated(before, labels);
        else Average();
        return (SumOfProducts.SquaredDistance(_centers, before), inertia);
    }

    /// <inheritdoc/>
    public override bool IsWithin(double shift, double tolerance) => shift <= tolerance;

    /// <inheritdoc/>
    public override double[] Centers() => _centers;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Inertia(int[] labels)
    {
        double inertia = 0;
        var (rows, centers, weights, features) = (_rows, _centers, _points.Weights, Features);
        for (int row = 0; row < labels.Length; row++)
            inertia += weights[row] * SumOfProducts.SquaredDistance(rows.AsSpan(row * features, features), centers.AsSpan(labels[row] * features, features));
        return inertia;
    }

    private Span<double> Center(int cluster) => _centers.AsSpan(cluster * Features, Features);

    /// <summary>Takes the least of each row's distances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Choose(Span<int> labels, Span<double> leasts)
    {
        ref double dots = ref MemoryMarshal.GetArrayDataReference(_dots);
        ref double norms = ref MemoryMarshal.GetArrayDataReference(_norms);
        var two = Vector512.Create(2.0);
        for (int row = 0; row < labels.Length; row++)
        {
            double least = double.PositiveInfinity;
            int label = 0;
            for (int v = 0; v < _stride; v += DenseDots.Lanes)
            {
                var distances = Vector512.LoadUnsafe(ref norms, (nuint)v) - (two * Vector512.LoadUnsafe(ref dots, (nuint)((row * _stride) + v)));
                double smallest = Least(distances);
                if (!(smallest < least)) continue;
                least = smallest;
                label = v + BitOperations.TrailingZeroCount(Vector512.Equals(distances, Vector512.Create(smallest)).ExtractMostSignificantBits());
            }

            (labels[row], leasts[row]) = (label, least);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Least(Vector512<double> values)
    {
        var four = Smaller(values.GetLower(), values.GetUpper());
        Vector128<double> low = four.GetLower(), high = four.GetUpper(), two = Vector128.ConditionalSelect(Vector128.LessThan(low, high), low, high);
        return two[0] < two[1] ? two[0] : two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Smaller(Vector256<double> a, Vector256<double> b) => Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int[] labels)
    {
        var (rows, sums, weights, features) = (_rows, _centers, _points.Weights, Features);
        for (int row = 0; row < labels.Length; row++)
        {
            double weight = weights[row];
            _weights[labels[row]] += weight;
            DenseDots.Add(sums.AsSpan(labels[row] * features, features), weight, rows.AsSpan(row * features, features));
        }
    }

    private void Average()
    {
        for (int c = 0; c < _k; c++)
        {
            double share = 1 / _weights[c];
            foreach (ref double value in Center(c)) value *= share;
        }
    }
}
