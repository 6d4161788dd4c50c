using MathNet.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Estimates of the priors' parameters from a chain's current clusters: a few steps of Minka's fixed point for a symmetric
/// Dirichlet-multinomial distribution (Minka, T. (2000), Estimating a Dirichlet distribution, equation 55; Wallach, H. M.
/// (2008), Structured topic models for language, section 2.3), each of which raises the joint probability.
/// </summary>
/// <remarks>
/// <code>
/// alpha = alpha * sum_k [ psi(m_k + alpha) - psi(alpha) ] / ( K [ psi(n + K alpha) - psi(K alpha) ] )
/// beta  = beta  * sum_kw [ psi(n_kw + beta) - psi(beta) ] / ( V sum_k [ psi(n_k + V beta) - psi(V beta) ] )
/// </code>
/// <para>A seed word with s prior tokens of its own has beta + s in place of beta. The step for beta then has the same form,
/// because log(beta + s) is at least beta_0 / (beta_0 + s) log beta plus a constant, and equal at beta = beta_0.</para>
/// <para>Clusters without documents add nothing to the sums. Cells of equal counts are counted first, so that a step costs as
/// much as there are different counts.</para>
/// </remarks>
internal static class GibbsHyperparameters
{
    /// <summary>The steps per sweep.</summary>
    private const int Steps = 10;

    /// <summary>The limits of alpha: below, clusters are as good as fixed; and of beta.</summary>
    private const double LeastAlpha = 1e-3, LeastBeta = 1e-4, GreatestBeta = 100;

    /// <summary>The next alpha.</summary>
    /// <param name="counts">The clusters.</param>
    /// <param name="k">The maximum number of clusters.</param>
    /// <param name="alpha">The current value.</param>
    public static double Alpha(GibbsCounts counts, int k, double alpha)
    {
        int n = counts.Corpus.DocumentCount;
        if (k == 1) return alpha;
        for (int step = 0; step < Steps; step++)
        {
            double sum = 0;
            for (int s = 0; s < counts.SlotCount; s++) sum += Digamma(alpha, counts.Documents[s]);

            // The prior documents together are at most as many as the documents.
            alpha = Math.Clamp(alpha * sum / (k * Digamma(k * alpha, n)), LeastAlpha, Math.Max(1, n));
        }

        return alpha;
    }

    /// <summary>The next beta.</summary>
    /// <param name="counts">The clusters.</param>
    /// <param name="beta">The current value.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static double Beta(GibbsCounts counts, double beta, CancellationToken cancellation)
    {
        int features = counts.Corpus.FeatureCount;
        if (features == 1) return beta;
        var cells = new SortedDictionary<double, int>();
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < counts.Corpus.Frequent.Length; row++)
        {
            point.Pass(counts.SlotCount);
            foreach (double tokens in counts.Row(row)[..counts.SlotCount])
                if (tokens > 0) cells[tokens] = cells.GetValueOrDefault(tokens) + 1;
        }

        for (int rare = 0; rare < counts.Corpus.Rare.Length; rare++)
        {
            point.Pass(counts.ListedCounts(rare).Length);
            foreach (double tokens in counts.ListedCounts(rare)) cells[tokens] = cells.GetValueOrDefault(tokens) + 1;
        }

        var anchors = counts.Corpus.Anchors;
        foreach (var (place, slot, _) in anchors?.Seeds ?? [])
            if (counts.Row(place)[slot] is > 0 and var tokens && --cells[tokens] == 0) cells.Remove(tokens);
        for (int step = 0; step < Steps; step++)
        {
            double words = 0, totals = 0;
            foreach (var (tokens, times) in cells) words += times * Digamma(beta, tokens);
            foreach (var (place, slot, weight) in anchors?.Seeds ?? []) words += Digamma(beta + weight, counts.Row(place)[slot] - weight);
            for (int s = 0; s < counts.SlotCount; s++)
            {
                double seeds = s < anchors?.Count ? anchors.SeedTokens[s] : 0;
                totals += Digamma((features * beta) + seeds, counts.Tokens[s] - seeds);
            }

            if (totals == 0) return beta;
            beta = Math.Clamp(beta * words / (features * totals), LeastBeta, GreatestBeta);
        }

        return beta;
    }

    /// <summary>psi(x + n) - psi(x).</summary>
    private static double Digamma(double x, double n) => n == 0 ? 0 : n == 1 ? 1 / x : SpecialFunctions.DiGamma(x + n) - SpecialFunctions.DiGamma(x);
}
