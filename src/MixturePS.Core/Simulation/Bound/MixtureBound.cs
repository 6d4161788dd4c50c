using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>
/// The best expected accuracy of any method on a known mixture: that of the Bayes rule, which knows mu and alpha and assigns
/// each document to its most probable cluster (Devroye, L., Györfi, L. and Lugosi, G. (1996), A Probabilistic Theory of
/// Pattern Recognition, theorem 2.1). It is the sum over all count vectors w of M! / prod w_j! times
/// max_k alpha_k prod mu_kj^w_j, computed exactly if there are few enough count vectors and estimated from simulated documents
/// otherwise. Words with proportional probabilities are merged first, which changes nothing, because their total is a
/// sufficient statistic.
/// </summary>
internal static class MixtureBound
{
    /// <summary>Computes the bound for documents of one length.</summary>
    /// <param name="model">The mixture, with mu K x J and alpha of length K.</param>
    /// <param name="documentLength">The number of tokens of each document, M, zero or more; at zero the bound is the largest alpha.</param>
    /// <param name="options">The options for enumeration and simulation, or null for the defaults.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength or MatrixTooLarge.</exception>
    public static MixtureBoundResult Measure(MixtureModel model, long documentLength, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default) =>
        Measure(model, [(documentLength, 1)], options, cancellationToken);

    /// <summary>Computes the bound for documents of several lengths.</summary>
    /// <param name="model">The mixture, with mu K x J and alpha of length K.</param>
    /// <param name="documentLengths">Lengths, zero or more, with their probabilities, which sum to 1.</param>
    /// <param name="options">The options for enumeration and simulation, or null for the defaults.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength, InvalidLengthDistribution or MatrixTooLarge.</exception>
    public static MixtureBoundResult Measure(MixtureModel model, IReadOnlyList<(long Length, double Probability)> documentLengths, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MixtureBoundOptions();
        var lengths = CheckedLengths(documentLengths);
        _ = MatrixSize.Cells("The confusion of the clusters", model.K, model.K, Unsafe.SizeOf<CompensatedSum>());
        var features = new SufficientFeatures(model, cancellationToken);
        long? outcomes = CountOutcomes(lengths, features.Count, options.MaxOutcomes);
        var bound = outcomes is { } count
            ? new BoundEnumeration(features, cancellationToken).Run(lengths, count, model.J, options.Progress)
            : new BoundMonteCarlo(features, options, cancellationToken).Run(lengths, model.J, options.Progress);
        return bound with { ModelSeed = model.Seed?.ToString() };
    }

    /// <summary>Computes the bound for documents of one length.</summary>
    /// <param name="mu">The word probabilities of each cluster, K x J; each row sums to 1.</param>
    /// <param name="alpha">The probability of each cluster (length K; sums to 1), or null for equal probabilities.</param>
    /// <param name="documentLength">The number of tokens of each document, M, zero or more.</param>
    /// <param name="options">The options for enumeration and simulation, or null for the defaults.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength, MatrixTooLarge, or an error in the model's parameters.</exception>
    public static MixtureBoundResult Measure(DenseMatrix mu, IReadOnlyList<double>? alpha, long documentLength, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default) =>
        Measure(new MixtureModel(mu, alpha), documentLength, options, cancellationToken);

    /// <summary>Computes the bound for documents of several lengths.</summary>
    /// <param name="mu">The word probabilities of each cluster, K x J; each row sums to 1.</param>
    /// <param name="alpha">The probability of each cluster (length K; sums to 1), or null for equal probabilities.</param>
    /// <param name="documentLengths">Lengths, zero or more, with their probabilities, which sum to 1.</param>
    /// <param name="options">The options for enumeration and simulation, or null for the defaults.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength, InvalidLengthDistribution, MatrixTooLarge, or an error in the model's parameters.</exception>
    public static MixtureBoundResult Measure(DenseMatrix mu, IReadOnlyList<double>? alpha, IReadOnlyList<(long Length, double Probability)> documentLengths, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default) =>
        Measure(new MixtureModel(mu, alpha), documentLengths, options, cancellationToken);

    /// <summary>Computes the exact bound; null if there are more count vectors than allowed, without merging words.</summary>
    internal static MixtureBoundResult? Enumerate(MixtureModel model, IReadOnlyList<(long Length, double Probability)> documentLengths, long maxOutcomes, CancellationToken cancellationToken)
    {
        var lengths = CheckedLengths(documentLengths);
        if (CountOutcomes(lengths, model.J, maxOutcomes) is not { } count) return null;
        var features = new SufficientFeatures(model, cancellationToken);
        return new BoundEnumeration(features, cancellationToken).Run(lengths, CountOutcomes(lengths, features.Count, maxOutcomes) ?? count, model.J);
    }

    /// <summary>
    /// Assigns a document with the given log scores: the most probable cluster; ties go to the first. Scores that differ only by
    /// rounding count as ties.
    /// </summary>
    internal static int Decide(ReadOnlySpan<double> scores)
    {
        double best = double.NegativeInfinity;
        foreach (double score in scores) best = Math.Max(best, score);
        double threshold = best - 1e-12 * Math.Max(1, Math.Abs(best));
        int decided = 0;
        while (scores[decided] < threshold) decided++;
        return decided;
    }

    // Sorts by length, merges equal lengths, and removes those of probability zero.
    private static (long Length, double Probability)[] CheckedLengths(IReadOnlyList<(long Length, double Probability)> lengths)
    {
        if (lengths.Count == 0) throw MixtureError.InvalidLengthDistribution("it is empty", null);
        var merged = new SortedDictionary<long, double>();
        double sum = 0;
        for (int i = 0; i < lengths.Count; i++)
        {
            var (length, probability) = lengths[i];
            if (length < 0) throw MixtureError.NegativeDocumentLength(length, i);
            if (!(probability >= 0 && double.IsFinite(probability)))
                throw MixtureError.InvalidLengthDistribution(FormattableString.Invariant($"length {length} has probability {probability:R}"), probability);
            sum += probability;
            if (probability > 0) merged[length] = merged.GetValueOrDefault(length) + probability;
        }

        if (!(Math.Abs(sum - 1) <= MixtureModel.SumTolerance))
            throw MixtureError.InvalidLengthDistribution(FormattableString.Invariant($"its probabilities sum to {sum:R}, not to 1"), sum);
        return [.. merged.Select(entry => (entry.Key, entry.Value / sum))];
    }

    // The number of count vectors of these lengths, or null if it exceeds the maximum. For one length M and J features it is the
    // binomial coefficient (M + J - 1) choose (J - 1).
    private static long? CountOutcomes((long Length, double Probability)[] lengths, int features, long most)
    {
        Int128 total = 0;
        foreach (var (length, _) in lengths)
        {
            Int128 count = 1;
            long smaller = Math.Min(length, features - 1), larger = Math.Max(length, features - 1);
            for (long i = 1; i <= smaller && count <= most; i++) count = count * (larger + i) / i;
            total += count;
            if (total > most) return null;
        }

        return (long)total;
    }
}
