namespace MixturePS.Core.Clustering;

/// <summary>
/// Deterministic annealing (Ueda and Nakano 1998; Rose 1998, Proceedings of the IEEE 86, 2210-2239): probabilities are
/// raised to an inverse temperature below 1, so that clusters begin blurred into each other and part as it rises.
/// </summary>
internal static class MixtureAnnealing
{
    /// <summary>
    /// The tokens that a mean document counts for at the beginning: about where clusters of text begin to part. Below it
    /// clusters melt into one another and some are lost; well above it a start finds what it would without annealing.
    /// </summary>
    private const double Tokens = 1.5;

    /// <summary>The inverse temperature that a start begins with where none is given: 1.5 over the mean length of a document, at most 1.</summary>
    /// <param name="meanLength">The mean number of tokens of a document.</param>
    public static double Start(double meanLength) => meanLength > Tokens ? Tokens / meanLength : 1;

    /// <summary>
    /// The inverse temperature that each start begins with: what the options say; else every second start of multinomial
    /// clusters is annealed, from the first on, and the others aren't, so that neither's failures are all there is to
    /// choose from. Dirichlet-multinomial clusters, which take others in by growing wide while they are blurred, aren't.
    /// </summary>
    internal static double[] Starts(MixtureEMOptions options, double meanLength, int starts)
    {
        var result = new double[starts];
        for (int start = 0; start < starts; start++)
        {
            if (options.InitialMu is not null || options.Mu is not null) result[start] = 1;
            else if (options.Anneal is { } given) result[start] = given;
            else result[start] = options.Component == MixtureComponent.Multinomial && start % 2 == 0 ? Start(meanLength) : 1;
        }

        return result;
    }

    /// <summary>The inverse temperature at a step: it rises from the start in equal ratios and would be 1 at step number steps.</summary>
    /// <param name="start">The inverse temperature at step 0.</param>
    /// <param name="step">The step, from zero.</param>
    /// <param name="steps">The number of steps.</param>
    public static double At(double start, int step, int steps) => Math.Pow(start, 1 - ((double)step / steps));
}
