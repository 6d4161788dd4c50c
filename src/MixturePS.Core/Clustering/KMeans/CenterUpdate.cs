using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The update step of Lloyd's iteration: moves each centre to the mean of its documents.</summary>
/// <remarks>
/// <para>The plain algorithm, for rows y_i with weights w_i:</para>
/// <code>
/// for each cluster k
///     c_k = (sum of w_i y_i over the rows with label(i) = k) / (sum of w_i over them)
/// inertia = sum over i of w_i |y_i - old c_label(i)|^2
/// </code>
/// <para>An empty cluster takes a document from another one (<see cref="EmptyClusters"/>). The deviations:</para>
/// <para>1. Sums are kept (<see cref="KeptSums"/>) and have other rounding errors than the plain ones. In the dense arithmetic they
/// are sums of the stored rows x_i, which have few values. <see cref="Error"/> bounds the difference of the centres, and where it
/// matters the plain ones are summed (<see cref="CenterSums"/>), so that it shows in no label. Benchmark: RESULTS-sweep.md.</para>
/// <para>2. Clusters are summed in parallel, and each sum has one order for any number of threads.</para>
/// <para>3. The inertia comes from the sums, as sum_i w_i |x_i|^2 + sum_k (w_k |c_k|^2 - 2 c_k s_k) with the old centres c_k
/// and the clusters' sums s_k, without another pass over the rows. It equals the plain sum up to rounding.</para>
/// </remarks>
internal sealed class CenterUpdate
{
    private const int ParallelCoordinates = 1 << 16;
    private const double Unit = KeptSums.Unit;
    private readonly PointSet _points;
    private readonly int _k;
    private readonly int _threads;
    private readonly bool _isCosine;
    private readonly CancellationToken _cancellation;
    private readonly double[] _errors;
    private readonly double[] _shifts;
    private readonly double _meanNorm;
    private readonly CenterSums _exact;
    private KeptSums? _sums;

    // The centres that were given, and those before the last update if they were; the errors before and after it.
    private double[]? _given;
    private double[]? _givenBefore;
    private double _errorSum;

    /// <summary>Makes room for the sums.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="threads">The maximum number of threads; the centres don't depend on it.</param>
    /// <param name="isCosine">Whether centres are scaled to unit length.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public CenterUpdate(PointSet points, int k, int threads, bool isCosine, CancellationToken cancellation)
    {
        (_points, _k, _threads, _isCosine, _cancellation) = (points, k, threads, isCosine, cancellation);
        Centers = points.Memory.Take<double>((long)k * Features);
        (Norms, _shifts, Moved, _errors) = (new double[k], new double[k], new double[k], new double[k]);
        _meanNorm = points.IsShifted ? Math.Sqrt(SumOfProducts.Squares(points.Mean)) : 0;
        _exact = new CenterSums(points, k, threads, isCosine, cancellation);
    }

    /// <summary>The centres in the units of the stored rows, K x J, row after row, up to <see cref="Error"/>; at least as long.</summary>
    public double[] Centers { get; }

    /// <summary>The squared norm of each of these centres; length K.</summary>
    public double[] Norms { get; }

    /// <summary>An upper bound on the distance that each centre moved in the last update, errors included; length K; zero for a centre with the same documents.</summary>
    public double[] Moved { get; }

    /// <summary>An upper bound on the distance of any of these centres from the one with the plain sum; zero if they have its bits.</summary>
    public double Error { get; private set; }

    private int Features => _points.FeatureCount;

    // Centres that others move need no sums.
    private KeptSums Sums => _sums ??= new KeptSums(_points, _k, _threads, _cancellation);

    /// <summary>Starts from given centres.</summary>
    /// <param name="coordinates">The centres, K x J; kept until the next update.</param>
    public void Start(double[] coordinates)
    {
        _sums?.Forget();
        _given = coordinates;
        _exact.Give(coordinates);
        var centers = Centers.AsSpan(0, _k * Features);
        coordinates.AsSpan(0, centers.Length).CopyTo(centers);
        if (_points.IsShifted) _points.AddMean(centers, 1);
        for (int c = 0; c < _k; c++) Norms[c] = _points.IsShifted ? SumOfProducts.Squares(Center(c)) : _exact.Center(c).Norm;
        Array.Fill(_errors, _points.IsShifted ? 2 * Unit * ((2 * _meanNorm) + Math.Sqrt(Norms.Max())) : 0);
        Error = _errors[0];
    }

    /// <summary>Moves the centres to given ones, as an update would.</summary>
    /// <param name="coordinates">The centres, K x J; kept until the next update.</param>
    public void MoveTo(double[] coordinates)
    {
        double[] errors = [.. _errors], old = ArrayPool<double>.Shared.Rent(_k * Features);
        Centers.AsSpan(0, _k * Features).CopyTo(old);
        Start(coordinates);
        for (int c = 0; c < _k; c++)
        {
            Span<double> from = old.AsSpan(c * Features, Features), to = Center(c);
            Moved[c] = errors[c] == 0 && _errors[c] == 0 && from.SequenceEqual(to) ? 0 : MovedBy(SumOfProducts.SquaredDistance(from, to), errors[c] + _errors[c]);
        }

        ArrayPool<double>.Shared.Return(old);
    }

    /// <summary>Moves each centre to the mean of its documents, and one without documents to the document farthest from its centre.</summary>
    /// <param name="labels">The centre of each row; read.</param>
    /// <returns>The sum of the centres' squared shifts, and the sum of the documents' squared distances from the old centres.</returns>
    public (double Shift, double Inertia) Update(int[] labels)
    {
        _errorSum = Error;
        _givenBefore = _given;
        Sums.Prepare(labels);
        if (Sums.Rows.Contains(0)) return Relocate(labels);
        _given = null;
        var within = new double[_k];
        int blockSize = _points.Values.Length < ParallelCoordinates && (long)_k * Features < ParallelCoordinates ? _k : 1;
        ParallelBlocks.Run(_k, blockSize, _threads, _cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++)
            {
                (_shifts[c], Moved[c]) = (0, 0);
                if (Sums.IsChanged[c]) Sums.Complete(c);
                within[c] = Sums.IsChanged[c] ? Move(c) : Within(c);
            }
        });
        for (int c = 0; c < _k; c++)
            if (Sums.IsChanged[c]) _exact.Forget(c, Sums.IsInOrder && !_points.IsShifted ? Centers : null, Norms[c]);
        _exact.LabelsAre(Sums.Labels);
        Error = _errors.Max();
        _errorSum += Error;
        double shift = 0, inertia = _points.SquaredNorm;
        foreach (double value in _shifts) shift += value;
        foreach (double value in within) inertia += value;
        return (shift, Math.Max(0, inertia));
    }

    /// <summary>A centre with the bits of the plain sum, in coordinates. Threads may call it at once.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>The centre (length J) and its squared norm.</returns>
    public (ReadOnlyMemory<double> Center, double Norm) Exact(int cluster) => _exact.Center(cluster);

    /// <summary>All centres with the bits of the plain sums, in coordinates, K x J.</summary>
    public double[] Exact() => _exact.Centers();

    /// <summary>Whether the sum of squared shifts of the plain centres in the last update is at most a tolerance.</summary>
    /// <param name="shift">The sum of squared shifts that the update returned.</param>
    /// <param name="tolerance">The tolerance; zero or more.</param>
    public bool IsWithin(double shift, double tolerance)
    {
        double uncertain = 0;
        foreach (double value in _shifts) uncertain += 8 * _errorSum * (Math.Sqrt(value) + _errorSum);
        if (Math.Abs(shift - tolerance) > uncertain) return shift <= tolerance;
        double[] before = _givenBefore ?? _exact.Means(Sums.LabelsBefore);
        return SumOfProducts.SquaredDistance(before, _exact.Centers()) <= tolerance;
    }

    private Span<double> Center(int cluster) => Centers.AsSpan(cluster * Features, Features);

    // The errors of the kept sum, of its division, and of the plain sum of as many coordinates and its division.
    private double ErrorOf(int cluster) => Sums.IsInOrder && !_points.IsShifted ? 0
        : (Sums.Error(cluster) / Sums.Weights[cluster]) + (2 * Unit * (Sums.Rows[cluster] + 6) * (_points.GreatestNorm + _meanNorm));

    // The sum of a mean is w c, that of a centre of unit length is not.
    private double Within(int cluster) => !_isCosine ? -Sums.Weights[cluster] * Norms[cluster]
        : (Sums.Weights[cluster] * Norms[cluster]) - (2 * Dot(Center(cluster), Sums.Of(cluster)));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double dot = 0;
        for (int f = 0; f < a.Length; f++) dot += a[f] * b[f];
        return dot;
    }

    /// <summary>Moves a centre to the mean; returns w |c|^2 - 2 c s of the old one.</summary>
    private double Move(int cluster)
    {
        Span<double> center = Center(cluster), sum = Sums.Of(cluster);
        double before = Norms[cluster], share = 1 / Sums.Weights[cluster], error = ErrorOf(cluster), dot, shift;
        if (_isCosine)
        {
            double[] old = center.ToArray();
            dot = Dot(old, sum);
            for (int f = 0; f < old.Length; f++) center[f] = sum[f] * share;

            // Scaling to unit length divides the error by the length.
            double length = Math.Sqrt(SumOfProducts.Squares(center));
            if (error > 0) error = Math.Min(2, (4 * error / length) + (8 * Unit));
            UnitRows.Scale(center);
            shift = SumOfProducts.SquaredDistance(center, old);
        }
        else
        {
            (dot, shift) = Average(center, sum, share);
        }

        Norms[cluster] = SumOfProducts.Squares(center);
        _shifts[cluster] = shift;

        Moved[cluster] = MovedBy(shift, error + _errors[cluster]);
        _errors[cluster] = error;
        return (Sums.Weights[cluster] * before) - (2 * dot);
    }

    // At least the smallest positive number, as the documents are other ones.
    private double MovedBy(double squaredShift, double errors) => Math.Max(double.Epsilon, (Math.Sqrt(squaredShift) * (1 + (Unit * (Features + 8)))) + errors);

    // Eight partial sums at every vector width, so that the bits don't depend on it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Dot, double Shift) Average(Span<double> center, ReadOnlySpan<double> sum, double share)
    {
        ref double at = ref MemoryMarshal.GetReference(center);
        ref double sums = ref MemoryMarshal.GetReference(sum);
        Vector512<double> dots = default, shifts = default, factor = Vector512.Create(share);
        int f = 0, whole = center.Length - (center.Length % Vector512<double>.Count);
        for (; f < whole; f += Vector512<double>.Count)
        {
            var s = Vector512.LoadUnsafe(ref sums, (nuint)f);
            var old = Vector512.LoadUnsafe(ref at, (nuint)f);
            var mean = s * factor;
            var difference = mean - old;
            dots += old * s;
            shifts += difference * difference;
            mean.StoreUnsafe(ref at, (nuint)f);
        }

        double dot = 0, shift = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            dot += dots[lane];
            shift += shifts[lane];
        }

        for (; f < center.Length; f++)
        {
            double mean = sum[f] * share, difference = mean - center[f];
            dot += center[f] * sum[f];
            shift += difference * difference;
            center[f] = mean;
        }

        return (dot, shift);
    }

    /// <summary>The update with an empty cluster: all in coordinates, with the bits of the plain one.</summary>
    private (double Shift, double Inertia) Relocate(int[] labels)
    {
        double inertia = 0;
        for (int row = 0; row < _points.Count; row++) inertia += _points.Weights[row] * _points.SquaredDistance(row, Center(labels[row]), Norms[labels[row]]);
        double[] old = _exact.Centers(), centers = _exact.Relocated(old, labels), before = [.. _errors];
        Start(centers);
        _errorSum = 0;
        double shift = 0;
        for (int c = 0; c < _k; c++)
        {
            _shifts[c] = SumOfProducts.SquaredDistance(old.AsSpan(c * Features, Features), centers.AsSpan(c * Features, Features));
            Moved[c] = MovedBy(_shifts[c], before[c] + _errors[c]);
            shift += _shifts[c];
        }

        return (shift, inertia);
    }
}
