namespace MixturePS.Core.Clustering;

/// <summary>
/// Deterministic annealing (Ueda and Nakano 1998; Rose 1998, Proceedings of the IEEE 86, 2210-2239): probabilities are
/// raised to an inverse temperature below 1, so that clusters start blurred and separate as it rises.
/// </summary>
internal static class MixtureAnnealing
{
    /// <summary>
    /// The number of tokens that a document of mean length counts for at the start: about where clusters of text begin to
    /// separate. Below it clusters merge and some are lost; well above it annealing makes no difference.
    /// </summary>
    private const double Tokens = 1.5;

    /// <summary>The default inverse temperature at the beginning of a start: 1.5 over the mean length of a document, at most 1.</summary>
    /// <param name="meanLength">The mean number of tokens of a document.</param>
    public static double Start(double meanLength) => meanLength > Tokens ? Tokens / meanLength : 1;

    /// <summary>
    /// The beginning of each start. By default every second start is annealed, from the first on, so that starts of both
    /// kinds can make up for each other's failures. Dirichlet-multinomial clusters start from multinomial ones, and only
    /// these are annealed: blurred Dirichlet-multinomial clusters grow wide and absorb others. Where documents vary much
    /// within clusters, multinomial clusters follow single long documents, so every fourth start, from the fourth on, begins
    /// with the documents' proportions instead.
    /// </summary>
    internal static MixtureStart[] Starts(MixtureEMOptions options, double meanLength, int starts)
    {
        bool hasProportions = options.Component == MixtureComponent.DirichletMultinomial && options.Init == MixtureEMInit.PlusPlus && options.K > 1;
        var result = new MixtureStart[starts];
        for (int start = 0; start < starts; start++)
        {
            bool isGiven = options.InitialMu is not null || options.Mu is not null;
            bool isByProportions = hasProportions && start % 4 == 3;
            double anneal = isGiven || isByProportions ? 1 : options.Anneal ?? (start % 2 == 0 ? Start(meanLength) : 1);
            result[start] = new MixtureStart(anneal, isByProportions);
        }

        return result;
    }

    /// <summary>The inverse temperature at a step: it rises geometrically from the start and would reach 1 at step <paramref name="steps"/>.</summary>
    /// <param name="start">The inverse temperature at step 0.</param>
    /// <param name="step">The step, from zero.</param>
    /// <param name="steps">The number of steps.</param>
    public static double At(double start, int step, int steps) => Math.Pow(start, 1 - ((double)step / steps));
}

/// <summary>The beginning of a start.</summary>
/// <param name="Anneal">The inverse temperature; 1 for no annealing.</param>
/// <param name="IsByProportions">Whether clusters begin with k-means of the documents' proportions instead of multinomial clusters.</param>
internal readonly record struct MixtureStart(double Anneal, bool IsByProportions);
