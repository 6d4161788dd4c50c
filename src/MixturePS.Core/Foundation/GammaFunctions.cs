using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Foundation;

/// <summary>
/// The logarithm of the gamma function, its derivative psi(x), the digamma function, and exp(psi(x)), for x above zero. The
/// last is the geometric counterpart of an expectation: exp(E[log p]) for a Dirichlet or gamma distribution.
/// </summary>
/// <remarks>
/// <para>With y = x + 8, by the recurrence and the asymptotic series (Abramowitz and Stegun 1964, 6.1.41, 6.3.6 and 6.3.18):</para>
/// <code>
/// S      = 1/x + 1/(x + 1) + ... + 1/(x + 7)
/// psi(x) = log y + tail(y) - S,   tail(y) = -1/(2y) - 1/(12 y^2) + 1/(120 y^4) - 1/(252 y^6) + ...
/// exp(psi(x)) = y exp(tail(y) - S)
/// </code>
/// <para>The terms 1/(x + i) and 1/(x + 7 - i) are paired, with q = x (x + 7), so that S takes one division. Four values are
/// computed together, and by additions and multiplications only, which are never fused: the bits of a value depend neither
/// on its place nor on the machine. The relative error is below 1e-13 for x from 1e-3 on, and grows with S below.</para>
/// </remarks>
internal static class GammaFunctions
{
    /// <summary>The number of values that are computed together.</summary>
    public const int Width = 4;

    /// <summary>The least result in single precision that isn't replaced by zero.</summary>
    public const float LeastSingle = 1e-30f;

    /// <summary>The least logarithm of a result: smaller ones are replaced by it, so that no result is zero.</summary>
    private const double LeastLog = -700;

    // 1.5 * 2^52: added to a number, it leaves its nearest integer in the lowest bits.
    private const double Rounder = 6755399441055744.0;
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double LogTwoHigh = 6.93147180369123816490e-01, LogTwoLow = 1.90821492927058770002e-10;

    /// <summary>log Gamma(x).</summary>
    /// <param name="x">A number above zero and below 1e30.</param>
    public static double LogGamma(double x)
    {
        double y = x + 8, q = x * (x + 7), r = 1 / (y * y);
        double series = (1.0 / 12) - (r * ((1.0 / 360) - (r * ((1.0 / 1260) - (r * ((1.0 / 1680) - (r * ((1.0 / 1188) - (r * (691.0 / 360360))))))))));
        return ((y - 0.5) * Math.Log(y)) - y + HalfLogTwoPi + (series / y) - Math.Log(q * (q + 6) * (q + 10) * (q + 12));
    }

    /// <summary>psi(x).</summary>
    /// <param name="x">A number above zero and below 1e30.</param>
    public static double Digamma(double x)
    {
        double y = x + 8, q = x * (x + 7), r = 1 / (y * y);
        double low = q * (q + 6), high = (q + 10) * (q + 12);
        double sum = ((2 * x) + 7) * ((((2 * q) + 6) / low) + (((2 * q) + 22) / high));
        return Math.Log(y) - (0.5 / y) - (r * ((1.0 / 12) - (r * ((1.0 / 120) - (r * ((1.0 / 252) - (r * ((1.0 / 240) - (r * ((1.0 / 132) - (r * (691.0 / 32760)))))))))))) - sum;
    }

    /// <summary>exp(psi(x)) of numbers, at least 1e-304.</summary>
    /// <param name="x">Numbers above zero and below 1e30; the length is a multiple of <see cref="Width"/>.</param>
    /// <param name="result">Receives the results; same length; may be the same memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ExpDigamma(ReadOnlySpan<double> x, Span<double> result)
    {
        ref double from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(result);
        for (nuint i = 0; i < (nuint)x.Length; i += Width) ExpDigamma(Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
    }

    /// <summary>exp(psi(x)) of numbers in single precision; results below 1e-30 are zero, so that no number is denormal.</summary>
    /// <param name="x">Numbers above zero and below 1e30; the length is a multiple of eight.</param>
    /// <param name="result">Receives the results; same length; may be the same memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ExpDigamma(ReadOnlySpan<float> x, Span<float> result)
    {
        ref float from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(result);
        for (nuint i = 0; i < (nuint)x.Length; i += (nuint)Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, i));
            var exponentials = Vector256.Narrow(ExpDigamma(lower), ExpDigamma(upper));
            Vector256.ConditionalSelect(Vector256.LessThan(exponentials, Vector256.Create(LeastSingle)), Vector256<float>.Zero, exponentials).StoreUnsafe(ref to, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpDigamma(Vector256<double> x)
    {
        var y = x + Vector256.Create(8.0);
        var q = x * (x + Vector256.Create(7.0));
        var twice = q + q;
        var low = q * (q + Vector256.Create(6.0));
        var high = (q + Vector256.Create(10.0)) * (q + Vector256.Create(12.0));
        var sum = (x + x + Vector256.Create(7.0)) * (((twice + Vector256.Create(6.0)) * high) + ((twice + Vector256.Create(22.0)) * low)) / (low * high);
        var inverse = Vector256<double>.One / y;
        var r = inverse * inverse;
        var series = Vector256.Create(1.0 / 132) - (r * Vector256.Create(691.0 / 32760));
        series = Vector256.Create(1.0 / 240) - (r * series);
        series = Vector256.Create(1.0 / 252) - (r * series);
        series = Vector256.Create(1.0 / 120) - (r * series);
        series = Vector256.Create(1.0 / 12) - (r * series);
        return y * Exp(Vector256<double>.Zero - (Vector256.Create(0.5) * inverse) - (r * series) - sum);
    }

    /// <summary>exp(t) for t up to 1: 2^n exp(r) with r = t - n log 2, by the Taylor series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Exp(Vector256<double> t)
    {
        t = Vector256.ConditionalSelect(Vector256.LessThan(t, Vector256.Create(LeastLog)), Vector256.Create(LeastLog), t);
        var rounded = (t * Vector256.Create(1.4426950408889634)) + Vector256.Create(Rounder);
        var n = rounded - Vector256.Create(Rounder);
        var r = t - (n * Vector256.Create(LogTwoHigh)) - (n * Vector256.Create(LogTwoLow));
        var series = Vector256.Create(1.0 / 479001600);
        series = (series * r) + Vector256.Create(1.0 / 39916800);
        series = (series * r) + Vector256.Create(1.0 / 3628800);
        series = (series * r) + Vector256.Create(1.0 / 362880);
        series = (series * r) + Vector256.Create(1.0 / 40320);
        series = (series * r) + Vector256.Create(1.0 / 5040);
        series = (series * r) + Vector256.Create(1.0 / 720);
        series = (series * r) + Vector256.Create(1.0 / 120);
        series = (series * r) + Vector256.Create(1.0 / 24);
        series = (series * r) + Vector256.Create(1.0 / 6);
        series = (series * r) + Vector256.Create(0.5);
        series = (series * r) + Vector256<double>.One;
        series = (series * r) + Vector256<double>.One;
        return (series.AsInt64() + (rounded.AsInt64() << 52)).AsDouble();
    }
}
