namespace MixturePS.Core.Evaluation;

/// <summary>
/// How often the top words of a cluster stand in documents together, given the more probable one of a pair: the sum over
/// pairs l &lt; m of log((D(m, l) + 1) / D(l)), where D counts the documents with these words. Source: Mimno, D., Wallach,
/// H. M., Talley, E., Leenders, M. and McCallum, A. (2011), Optimizing semantic coherence in topic models, EMNLP 2011,
/// 262-272, equation 1.
/// </summary>
internal static class UMassCoherence
{
    /// <summary>The coherence of one list of words, the most probable first; null for less than two words. The nearer to zero, the more coherent.</summary>
    public static double? Measure(Cooccurrence documents, IReadOnlyList<int> words)
    {
        if (words.Count < 2) return null;
        double sum = 0;
        for (int m = 1; m < words.Count; m++)
            for (int l = 0; l < m; l++) sum += Math.Log((documents.Count(words[m], words[l]) + 1.0) / documents.Count(words[l]));
        return sum;
    }
}
