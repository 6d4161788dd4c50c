using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Evaluation;

/// <summary>The top words of each cluster that isn't empty, as indices into the vocabulary, by rank.</summary>
internal static class TopWords
{
    /// <summary>The top words in the ranking of <see cref="ClusterTerm"/>: by probability for counts, otherwise by weight.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="counts">The counts of its documents, or null for the clustered cells.</param>
    /// <param name="top">The maximum number of words per cluster.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The words of each cluster by label, without clusters that have no words.</returns>
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
