using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>A fitted mixture: clusters with shares and word probabilities, and the probability of each cluster for each document.</summary>
public abstract class FittedMixture : FittedClustering
{
    private readonly double _logLikelihood;
    private DenseMatrix? _posterior;

    private protected FittedMixture(Dfm dfm, int[] labels, DenseMatrix mu, int[] clusterSize, DenseMatrix? posterior, double[] alpha, double logLikelihood)
        : base(dfm, labels, mu, clusterSize)
    {
        _logLikelihood = logLikelihood;
        _posterior = posterior?.WithNames(ClusterName, dfm.DocumentName);
        Alpha = ReadOnlyValues.Of(alpha);
    }

    /// <summary>
    /// The probability of each cluster for each document, n x K, with the names of the documents and the clusters. Rows of EM
    /// sum to 1. Gibbs sampling averages over the draws of all chains; what a row lacks of 1 is the probability that the
    /// document is in a cluster that the labels don't have.
    /// </summary>
    /// <exception cref="MixtureException">NotInMemory: the documents are in shards, and the fit has only the probability of each document's own cluster.</exception>
    public DenseMatrix Posterior => _posterior ?? throw MixtureError.NotInMemory("the probability of each cluster for each document", Dfm.ShardFolder!);

    /// <summary>The probability of each document's cluster, in place of <see cref="Posterior"/> for documents in shards; length n.</summary>
    internal double[]? OwnProbability { get; init; }

    /// <summary>The word probabilities of each cluster, K x J, rows summing to 1; for Dirichlet-multinomial clusters the expected ones.</summary>
    public DenseMatrix Mu => Centers;

    /// <summary>The share of each cluster; length K, sums to 1. A cluster that lost all documents in EM has 1e-300.</summary>
    public IReadOnlyList<double> Alpha { get; private set; }

    /// <summary>The mixture as a model that documents can be drawn from; for Dirichlet-multinomial clusters with the expected word probabilities.</summary>
    public MixtureModel Model => new(Centers, Alpha, Dfm.Vocabulary);

    /// <summary>
    /// The log-likelihood of the documents, log p(W | mu, alpha), with the multinomial coefficients and without the prior; of a
    /// document whose label was given, that of the document and its label. Minus infinity where fixed word probabilities exclude a document.
    /// </summary>
    public override double? LogLikelihood => _logLikelihood;

    /// <summary>The part of the log-likelihood that doesn't depend on parameters: the sum over documents of log(M! / prod_j w_j!).</summary>
    public required double LogMultinomialCoefficient { get; init; }

    /// <summary>The number of documents without tokens, whose cluster depends only on the shares of the clusters.</summary>
    public required int EmptyDocumentCount { get; init; }

    /// <summary>The documents whose label was given to the fit, from zero, ascending; empty without labels, and if the clustering was saved without its documents.</summary>
    public IReadOnlyList<int> LabelledDocument { get; init => field = ReadOnlyValues.Of(value); } = ReadOnlyValues.Of<int>([]);

    /// <summary>The number of documents whose label was given to the fit.</summary>
    public int LabelledDocumentCount { get; init; }

    /// <summary>The seed words that were given to the fit, with the name or number of their cluster, such as <c>money: bank, loan</c>.</summary>
    public IReadOnlyList<string> SeedTerm { get; init => field = ReadOnlyValues.Of(value); } = ReadOnlyValues.Of<string>([]);

    /// <summary>The tokens that each seed word adds to its cluster, or null if each adds the word's tokens in all documents divided by K.</summary>
    public double? SeedWeight { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<int> GivenDocuments => LabelledDocument;

    /// <inheritdoc/>
    internal override DenseMatrix Probabilities => Posterior;

    /// <inheritdoc/>
    public override double[] LabelProbability()
    {
        if (OwnProbability is not null) return [.. OwnProbability];
        int[] rows = CenterRows();
        var result = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++) result[i] = Posterior[i, rows[i]];
        return result;
    }

    /// <summary>The distance of each document's word shares (zeros if it has no tokens) from its cluster's word probabilities; length n.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    internal override double[] Distances(CancellationToken cancellation) => ShareDistances(cancellation);

    private protected override void Reorder(int[] order)
    {
        _posterior = _posterior?.Columns(order);
        var alpha = Alpha;
        Alpha = ReadOnlyValues.Of(Array.ConvertAll(order, c => alpha[c]));
    }

    private protected override void Rename() => _posterior = _posterior?.WithNames(ClusterName, Dfm.DocumentName);
}
