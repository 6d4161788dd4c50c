using System.Globalization;
using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// A fitted topic model, latent Dirichlet allocation: each topic is a distribution of words, and each document has a share of
/// each topic. As a clustering it assigns each document to its dominant topic, that with the greatest share. Source: Blei, D.
/// M., Ng, A. Y. and Jordan, M. I. (2003), Latent Dirichlet allocation, JMLR 3, 993-1022.
/// </summary>
public sealed class FittedTopics : FittedClustering
{
    internal FittedTopics(Dfm dfm, DenseMatrix mu, DenseMatrix theta, double[] alpha, double eta)
        : this(dfm, Dominant(theta), mu, null, theta, alpha, eta)
    {
    }

    /// <summary>Restores topics from a file, whose labels may be those of known clusters.</summary>
    internal FittedTopics(Dfm dfm, int[] labels, DenseMatrix mu, int[]? clusterSize, DenseMatrix theta, double[] alpha, double eta)
        : base(dfm, labels, mu, clusterSize ?? Sizes(labels, mu.RowCount), "topic")
    {
        (Eta, Alpha) = (eta, ReadOnlyValues.Of(alpha));
        Theta = theta.WithNames(ClusterName, dfm.DocumentName);
    }

    /// <inheritdoc/>
    public override string Method => Algorithm switch
    {
        TopicMethod.Gibbs => "Gibbs LDA",
        TopicMethod.Variational => "variational LDA",
        _ => "online LDA",
    };

    /// <summary>The method that fitted the topics.</summary>
    public required TopicMethod Algorithm { get; init; }

    /// <summary>
    /// The word probabilities of each topic, K x J, rows summing to 1: the posterior mean, of a sampler over the kept sweeps
    /// of one chain, of variational EM under the variational posterior.
    /// </summary>
    public DenseMatrix Mu => Centers;

    /// <summary>The share of each topic in each document, n x K, rows summing to 1: the posterior mean. A document without tokens has the shares of the prior.</summary>
    public DenseMatrix Theta { get; private set; }

    /// <summary>The prior tokens of each topic in a document: the parameters of the Dirichlet prior of a row of Theta, given or estimated; length K.</summary>
    public IReadOnlyList<double> Alpha { get; private set; }

    /// <summary>The prior tokens of each word in a topic: the parameter of the symmetric Dirichlet prior of a row of Mu, given or estimated.</summary>
    public double Eta { get; }

    /// <summary>The topics as a model of mixed membership that documents can be drawn from.</summary>
    public MixtureModel Model => new(Centers, Alpha, Dfm.Vocabulary, membership: MixtureMembership.Mixed);

    /// <summary>
    /// The objective after each iteration: of a sampler the logarithm of the joint probability of tokens and topics in nats,
    /// for the chain that was kept; of variational EM the evidence lower bound, in online passes the sum over the batches
    /// before their updates.
    /// </summary>
    public required IReadOnlyList<double> Trace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The trace of each chain of a sampler, or of each start of variational EM.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ChainTrace
    {
        get;
        init => field = ReadOnlyValues.Of(Array.ConvertAll(value.ToArray(), IReadOnlyList<double> (chain) => ReadOnlyValues.Of(chain)));
    }

    /// <summary>The chain that was kept, from zero: the one with the greatest mean joint probability after burn-in, or the start with the greatest evidence lower bound. Chains aren't averaged, because they number their topics differently.</summary>
    public int Chain { get; init; }

    /// <summary>
    /// The split R-hat of the joint probability over all chains after burn-in (Gelman et al. 2013): near 1 if they agree; NaN
    /// for fewer than four sweeps, and for variational EM.
    /// </summary>
    public double RHat { get; init; } = double.NaN;

    /// <summary>The rank-normalised split R-hat of the joint probability (Vehtari et al. 2021), as <see cref="RHat"/>.</summary>
    public double RankRHat { get; init; } = double.NaN;

    /// <summary>The number of independent draws with the same precision of the mean of the joint probability, over all chains; NaN for fewer than 12 sweeps after burn-in, and for variational EM.</summary>
    public double BulkEffectiveSize { get; init; } = double.NaN;

    /// <summary>The number of sweeps excluded from averages and diagnostics; 0 for variational EM.</summary>
    public int BurnIn { get; init; }

    /// <summary>The number of sweeps that were averaged over; 0 for variational EM.</summary>
    public int SampleCount { get; init; }

    /// <summary>The number of documents without tokens.</summary>
    public required int EmptyDocumentCount { get; init; }

    /// <summary>Whether the fit converged: for a sampler, both values of R-hat are at most 1.1; for variational EM, the change of the objective was within the tolerance.</summary>
    public override bool Converged => K == 1 || (Algorithm == TopicMethod.Gibbs ? GreaterRHat <= GibbsClustering.GreatestRHat : ExitReason == ExitReason.WithinTolerance);

    /// <inheritdoc/>
    public override string ConvergenceStatus
    {
        get
        {
            if (K == 1) return "converged: there is only one topic";
            if (Algorithm == TopicMethod.OnlineVariational) return $"not known to have converged: online passes have no criterion; there {Counted.Agree(Iterations, "was", "were")} {Iterations}";
            if (Algorithm == TopicMethod.Variational) return Converged ? "converged: the change is within the tolerance" : $"not converged within {Counted.Of(Iterations, "iteration")}";
            if (double.IsNaN(GreaterRHat)) return $"not known to have converged: {Counted.Of(Iterations - BurnIn, "sweep")} after burn-in {Counted.Agree(Iterations - BurnIn, "is", "are")} too few for R-hat";
            string value = double.IsInfinity(GreaterRHat) ? "infinite" : GreaterRHat.ToString("0.###", CultureInfo.InvariantCulture);
            return Converged ? $"converged: R-hat is {value}" : string.Create(CultureInfo.InvariantCulture, $"not converged: R-hat is {value}, above {GibbsClustering.GreatestRHat}");
        }
    }

    /// <inheritdoc/>
    internal override DenseMatrix Probabilities => Theta;

    private double GreaterRHat => double.IsNaN(RHat) ? double.NaN : Math.Max(RHat, RankRHat);

    /// <summary>The share of each document's dominant topic; length n.</summary>
    public override double[] LabelProbability()
    {
        int[] rows = CenterRows();
        var result = new double[rows.Length];
        for (int d = 0; d < rows.Length; d++) result[d] = Theta[d, rows[d]];
        return result;
    }

    /// <summary>
    /// The agreement of the topics with true ones. Words are matched as by <see cref="VocabularyAlignment.Union"/>.
    /// </summary>
    /// <param name="model">The true model, or null for that of the DFM.</param>
    /// <param name="theta">The true topic shares, n x K*, or null for those of the DFM, if they are of as many topics as the model has.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">NoKnownTopic, ShapeMismatch, VocabularyMismatch or MatrixTooLarge.</exception>
    internal TopicAccuracy MeasureTopics(MixtureModel? model, DenseMatrix? theta, CancellationToken cancellation)
    {
        var truth = model ?? Dfm.Model ?? throw MixtureError.NoKnownTopic();
        bool isOfDfm = theta is null && Dfm.KnownTheta is { } known && known.ColumnCount == truth.K && known.RowCount == Theta.RowCount;
        var (knownMu, mu) = VocabularyAlignment.Union(truth, Mu, Dfm.Vocabulary, cancellation);
        var shares = isOfDfm ? Dfm.KnownTheta : theta;
        return TopicAccuracy.Measure(knownMu, mu, shares, shares is null ? null : Theta, isOfDfm ? Dfm.KnownTopicTokens : null, cancellation).Of(Method, Seed);
    }

    /// <summary>The method, K and the number of documents.</summary>
    public override string ToString() => $"{Method}: {Counted.Of(K, "topic")} of {Counted.Of(Dfm.DocumentCount, "document")}";

    /// <summary>The share of each topic in all tokens: the mean of the documents' shares weighted by their lengths; length K. Null without tokens.</summary>
    internal override double[]? RelativeSizes()
    {
        double[] lengths = Dfm.DocumentLength();
        double all = lengths.Sum();
        if (all == 0) return null;
        var sums = new double[K];
        for (int d = 0; d < lengths.Length; d++)
        {
            var row = Theta.RowSpan(d);
            for (int k = 0; k < sums.Length; k++) sums[k] += lengths[d] * row[k];
        }

        return Array.ConvertAll(sums, sum => sum / all);
    }

    /// <summary>The distance of each document's word shares from the word probabilities of its dominant topic; length n.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    internal override double[] Distances(CancellationToken cancellation) => ShareDistances(cancellation);

    /// <summary>The topic with the greatest share of each document; ties go to the first. Length n.</summary>
    internal static int[] Dominant(DenseMatrix theta)
    {
        var labels = new int[theta.RowCount];
        for (int d = 0; d < labels.Length; d++)
        {
            var row = theta.RowSpan(d);
            for (int k = 1; k < row.Length; k++)
                if (row[k] > row[labels[d]]) labels[d] = k;
        }

        return labels;
    }

    private protected override void Reorder(int[] order)
    {
        Theta = Theta.Columns(order);
        var alpha = Alpha;
        Alpha = ReadOnlyValues.Of(Array.ConvertAll(order, k => alpha[k]));
    }

    private protected override void Rename() => Theta = Theta.WithNames(ClusterName, Dfm.DocumentName);

    private static int[] Sizes(int[] labels, int k)
    {
        var sizes = new int[k];
        foreach (int label in labels) sizes[label]++;
        return sizes;
    }
}
