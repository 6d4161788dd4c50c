using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The topic shares of documents, which may be new, under fitted topics.</summary>
/// <param name="Theta">The expected share of each topic in each document, n x K, with the names of the documents and the topics; rows sum to 1. Those of a document without known words are those of the prior.</param>
/// <param name="UnseenTokens">The number of tokens in each document that aren't in the vocabulary of the topics and were ignored; length n.</param>
internal sealed record TopicPrediction(DenseMatrix Theta, IReadOnlyList<long> UnseenTokens)
{
    /// <summary>Infers the topic shares of documents. Features are matched by word; if either side has no words, by position.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="dfm">The counts of the documents, n x J'.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core. The result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">TextRecipeMismatch, AlreadyWeighted, ShapeMismatch, UnknownVocabulary or MatrixTooLarge.</exception>
    public static TopicPrediction Predict(FittedTopics topics, Dfm dfm, int threads = 0, CancellationToken cancellation = default)
    {
        var (aligned, unseen, _) = PredictionInput.Prepare(dfm, topics.Dfm, cancellation);
        var theta = TopicInference.Theta(topics.Phi, topics.Alpha, aligned, threads, cancellation: cancellation);
        return new TopicPrediction(theta.WithNames(topics.TopicName, dfm.DocumentName), unseen);
    }
}
