using System.Globalization;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The quality of a topic by its top words, as a flat row.</summary>
/// <param name="Topic">The label of the topic: from zero, until it is matched with a known cluster.</param>
/// <param name="TopicName">The name of the topic: topic0, topic1, ..., or that of the known cluster it was matched with.</param>
/// <param name="Share">The share of the topic in all tokens: the mean of the documents' shares weighted by their lengths; null without tokens.</param>
/// <param name="TopTerms">The top words by probability, separated by commas.</param>
/// <param name="UMassCoherence">The UMass coherence of the top words (Mimno et al. 2011), greater is better; null for fewer than two.</param>
/// <param name="NpmiCoherence">The mean NPMI of the pairs of top words (Aletras and Stevenson 2013), from -1 to 1; null for fewer than two.</param>
/// <param name="Exclusivity">The mean over the top words of mu_kw / sum_l mu_lw (Bischof and Airoldi 2012, section 2.3), above 0 and at most 1; null without top words.</param>
public sealed record TopicQuality(int Topic, string TopicName, double? Share, string TopTerms, double? UMassCoherence, double? NpmiCoherence, double? Exclusivity)
{
    /// <summary>Measures each topic.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="top">The maximum number of top words per topic, at least 2. Only words that occur in a document are among them.</param>
    /// <param name="documents">The documents in which co-occurrences are counted, whose words are matched by name, or by position if one side has no words; null for those of the topics.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidOption, ShapeMismatch or UnknownVocabulary.</exception>
    internal static TopicQuality[] Measure(FittedTopics topics, int top = 10, Dfm? documents = null, CancellationToken cancellation = default)
    {
        Option.AtLeast(top, 2, "The number of top words");
        documents = documents is null ? topics.Dfm : VocabularyAlignment.Align(documents, topics.Dfm.Vocabulary, _ => true, isSameText: false, cancellation).Dfm;
        var mu = topics.Mu;
        int[] frequency = documents.DocumentFrequency(cancellation);
        int[] present = [.. Enumerable.Range(0, mu.ColumnCount).Where(w => frequency[w] > 0)];
        var words = new int[mu.RowCount][];
        for (int k = 0; k < words.Length; k++)
        {
            cancellation.Check();
            double[] row = mu.Row(k);
            words[k] = [.. present.OrderByDescending(w => row[w]).Take(top)];
        }

        var together = new Cooccurrence(documents.Matrix, words.SelectMany(list => list).Distinct(), cancellation);
        double[]? shares = topics.RelativeSizes();
        return [.. words.Select((list, k) => new TopicQuality(
            topics.ClusterLabel[k], topics.ClusterName[k], shares?[k], string.Join(", ", list.Select(w => topics.Dfm.Vocabulary[w])),
            Evaluation.UMassCoherence.Measure(together, list), Evaluation.NpmiCoherence.Measure(together, list),
            list.Length == 0 ? null : list.Average(w => mu[k, w] / mu.Column(w).Sum())))];
    }

    /// <summary>The topic and its words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TopicName} ({Share:P1}): {TopTerms}");
}
