using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>
/// The best accuracy that any method can be expected to reach on a known mixture: that of the classifier that knows mu
/// and alpha and gives each document its most probable cluster (the Bayes rule; Devroye, L., Györfi, L. and Lugosi, G.
/// (1996), A Probabilistic Theory of Pattern Recognition, theorem 2.1). It is the sum over all count vectors w of
/// M! / prod w_j! times max_k alpha_k prod mu_kj^w_j: summed exactly where there are few enough of them, estimated from
/// simulated documents otherwise. Words that tell clusters apart in the same way are counted as one, which changes
/// nothing as their total is sufficient.
/// </summary>
public static class MixtureBound
{
    /// <summary>The bound for documents of one length.</summary>
    /// <param name="model">The mixture, with mu K x J and alpha of length K.</param>
    /// <param name="documentLength">The number of tokens of each document, M, zero or more; at zero the bound is the largest alpha.</param>
    /// <param name="options">When to enumerate and how much to simulate, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength or MatrixTooLarge.</exception>
    public static MixtureBoundResult Measure(MixtureModel model, long documentLength, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default) =>
        Measure(model, [(documentLength, 1)], options, cancellationToken);

    /// <summary>The bound for documents of several lengths.</summary>
    /// <param name="model">The mixture, with mu K x J and alpha of length K.</param>
    /// <param name="documentLengths">Lengths, zero or more, with their probabilities, which sum to 1.</param>
    /// <param name="options">When to enumerate and how much to simulate, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength, InvalidLengthDistribution or MatrixTooLarge.</exception>
    public static MixtureBoundResult Measure(MixtureModel model, IReadOnlyList<(long Length, double Probability)> documentLengths, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new MixtureBoundOptions();
        var lengths = CheckedLengths(documentLengths);
        _ = MatrixSize.Cells("The confusion of the clusters", model.K, model.K, Unsafe.SizeOf<CompensatedSum>());
        var features = new SufficientFeatures(model, cancellationToken);
        long? outcomes = CountOutcomes(lengths, features.Count, options.MaxOutcomes);
        return outcomes is { } count
            ? new BoundEnumeration(features, cancellationToken).Run(lengths, count, model.J, options.Progress)
            : new BoundMonteCarlo(features, options, cancellationToken).Run(lengths, model.J, options.Progress);
    }

    /// <summary>The bound for documents of one length.</summary>
    /// <param name="mu">The word probabilities of each cluster, K x J; each row sums to 1.</param>
    /// <param name="alpha">The probability of each cluster (length K; sums to 1), or null for 1/K each.</param>
    /// <param name="documentLength">The number of tokens of each document, M, zero or more.</param>
    /// <param name="options">When to enumerate and how much to simulate, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength, MatrixTooLarge, or an error of the model's parameters.</exception>
    public static MixtureBoundResult Measure(DenseMatrix mu, IReadOnlyList<double>? alpha, long documentLength, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default) =>
        Measure(new MixtureModel(mu, alpha), documentLength, options, cancellationToken);

    /// <summary>The bound for documents of several lengths.</summary>
    /// <param name="mu">The word probabilities of each cluster, K x J; each row sums to 1.</param>
    /// <param name="alpha">The probability of each cluster (length K; sums to 1), or null for 1/K each.</param>
    /// <param name="documentLengths">Lengths, zero or more, with their probabilities, which sum to 1.</param>
    /// <param name="options">When to enumerate and how much to simulate, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="MixtureException">NegativeDocumentLength, InvalidLengthDistribution, MatrixTooLarge, or an error of the model's parameters.</exception>
    public static MixtureBoundResult Measure(DenseMatrix mu, IReadOnlyList<double>? alpha, IReadOnlyList<(long Length, double Probability)> documentLengths, MixtureBoundOptions? options = null, CancellationToken cancellationToken = default) =>
        Measure(new MixtureModel(mu, alpha), documentLengths, options, cancellationToken);

    /// <summary>The exact bound, or null where there are more than so many count vectors, those of like words counted one by one.</summary>
    internal static MixtureBoundResult? Enumerate(MixtureModel model, IReadOnlyList<(long Length, double Probability)> documentLengths, long maxOutcomes, CancellationToken cancellationToken)
    {
        var lengths = CheckedLengths(documentLengths);
        if (CountOutcomes(lengths, model.J, maxOutcomes) is not { } count) return null;
        var features = new SufficientFeatures(model, cancellationToken);
        return new BoundEnumeration(features, cancellationToken).Run(lengths, CountOutcomes(lengths, features.Count, maxOutcomes) ?? count, model.J);
    }

    /// <summary>
    /// The cluster that a document with these log scores is given: the first of the most probable ones. Scores that
    /// differ by rounding alone count as equal.
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

    // Sorted by length, one entry a length, without those of probability zero.
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

    // The number of count vectors of these lengths, or null where there are more than wanted. For one length M and J
    // features it is the binomial coefficient of M + J - 1 over J - 1.
    private static long? CountOutcomes((long Length, double Probability)[] lengths, int features, long most)
    {
        Int128 total = 0;
        foreach (var (length, _) in lengths)
        {
            Int128 count = 1;
            long few = Math.Min(length, features - 1), many = Math.Max(length, features - 1);
            for (long i = 1; i <= few && count <= most; i++) count = count * (many + i) / i;
            total += count;
            if (total > most) return null;
        }

        return (long)total;
    }
}
