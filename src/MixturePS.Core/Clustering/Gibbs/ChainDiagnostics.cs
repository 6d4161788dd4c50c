using MathNet.Numerics.Distributions;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Convergence diagnostics of Markov chains: the rank-normalised split R-hat and the effective sample sizes of the bulk and
/// the tails. Source: Vehtari, A., Gelman, A., Simpson, D., Carpenter, B. and Buerkner, P.-C. (2021), Rank-normalization,
/// folding, and localization: an improved R-hat, Bayesian Analysis 16(2), 667-718.
/// </summary>
/// <remarks>
/// <para>Each chain is split into halves, and the middle draw of an odd length is dropped. All three are NaN if there is no
/// chain, if chains have too few draws, or if a draw isn't finite. Draws that are all equal are in perfect agreement:
/// R-hat is 1, and the effective sizes are the number of draws in the halves. Halves that differ but don't vary have an
/// infinite R-hat, as in <see cref="SplitRHat"/>.</para>
/// </remarks>
internal static class ChainDiagnostics
{
    /// <summary>The least length of a half whose autocorrelations are estimated: the last five lags are too noisy.</summary>
    private const int LeastHalf = 6;

    /// <summary>
    /// The greater of two values of split R-hat: that of the rank-normalised draws (equation 14), and that of their
    /// rank-normalised distances from the median, which detects chains of different spread (section 4.2). The source
    /// recommends less than 1.01.
    /// </summary>
    /// <param name="chains">The draws of each chain, all of one length, at least 4; read.</param>
    /// <exception cref="MixtureException">ShapeMismatch.</exception>
    public static double RankNormalizedRHat(IReadOnlyList<double[]> chains)
    {
        if (!IsDefined(chains, 2)) return double.NaN;
        double median = Quantile(chains, 0.5);
        double bulk = SplitRHat.Measure(NormalScores(Halves(chains)));
        double folded = SplitRHat.Measure(NormalScores(Halves([.. chains.Select(chain => Array.ConvertAll(chain, draw => Math.Abs(draw - median)))])));
        return Math.Max(bulk, folded);

        // The halves are split once more by SplitRHat, so each pair is joined again.
        static List<double[]> NormalScores(List<double[]> halves)
        {
            var scores = ChainDiagnostics.NormalScores(halves);
            return [.. Enumerable.Range(0, scores.Count / 2).Select(c => (double[])[.. scores[2 * c], .. scores[(2 * c) + 1]])];
        }
    }

    /// <summary>The effective sample size of the rank-normalised draws (section 4.3): the precision of means and medians.</summary>
    /// <param name="chains">The draws of each chain, all of one length, at least 12; read.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">ShapeMismatch.</exception>
    public static double BulkEffectiveSize(IReadOnlyList<double[]> chains, CancellationToken cancellation = default) =>
        IsDefined(chains, LeastHalf) ? EffectiveSize(NormalScores(Halves(chains)), cancellation) : double.NaN;

    /// <summary>
    /// The smaller of the effective sample sizes of two indicators, of draws at or below the 5 % and the 95 % quantile
    /// (section 4.3): the precision of the ends of intervals. An indicator that is the same for all draws has all of them.
    /// </summary>
    /// <param name="chains">The draws of each chain, all of one length, at least 12; read.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">ShapeMismatch.</exception>
    public static double TailEffectiveSize(IReadOnlyList<double[]> chains, CancellationToken cancellation = default)
    {
        if (!IsDefined(chains, LeastHalf)) return double.NaN;
        return Math.Min(Below(0.05), Below(0.95));

        double Below(double probability)
        {
            double quantile = Quantile(chains, probability);
            return EffectiveSize(Halves([.. chains.Select(chain => Array.ConvertAll(chain, draw => draw <= quantile ? 1.0 : 0.0))]), cancellation);
        }
    }

    private static bool IsDefined(IReadOnlyList<double[]> chains, int leastHalf)
    {
        foreach (var chain in chains)
            if (chain.Length != chains[0].Length)
                throw MixtureError.ShapeMismatch($"a chain has {Counted.Of(chain.Length, "draw")}, but the first has {chains[0].Length}", chain.Length);
        return chains.Count > 0 && chains[0].Length / 2 >= leastHalf && chains.All(chain => Array.TrueForAll(chain, double.IsFinite));
    }

    private static List<double[]> Halves(IReadOnlyList<double[]> chains)
    {
        int half = chains[0].Length / 2;
        return [.. chains.SelectMany(chain => (double[][])[chain[..half], chain[^half..]])];
    }

    /// <summary>The normal quantiles of the fractional ranks (r - 3/8) / (S + 1/4) of all draws (equation 14); ties share their average rank.</summary>
    private static List<double[]> NormalScores(List<double[]> halves)
    {
        double[] draws = [.. halves.SelectMany(half => half)];
        var order = new int[draws.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort((double[])draws.Clone(), order);
        var scores = new double[draws.Length];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && draws[order[to]] == draws[order[from]];) to++;
            double rank = (from + 1 + to) / 2.0;
            double score = Normal.InvCDF(0, 1, (rank - 0.375) / (draws.Length + 0.25));
            for (int i = from; i < to; i++) scores[order[i]] = score;
        }

        int length = halves[0].Length;
        return [.. Enumerable.Range(0, halves.Count).Select(h => scores[(h * length)..((h + 1) * length)])];
    }

    /// <summary>The quantile of all draws, interpolated linearly between the order statistics around (S - 1) p.</summary>
    private static double Quantile(IReadOnlyList<double[]> chains, double probability)
    {
        double[] sorted = [.. chains.SelectMany(chain => chain).Order()];
        double at = (sorted.Length - 1) * probability, nearest = Math.Round(at);

        // A product that is whole except for rounding is an order statistic.
        if (Math.Abs(at - nearest) < 1e-12 * sorted.Length) at = nearest;
        int below = (int)at;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }

    /// <summary>
    /// S / tau (equations 10 to 13). The integrated autocorrelation time is tau = -1 + 2 sum of P_t, with the sums P_t of the
    /// autocorrelations at lags 2t and 2t + 1. They end before the first that isn't above zero and are made monotone
    /// (Geyer, C. J. (1992), Practical Markov chain Monte Carlo, Statistical Science 7(4), section 3.3). Of the first pair
    /// left out, a positive even lag counts once, and tau is at least 1 / log10(S), for antithetic chains (appendix A of the
    /// source).
    /// </summary>
    private static double EffectiveSize(List<double[]> chains, CancellationToken cancellation)
    {
        int length = chains[0].Length, draws = chains.Count * length;
        double first = chains[0][0];
        if (chains.TrueForAll(chain => Array.TrueForAll(chain, draw => draw == first))) return draws;
        double[] means = [.. chains.Select(chain => chain.Average())];
        double grandMean = means.Average();
        double between = means.Sum(mean => (mean - grandMean) * (mean - grandMean)) / (means.Length - 1);
        double within = AutoCovariance(0) * length / (length - 1);
        double total = AutoCovariance(0) + between;

        double sum = 0, previous = double.PositiveInfinity, even = 1, odd = AutoCorrelation(1);
        int lag = 0;
        while (lag < length - 5 && even + odd > 0)
        {
            previous = Math.Min(previous, even + odd);
            sum += previous;
            lag += 2;
            (even, odd) = (AutoCorrelation(lag), AutoCorrelation(lag + 1));
        }

        double time = -1 + (2 * sum) + Math.Max(even, 0);
        return draws / Math.Max(time, 1 / Math.Log10(draws));

        double AutoCorrelation(int at) => 1 - ((within - AutoCovariance(at)) / total);

        double AutoCovariance(int at)
        {
            cancellation.Check();
            double products = 0;
            for (int c = 0; c < means.Length; c++)
            {
                var chain = chains[c];
                for (int t = at; t < length; t++) products += (chain[t] - means[c]) * (chain[t - at] - means[c]);
            }

            return products / length / means.Length;
        }
    }
}
