using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>Gamma draws of shape eta + n for whole numbers n, most of which are zero.</summary>
/// <param name="bits">The stream; advanced.</param>
/// <param name="eta">The shape for n = 0, above zero.</param>
internal readonly ref struct TopicGammaSampler(Pcg64 bits, double eta)
{
    /// <summary>Draws the topics of a word.</summary>
    /// <param name="counts">The number n of each topic; read.</param>
    /// <param name="draws">Receives the draws; same length.</param>
    /// <param name="sums">The draws are added to these; same length.</param>
    public void Draw(ReadOnlySpan<int> counts, Span<double> draws, Span<double> sums)
    {
        for (int k = 0; k < counts.Length; k++)
        {
            double draw = GammaSampler.Standard(bits, eta + counts[k]);
            draws[k] = draw < 1e-40 ? 0 : draw;
            sums[k] += draws[k];
        }
    }
}
