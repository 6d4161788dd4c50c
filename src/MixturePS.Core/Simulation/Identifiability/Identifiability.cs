using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>
/// Tests whether a mixture of multinomials is identifiable from documents of given lengths: whether no other mixture of at
/// most as many clusters has the same distribution of documents, up to the order of the clusters.
/// </summary>
/// <remarks>
/// <para>Documents of m tokens determine only the symmetric tensor sum_k alpha_k mu_k x ... x mu_k of order m. Its
/// decomposition is unique if the Kruskal ranks are large enough: with m = a + b + c and r_a the Kruskal rank of the K
/// distributions of a tokens, r_a + r_b + r_c must be at least 2K + 2. Source: Allman, E. S., Matias, C. and Rhodes, J. A.
/// (2009), Identifiability of parameters in latent structure models with many observed variables, Annals of Statistics 37,
/// 3099-3132, based on Kruskal, J. B. (1977), Linear Algebra and its Applications 18, 95-138.</para>
/// <para>Consequently, 3 tokens suffice if the rows of mu are linearly independent; (2K - 1) / (r - 1) suffice if any r rows
/// are (Vandermeulen, R. A. and Saitenmacher, R. 2022, arXiv:2207.11164); and 2K - 1 suffice for any distinct rows. With two
/// words, 2K - 1 are also necessary if no probability is 0 or 1 (Teicher, H. 1963, Identifiability of finite mixtures, Annals
/// of Mathematical Statistics 34, 1265-1269; Elmore, R. and Wang, S. 2003; Vandermeulen, R. A. and Scott, C. D. 2019, An
/// operator theoretic approach to nonparametric mixture models, Annals of Statistics 47, 2704-2733). If each cluster has an
/// anchor word, the rows are jointly irreducible and 2 tokens suffice (Vandermeulen and Scott 2019).</para>
/// <para>One token never suffices for two clusters. Nor do two tokens if all word probabilities are positive: a small rotation
/// of the K vectors sqrt(alpha_k) mu_k doesn't change the distribution of pairs.</para>
/// </remarks>
internal static class Identifiability
{
    private const double Tolerance = 1e-12;
    private const long ManyTokens = 1_000_000_000;

    /// <summary>Tests whether a model is identifiable from documents of the given lengths, of which the longest matters.</summary>
    /// <param name="model">The model, of K clusters over J words.</param>
    /// <param name="lengths">The lengths in tokens with their probabilities, as from <see cref="DocumentLength.Distribution"/>.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidLengthDistribution: no length has a positive probability. MatrixTooLarge: K x K numbers need too much memory.</exception>
    public static IdentifiabilityResult Test(MixtureModel model, IReadOnlyList<(long Length, double Probability)> lengths, CancellationToken cancellation = default) =>
        TestEach(model, [lengths], null, cancellation)[0];

    /// <summary>Tests several distributions of lengths; what depends only on the model is computed once.</summary>
    /// <param name="model">The model, of K clusters over J words.</param>
    /// <param name="distributions">The distributions, each as from <see cref="DocumentLength.Distribution"/>.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>One result per distribution.</returns>
    /// <exception cref="MixtureException">MixedMembership, or as <see cref="Test"/>.</exception>
    internal static IReadOnlyList<IdentifiabilityResult> TestEach(
        MixtureModel model, IReadOnlyList<IReadOnlyList<(long Length, double Probability)>> distributions, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        model.RequireSingle("the test of identifiability");
        var possible = distributions.Select(Possible).ToArray();
        var ranks = new WordRanks(model.Mu, progress, cancellation);
        var duplicates = Duplicates(model, cancellation);
        bool anchored = HasAnchorWords(model), interior = IsInterior(model);
        long? needed = duplicates.Count > 0 ? null : anchored && model.K > 1 ? 2 : KruskalBound.NeededLength(ranks, model.K, cancellation);
        return [.. possible.Select(lengths => Result(lengths).Judge(interior))];

        IdentifiabilityResult Result((long Length, double Probability)[] lengths)
        {
            long longest = lengths.Max(entry => entry.Length);
            double total = lengths.Sum(entry => entry.Probability);
            return new IdentifiabilityResult
            {
                K = model.K,
                J = model.J,
                DocumentLength = lengths.Sum(entry => entry.Length * entry.Probability) / total,
                LongestLength = longest,
                NeededLength = needed,
                GeneralLength = (2L * model.K) - 1,
                ShareLongEnough = needed is { } enough ? lengths.Where(entry => entry.Length >= enough).Sum(entry => entry.Probability) / total : 0,
                Rank = ranks.Rank,
                SmallestSingularValue = ranks.SmallestSingularValue,
                HasIndependentClusters = ranks.Rank == model.K,
                HasDistinctClusters = duplicates.Count == 0,
                HasAnchorWords = anchored,
                DuplicateClusters = string.Join("; ", duplicates.Select(pair => FormattableString.Invariant($"{pair.First} = {pair.Second}"))),
                ParameterCount = ((long)model.K * model.J) - 1,
                OutcomeCount = Outcomes(model.J, longest),
                ModelSeed = model.Seed?.ToString(),
            };
        }
    }

    private static (long Length, double Probability)[] Possible(IReadOnlyList<(long Length, double Probability)> lengths)
    {
        var possible = lengths.Where(entry => entry.Probability > 0).ToArray();
        return possible.Length > 0 ? possible : throw MixtureError.InvalidLengthDistribution("it contains no lengths", null);
    }

    /// <summary>The pairs of clusters with equal word probabilities: each duplicate with the first cluster that it equals.</summary>
    private static List<(int First, int Second)> Duplicates(MixtureModel model, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        var result = new List<(int First, int Second)>();
        for (int k = 1; k < model.K; k++)
        {
            int first = 0;
            point.Pass(k);
            while (first < k && !AreEqual(model.Mu.RowSpan(first), model.Mu.RowSpan(k))) first++;
            if (first < k) result.Add((first, k));
        }

        return result;
    }

    private static bool AreEqual(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        for (int j = 0; j < x.Length; j++)
            if (Math.Abs(x[j] - y[j]) > Tolerance) return false;
        return true;
    }

    /// <summary>Whether each cluster has an anchor word, which no other cluster has; for word probabilities this is equivalent to joint irreducibility.</summary>
    private static bool HasAnchorWords(MixtureModel model)
    {
        var anchored = new bool[model.K];
        for (int j = 0; j < model.J; j++)
        {
            int users = 0, user = 0;
            for (int k = 0; k < model.K && users < 2; k++)
            {
                if (model.Mu[k, j] == 0) continue;
                users++;
                user = k;
            }

            if (users == 1) anchored[user] = true;
        }

        return !anchored.Contains(false);
    }

    private static bool IsInterior(MixtureModel model)
    {
        foreach (double probability in model.Mu.Values)
            if (probability == 0) return false;
        return true;
    }

    /// <summary>The number of distinct documents of m tokens over J words, (m + J - 1) choose m.</summary>
    private static double Outcomes(int j, long m)
    {
        // For large m the difference of the two log-gamma values would be mostly rounding error.
        double ratio = m < ManyTokens
            ? MathNet.Numerics.SpecialFunctions.GammaLn(m + j) - MathNet.Numerics.SpecialFunctions.GammaLn(m + 1)
            : RisingFactorial.Log(m + 1.0, j - 1);
        return Math.Round(Math.Exp(ratio - MathNet.Numerics.SpecialFunctions.GammaLn(j)));
    }
}
