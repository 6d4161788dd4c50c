using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Data;

/// <summary>The membership of a document in the clusters of a model.</summary>
public enum MixtureMembership : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>A document belongs to one cluster, from which all its tokens are drawn.</summary>
    Single,

    /// <summary>A document has a share of each cluster, and each token is drawn from one of them: a topic model.</summary>
    Mixed,
}

/// <summary>
/// A mixture of K multinomials over J words. With single membership, a document belongs to cluster k with probability
/// Alpha[k], and its tokens are independent draws from row k of Mu. With mixed membership, the clusters are the topics of
/// latent Dirichlet allocation: a document has shares of the topics that are drawn from Dirichlet(Alpha), and each token is
/// drawn from the row of Mu of a topic that is drawn with these shares.
/// </summary>
public sealed class MixtureModel
{
    /// <summary>The Dirichlet parameter of each topic's share if none is given.</summary>
    internal const double DefaultMixedAlpha = 0.1;

    /// <summary>The tolerance for the sum of a distribution.</summary>
    internal const double SumTolerance = 1e-8;

    // The samplers of so many word probabilities take a few megabytes at most, with the tables that draws leave in them.
    private const int MostKeptProbabilities = 64;
    private MultinomialSampler?[]? _idleSamplers;

    /// <summary>Creates a model with given word probabilities.</summary>
    /// <param name="mu">The word probabilities of each cluster, K x J; each row sums to 1. Names of its rows are those of the clusters.</param>
    /// <param name="alpha">The probability of each cluster (length K; sums to 1), or null for equal probabilities. With mixed membership: the Dirichlet parameters of the topic shares, one per topic or one for all, or null for 0.1.</param>
    /// <param name="vocabulary">The word of each feature, distinct (length J), or null for the five default words or numbered ones.</param>
    /// <param name="eta">The Dirichlet parameters that mu was drawn with (length J), or null.</param>
    /// <param name="membership">The membership of a document in the clusters.</param>
    /// <exception cref="MixtureException">InvalidProbability, InvalidAlpha, AlphaSumNotOne, InvalidEta, InvalidClusterCount, or an error in the vocabulary.</exception>
    public MixtureModel(DenseMatrix mu, IReadOnlyList<double>? alpha = null, IReadOnlyList<string>? vocabulary = null, IReadOnlyList<double>? eta = null, MixtureMembership membership = MixtureMembership.Single)
        : this(mu, alpha, vocabulary, eta, membership, CancellationToken.None)
    {
    }

    private MixtureModel(DenseMatrix mu, IReadOnlyList<double>? alpha, IReadOnlyList<string>? vocabulary, IReadOnlyList<double>? eta, MixtureMembership membership, CancellationToken cancellation)
    {
        if (mu.RowCount < 1) throw MixtureError.InvalidClusterCount(mu.RowCount);
        if (mu.ColumnCount < 1) throw MixtureError.InvalidProbability("mu has no columns", null);
        var point = new CancellationPoint(cancellation);
        for (int k = 0; k < mu.RowCount; k++)
        {
            point.Pass(mu.ColumnCount);
            CheckDistribution(mu.RowSpan(k), $"row {k} of mu");
        }

        Membership = membership;
        Alpha = ReadOnlyValues.Of(CheckedAlpha(alpha, mu.RowCount, membership));
        Vocabulary = ReadOnlyValues.Of(DefaultVocabulary(vocabulary, mu.ColumnCount));
        Eta = eta is null ? null : ReadOnlyValues.Of(Dirichlets.CheckedEta(eta, mu.ColumnCount));
        Mu = mu.WithNames(Vocabulary, mu.RowNames);
    }

    /// <summary>The number of clusters, K.</summary>
    public int K => Mu.RowCount;

    /// <summary>The number of features, J.</summary>
    public int J => Mu.ColumnCount;

    /// <summary>The word of each feature; length J.</summary>
    public IReadOnlyList<string> Vocabulary { get; }

    /// <summary>The Dirichlet parameters that Mu was drawn with (length J), or null if Mu was given.</summary>
    public IReadOnlyList<double>? Eta { get; }

    /// <summary>The membership of a document in the clusters.</summary>
    public MixtureMembership Membership { get; }

    /// <summary>The probability of each cluster; length K, sums to 1. With mixed membership: the parameters of the Dirichlet distribution of a document's topic shares; length K.</summary>
    public IReadOnlyList<double> Alpha { get; }

    /// <summary>The word probabilities of each cluster, K x J; each row sums to 1.</summary>
    public DenseMatrix Mu { get; }

    /// <summary>The name of each cluster, if the rows of Mu have names; otherwise null.</summary>
    internal IReadOnlyList<string>? ClusterName => Mu.RowNames is NumberedNames ? null : Mu.RowNames;

    /// <summary>The generator that Mu was drawn from, with which a sampler continues; null if Mu was given without one.</summary>
    public RandomGenerator? Generator { get; init; }

    /// <summary>The seed of the generator, which reproduces all draws; or null.</summary>
    public SeedSequence? Seed => Generator?.Seed;

    /// <summary>
    /// The samplers of the clusters' words, with the tables that earlier draws left in them, which save most of the time of a
    /// small sample and change none of its counts; null for a cluster without one. The caller alone uses them until it returns them.
    /// </summary>
    internal MultinomialSampler?[] BorrowSamplers() => Interlocked.Exchange(ref _idleSamplers, null) ?? new MultinomialSampler?[K];

    /// <summary>Keeps borrowed samplers for the next sample, unless they take much memory.</summary>
    internal void ReturnSamplers(MultinomialSampler?[] samplers)
    {
        if (Mu.RowCount * (long)Mu.ColumnCount <= MostKeptProbabilities) _idleSamplers = samplers;
    }

    /// <summary>Draws mu from a Dirichlet distribution, one row per cluster, and keeps the generator for later draws.</summary>
    /// <param name="k">The number of clusters, at least 1.</param>
    /// <param name="eta">The Dirichlet parameters; length J, or a single value for all words.</param>
    /// <param name="alpha">The probability of each cluster (length K), or null for equal probabilities; with mixed membership as for the constructor.</param>
    /// <param name="vocabulary">The word of each feature, distinct, or null for the default.</param>
    /// <param name="generator">The generator, which is advanced.</param>
    /// <param name="membership">The membership of a document in the clusters.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">A parameter is invalid; nothing is drawn.</exception>
    internal static MixtureModel Draw(int k, IReadOnlyList<double> eta, IReadOnlyList<double>? alpha, IReadOnlyList<string>? vocabulary, RandomGenerator generator, MixtureMembership membership = MixtureMembership.Single, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (k < 1) throw MixtureError.InvalidClusterCount(k);
        var probabilities = CheckedAlpha(alpha, k, membership);
        var (parameters, words) = Dirichlets.Broadcast(eta, vocabulary, null);
        var mu = Dirichlets.Sample(generator, parameters, k, words, progress, cancellation);
        return new MixtureModel(mu, probabilities, words, parameters, membership, cancellation) { Generator = generator };
    }

    /// <summary>The same model with a generator for a sampler to continue with.</summary>
    /// <param name="generator">The generator.</param>
    public MixtureModel With(RandomGenerator generator) => new(Mu, Alpha, Vocabulary, Eta, Membership) { Generator = generator };

    /// <summary>The kind of model with K and J.</summary>
    public override string ToString() => Membership == MixtureMembership.Mixed ? $"topic model of {K} multinomials over {J} words" : $"mixture of {K} multinomials over {J} words";

    /// <summary>Returns the model itself if each document belongs to one cluster.</summary>
    /// <param name="purpose">The computation that needs it, for the error message.</param>
    /// <exception cref="MixtureException">MixedMembership.</exception>
    internal MixtureModel RequireSingle(string purpose) => Membership == MixtureMembership.Single ? this : throw MixtureError.MixedMembership(purpose);

    internal static void CheckDistribution(ReadOnlySpan<double> probability, string name, bool isPartial = false)
    {
        if (probability.Length == 0) throw MixtureError.InvalidProbability($"{name} is empty", null);
        double sum = 0;
        for (int j = 0; j < probability.Length; j++)
        {
            if (!(probability[j] >= 0 && probability[j] <= 1))
                throw MixtureError.InvalidProbability(FormattableString.Invariant($"{name} has {probability[j]:R} at index {j}"), probability[j]);
            sum += probability[j];
        }

        if (isPartial ? sum > 1 + SumTolerance : Math.Abs(sum - 1) > SumTolerance)
            throw MixtureError.InvalidProbability(FormattableString.Invariant($"{name} sums to {sum:R}"), sum);
    }

    internal static void CheckAlpha(IReadOnlyList<double> alpha, int k) => CheckedAlpha(alpha, k, MixtureMembership.Single);

    private static double[] CheckedAlpha(IReadOnlyList<double>? alpha, int k, MixtureMembership membership)
    {
        if (membership == MixtureMembership.Mixed) return CheckedParameters(alpha ?? [DefaultMixedAlpha], k);
        if (alpha is null)
        {
            var uniform = new double[k];
            Array.Fill(uniform, 1.0 / k);
            return uniform;
        }

        if (alpha.Count == 0) throw MixtureError.InvalidAlpha("it is empty", null);
        if (alpha.Count != k) throw MixtureError.InvalidAlpha($"it has {Counted.Of(alpha.Count, "value")} for K = {k}", alpha.Count);
        double sum = 0;
        foreach (double value in alpha)
        {
            if (!(value > 0 && double.IsFinite(value)))
                throw MixtureError.InvalidAlpha(FormattableString.Invariant($"it contains {value:R}"), value);
            sum += value;
        }

        return Math.Abs(sum - 1) <= SumTolerance ? [.. alpha] : throw MixtureError.AlphaSumNotOne(sum);
    }

    private static double[] CheckedParameters(IReadOnlyList<double> alpha, int k)
    {
        if (alpha.Count != k && alpha.Count != 1) throw MixtureError.InvalidAlpha($"it has {Counted.Of(alpha.Count, "value")} for {Counted.Of(k, "topic")}", alpha.Count);

        // The sum of the parameters must be finite.
        foreach (double value in alpha)
            if (!(value > 0 && value <= 1e100)) throw MixtureError.InvalidAlpha(FormattableString.Invariant($"it contains {value:R}"), value);
        return alpha.Count == k ? [.. alpha] : [.. Enumerable.Repeat(alpha[0], k)];
    }

    private static IReadOnlyList<string> DefaultVocabulary(IReadOnlyList<string>? words, int j)
    {
        if (words is null) return j == Vocabularies.Default.Count ? Vocabularies.Default : Vocabularies.Numbered(j);
        if (words.Count == 0) throw MixtureError.VocabularyLengthMismatch(0, j, "the model");
        if (words.Count != j) throw MixtureError.VocabularyLengthMismatch(words.Count, j, "mu");
        return Vocabularies.Checked(words);
    }
}
