using System.Globalization;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The quality of a topic by its top words, as a flat row.</summary>
/// <param name="Topic">The topic, from zero.</param>
/// <param name="TopicName">The name of the topic.</param>
/// <param name="Share">The share of the topic in all tokens: the mean of the documents' shares weighted by their lengths; NaN without tokens.</param>
/// <param name="TopWords">The top words by probability, joined by blanks.</param>
/// <param name="UMassCoherence">The UMass coherence of the top words (Mimno et al. 2011), greater is better; null for fewer than two.</param>
/// <param name="NpmiCoherence">The mean NPMI of the pairs of top words (Aletras and Stevenson 2013), from -1 to 1; null for fewer than two.</param>
/// <param name="Exclusivity">The mean over the top words of phi_kw / sum_l phi_lw (Bischof and Airoldi 2012, section 2.3), above 0 and at most 1.</param>
public sealed record TopicQuality(int Topic, string TopicName, double Share, string TopWords, double? UMassCoherence, double? NpmiCoherence, double Exclusivity)
{
    /// <summary>Measures each topic.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="top">The maximum number of top words per topic, at least 2. Only words that occur in a document are among them.</param>
    /// <param name="documents">The documents in which co-occurrences are counted, with the same words in the same order; null for those of the topics.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidOption or ShapeMismatch.</exception>
    internal static TopicQuality[] Measure(FittedTopics topics, int top = 10, Dfm? documents = null, CancellationToken cancellation = default)
    {
        Option.AtLeast(top, 2, "The number of top words");
        documents ??= topics.Dfm;
        var phi = topics.Phi;
        if (documents.FeatureCount != phi.ColumnCount) throw MixtureError.ShapeMismatch($"the topics have {Counted.Of(phi.ColumnCount, "word")}, but the documents {documents.FeatureCount}", documents.FeatureCount);
        int[] frequency = documents.DocumentFrequency(cancellation);
        int[] present = [.. Enumerable.Range(0, phi.ColumnCount).Where(w => frequency[w] > 0)];
        var words = new int[phi.RowCount][];
        for (int k = 0; k < words.Length; k++)
        {
            cancellation.Check();
            double[] row = phi.Row(k);
            words[k] = [.. present.OrderByDescending(w => row[w]).Take(top)];
        }

        var together = new Cooccurrence(documents.Matrix, words.SelectMany(list => list).Distinct(), cancellation);
        double[] shares = Shares(topics);
        return [.. words.Select((list, k) => new TopicQuality(
            k, topics.TopicName[k], shares[k], string.Join(' ', list.Select(w => topics.Dfm.Vocabulary[w])),
            Evaluation.UMassCoherence.Measure(together, list), Evaluation.NpmiCoherence.Measure(together, list),
            list.Length == 0 ? double.NaN : list.Average(w => phi[k, w] / phi.Column(w).Sum())))];
    }

    /// <summary>The topic and its words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{TopicName} ({Share:P1}): {TopWords}");

    private static double[] Shares(FittedTopics topics)
    {
        double[] lengths = topics.Dfm.DocumentLength();
        var sums = new double[topics.K];
        for (int d = 0; d < lengths.Length; d++)
        {
            var row = topics.Theta.RowSpan(d);
            for (int k = 0; k < sums.Length; k++) sums[k] += lengths[d] * row[k];
        }

        double all = lengths.Sum();
        return Array.ConvertAll(sums, sum => sum / all);
    }
}
