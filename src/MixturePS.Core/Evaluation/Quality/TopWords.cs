using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Evaluation;

/// <summary>The top words of each cluster that has documents, as indices into the vocabulary, the first of each cluster first.</summary>
internal static class TopWords
{
    /// <summary>The top words as <see cref="ClusterTerm"/> ranks them: by probability for counts, else by weight.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="counts">The counts of its documents, or null for what was clustered.</param>
    /// <param name="top">The most words of a cluster.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The words of each cluster by its label; a cluster without any is left out.</returns>
    public static SortedDictionary<int, int[]> Of(FittedClustering clustering, Dfm? counts, int top, CancellationToken cancellation)
    {
        var terms = ClusterTerm.Rows(clustering, new ClusterTermOptions { Top = top, Counts = counts }, cancellation);
        var wanted = terms.Select(term => term.Term).ToHashSet(StringComparer.Ordinal);
        var vocabulary = (counts ?? clustering.Dfm).Vocabulary;
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int j = 0; j < vocabulary.Count && indexOf.Count < wanted.Count; j++)
            if (wanted.Contains(vocabulary[j])) indexOf[vocabulary[j]] = j;
        var present = clustering.Labels.ToHashSet();
        return new(terms.Where(term => present.Contains(term.Cluster)).GroupBy(term => term.Cluster)
            .ToDictionary(group => group.Key, group => group.OrderBy(term => term.Rank).Select(term => indexOf[term.Term]).ToArray()));
    }
}
