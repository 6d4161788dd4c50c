using MathNet.Numerics.Distributions;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The share of a cluster among the documents of a group.</summary>
/// <param name="Key">The values of the variables that define the group.</param>
/// <param name="Cluster">The label of the cluster.</param>
/// <param name="ClusterName">The name of the known cluster that the cluster was matched with, or null if it has none.</param>
/// <param name="Count">The number of the group's documents in the cluster.</param>
/// <param name="DocumentCount">The number of documents in the group.</param>
/// <param name="Share">Their quotient, from 0 to 1.</param>
/// <param name="ConfidenceLow">The lower end of the share's confidence interval.</param>
/// <param name="ConfidenceHigh">The upper end.</param>
internal sealed record GroupShare(object?[] Key, int Cluster, string? ClusterName, int Count, int DocumentCount, double Share, double ConfidenceLow, double ConfidenceHigh);

/// <summary>
/// The shares of clusters in groups of documents, with the score interval of each: Wilson, E. B. (1927), Probable inference, the
/// law of succession, and statistical inference, JASA 22, 209-212. It takes the labels of a clustering as given, and each share
/// by itself.
/// </summary>
/// <remarks>
/// <code>
/// p = count / n
/// (p + z^2 / 2n  -+  z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)         z: the (1 + confidence) / 2 quantile of N(0, 1)
/// </code>
/// </remarks>
internal static class GroupShares
{
    /// <summary>The shares of each group's clusters, group by group, clusters in the order of their centres.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="by">The names of the variables that define the groups; none for all documents together.</param>
    /// <param name="confidence">The probability of an interval, above 0 and below 1.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The names of the variables, and the shares.</returns>
    /// <exception cref="MixtureException">UnknownVariable or InvalidOption.</exception>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<GroupShare> Shares) Of(FittedClustering clustering, IReadOnlyList<string> by, double confidence, CancellationToken cancellation = default)
    {
        _ = Option.Probability(confidence, "Confidence");
        var groups = DocumentGroups.By(clustering.Dfm, by, cancellation);
        var place = new Dictionary<int, int>();
        for (int c = 0; c < clustering.ClusterLabel.Count; c++) place[clustering.ClusterLabel[c]] = c;
        var counts = new int[groups.Keys.Count, place.Count];
        var sizes = new int[groups.Keys.Count];
        for (int i = 0; i < groups.GroupOf.Length; i++)
        {
            counts[groups.GroupOf[i], place[clustering.Labels[i]]]++;
            sizes[groups.GroupOf[i]]++;
        }

        double z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var shares = new List<GroupShare>();
        for (int g = 0; g < sizes.Length; g++)
        {
            for (int c = 0; c < place.Count; c++)
            {
                var (low, high) = ScoreInterval(counts[g, c], sizes[g], z);
                int label = clustering.ClusterLabel[c];
                shares.Add(new GroupShare(groups.Keys[g], label, clustering.NameOf(label), counts[g, c], sizes[g], (double)counts[g, c] / sizes[g], low, high));
            }
        }

        return (groups.Columns, shares);
    }

    private static (double Low, double High) ScoreInterval(int count, int n, double z)
    {
        double p = (double)count / n, square = z * z / n;
        double middle = p + (square / 2), half = z * Math.Sqrt((p * (1 - p) / n) + (square / (4 * n)));

        // The ends are exact where rounding would put them slightly outside.
        return (count == 0 ? 0 : (middle - half) / (1 + square), count == n ? 1 : (middle + half) / (1 + square));
    }
}
