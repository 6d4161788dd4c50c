using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The topic shares of documents, which may be new, given fixed topics: the mean of the variational distribution (<see cref="TopicEStep"/>).</summary>
internal static class TopicInference
{
    /// <summary>Infers the topic shares of documents.</summary>
    /// <param name="mu">The word probabilities of the topics, K x J.</param>
    /// <param name="alpha">The prior tokens of each topic in a document, above zero; length K.</param>
    /// <param name="dfm">The counts, n x J, with the words in the same order; words without probability in any topic are ignored.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="tolerance">The mean change of a document's distribution at which its iterations end.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The expected shares, n x K; rows sum to 1. Those of a document without tokens are those of the prior.</returns>
    /// <exception cref="MixtureException">AlreadyWeighted, ShapeMismatch or MatrixTooLarge.</exception>
    public static DenseMatrix Theta(DenseMatrix mu, IReadOnlyList<double> alpha, Dfm dfm, int threads = 0, double tolerance = TopicEStep.Tolerance, CancellationToken cancellation = default)
    {
        dfm.RequireCounts("a topic model");
        if (mu.ColumnCount != dfm.FeatureCount) throw MixtureError.ShapeMismatch($"the topics have {Counted.Of(mu.ColumnCount, "word")}, but the documents {dfm.FeatureCount}", dfm.FeatureCount);
        if (alpha.Count != mu.RowCount) throw MixtureError.ShapeMismatch($"there {Counted.Agree(alpha.Count, "is", "are")} {Counted.Of(alpha.Count, "value")} of alpha for {Counted.Of(mu.RowCount, "topic")}", alpha.Count);
        int stride = TopicDocuments.Stride(mu.RowCount);
        var weights = LargeArray.Cleared<double>(MatrixSize.Cells("The word probabilities of the topics", mu.ColumnCount, stride), cancellation);
        var point = new CancellationPoint(cancellation);
        for (int k = 0; k < mu.RowCount; k++)
        {
            var row = mu.RowSpan(k);
            for (int w = 0; w < row.Length; w++)
            {
                point.Pass(0);
                weights[(w * stride) + k] = row[w];
            }
        }

        var documents = new TopicDocuments(dfm.Matrix, mu.RowCount, threads, cancellation);
        double[] padded = TopicDocuments.Padded(alpha);
        documents.Start(padded);
        documents.Fit(weights, padded, tolerance: tolerance);
        return documents.Theta();
    }
}
