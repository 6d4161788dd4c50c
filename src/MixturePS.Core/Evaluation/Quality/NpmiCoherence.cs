namespace MixturePS.Core.Evaluation;

/// <summary>
/// The mean over pairs of top words of their normalised pointwise mutual information (NPMI),
/// log(p(v, w) / (p(v) p(w))) / -log p(v, w), where p is the share of documents that contain the words, without smoothing.
/// Sources: Bouma, G. (2009), Normalized (pointwise) mutual information in collocation extraction, GSCL 2009, 31-40;
/// Aletras, N. and Stevenson, M. (2013), Evaluating topic coherence using distributional semantics, IWCS 2013, 13-22, and
/// Röder, M., Both, A. and Hinneburg, A. (2015), Exploring the space of topic coherence measures, WSDM 2015, 399-408, which
/// use windows of a reference corpus instead of the documents.
/// </summary>
internal static class NpmiCoherence
{
    /// <summary>The coherence of a list of words, from -1 to 1; null for fewer than two words.</summary>
    public static double? Measure(Cooccurrence documents, IReadOnlyList<int> words)
    {
        if (words.Count < 2) return null;
        double sum = 0;
        for (int m = 1; m < words.Count; m++)
            for (int l = 0; l < m; l++) sum += Pair(documents, words[m], words[l]);
        return sum / (words.Count * (words.Count - 1) / 2.0);
    }

    // The limits: -1 for words that never co-occur, 0 for words that every document contains.
    private static double Pair(Cooccurrence documents, int word, int other)
    {
        double n = documents.DocumentCount, both = documents.Count(word, other);
        if (both == 0) return -1;
        if (both == n) return 0;
        return Math.Log(both * n / ((double)documents.Count(word) * documents.Count(other))) / -Math.Log(both / n);
    }
}
