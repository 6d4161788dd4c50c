namespace MixturePS.Core.Evaluation;

/// <summary>
/// The sum over pairs l &lt; m of a cluster's top words of log((D(m, l) + 1) / D(l)), where D is the number of documents that
/// contain the words: how often the words of a pair co-occur, given the more probable one. Source: Mimno, D., Wallach, H. M.,
/// Talley, E., Leenders, M. and McCallum, A. (2011), Optimizing semantic coherence in topic models, EMNLP 2011, 262-272,
/// equation 1.
/// </summary>
internal static class UMassCoherence
{
    /// <summary>The coherence of a list of words, most probable first; null for fewer than two words. Values nearer to zero mean more coherence.</summary>
    public static double? Measure(Cooccurrence documents, IReadOnlyList<int> words)
    {
        if (words.Count < 2) return null;
        double sum = 0;
        for (int m = 1; m < words.Count; m++)
            for (int l = 0; l < m; l++) sum += Math.Log((documents.Count(words[m], words[l]) + 1.0) / documents.Count(words[l]));
        return sum;
    }
}
