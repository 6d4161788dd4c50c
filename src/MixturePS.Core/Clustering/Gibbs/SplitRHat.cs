namespace MixturePS.Core.Clustering;

/// <summary>
/// The split potential scale reduction factor: whether chains from different starts, and the halves of each, have
/// converged to the same distribution. Source: Gelman, A. et al. (2013), Bayesian Data Analysis, 3rd edition, section 11.4;
/// Vehtari, A. et al. (2021), Rank-normalization, folding, and localization: an improved R-hat, Bayesian Analysis 16(2),
/// equations 1 to 4.
/// </summary>
internal static class SplitRHat
{
    /// <summary>
    /// About 1 if all halves agree; Vehtari et al. recommend less than 1.01. NaN if a half has fewer than two draws; 1 if
    /// all draws are equal; infinite if halves differ but don't vary.
    /// </summary>
    /// <param name="chains">The draws of each chain, one chain or more of one length N; read. The middle draw of an odd N is dropped.</param>
    /// <exception cref="Foundation.MixtureException">ShapeMismatch.</exception>
    public static double Measure(IReadOnlyList<double[]> chains)
    {
        if (chains.Count == 0) return double.NaN;
        int half = chains[0].Length / 2;
        var (means, variances) = (new List<double>(), new List<double>());
        foreach (var chain in chains)
        {
            if (chain.Length != chains[0].Length)
                throw Foundation.MixtureError.ShapeMismatch($"a chain has {Foundation.Counted.Of(chain.Length, "draw")}, but the first has {chains[0].Length}", chain.Length);
            if (half < 2) continue;
            Add(chain.AsSpan(0, half));
            Add(chain.AsSpan(chain.Length - half));
        }

        if (half < 2) return double.NaN;
        double grandMean = means.Average(), within = variances.Average(), between = 0;
        foreach (double mean in means) between += (mean - grandMean) * (mean - grandMean);
        between /= means.Count - 1;
        if (between == 0 && within == 0) return 1;

        // The between-chain variance is B / N of the source.
        return Math.Sqrt((((half - 1.0) / half * within) + between) / within);

        void Add(ReadOnlySpan<double> draws)
        {
            // Relative to the first draw, so that equal draws have no variance by rounding.
            double mean = 0, squares = 0;
            foreach (double draw in draws) mean += draw - draws[0];
            mean = draws[0] + (mean / draws.Length);
            foreach (double draw in draws) squares += (draw - mean) * (draw - mean);
            means.Add(mean);
            variances.Add(squares / (draws.Length - 1));
        }
    }
}
