using System.Runtime.CompilerServices;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>Gamma draws of shape eta + n for whole numbers n, most of which are zero.</summary>
/// <remarks>
/// <para>Draws of a shape of 1 or more are those of <see cref="GammaSampler"/>. For a shape below 1 the plain algorithm is
/// that of Ahrens and Dieter (1974):</para>
/// <code>
/// repeat
///     u ~ uniform(0, 1), v ~ exponential(1)
///     if u &lt;= 1 - eta, x = u^(1 / eta), accepted if x &lt;= v
///     otherwise y = -log((1 - u) / eta), x = (1 - eta + eta y)^(1 / eta), accepted if x &lt;= v + y
/// </code>
/// <para>The deviations, because these draws dominate the cost of a sweep over short documents: -log u is drawn as an
/// exponential number, which needs no logarithm. Where x is below 1e-40 the draw is zero, and where it is below 1e-17, it
/// is accepted without v: the probability of the opposite is below the resolution of a uniform number.</para>
/// </remarks>
/// <param name="bits">The stream; advanced.</param>
/// <param name="eta">The shape for n = 0, above zero.</param>
internal readonly ref struct TopicGammaSampler(Pcg64 bits, double eta)
{
    private const double Certain = 39.2, Zero = 92.2;
    private readonly double _power = 1 / eta;
    private readonly double _upper = eta < 1 ? -Math.Log(1 - eta) : double.PositiveInfinity;

    /// <summary>Draws the topics of a word.</summary>
    /// <param name="counts">The number n of each topic; read.</param>
    /// <param name="draws">Receives the draws; same length.</param>
    /// <param name="sums">The draws are added to these; same length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<int> counts, Span<double> draws, Span<double> sums)
    {
        for (int k = 0; k < counts.Length; k++)
        {
            double draw = counts[k] == 0 && eta < 1 ? Small() : GammaSampler.Standard(bits, eta + counts[k]);
            draws[k] = draw;
            sums[k] += draw;
        }
    }

    private double Small()
    {
        while (true)
        {
            double log = Ziggurat.Exponential(bits), depth = log * _power;
            if (log >= _upper)
            {
                if (depth > Zero) return 0;
                double x = Math.Exp(-depth);
                if (depth > Certain || x <= Ziggurat.Exponential(bits)) return x;
            }
            else if (log > 0)
            {
                double y = -Math.Log((1 - Math.Exp(-log)) / eta), x = Math.Pow(1 - eta + (eta * y), _power);
                if (x <= Ziggurat.Exponential(bits) + y) return x;
            }
        }
    }
}
