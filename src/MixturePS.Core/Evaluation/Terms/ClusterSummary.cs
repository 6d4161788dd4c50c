using System.Globalization;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>A summary of a cluster, as a flat row of numbers and text.</summary>
/// <param name="Cluster">The label of the cluster.</param>
/// <param name="ClusterName">The name of the known cluster that the cluster was matched with, or null if it has none.</param>
/// <param name="Size">The number of documents in the cluster; for a topic, those whose dominant topic it is.</param>
/// <param name="Share">The share of the documents that are in the cluster, or for a topic its share of all tokens, from 0 to 1; null if there are none.</param>
/// <param name="MajorityCluster">The known cluster of most of its documents; ties go to the smaller number. Null if it has no documents or they have no known clusters.</param>
/// <param name="MajorityClusterName">The name of that known cluster, or null if it has none.</param>
/// <param name="Purity">The share of its documents that are in that known cluster, above 0 and at most 1, or null (Manning, Raghavan and Schütze 2008, section 16.3).</param>
/// <param name="Cohesion">
/// The mean cosine of its documents with their centroid, the mean of the documents at unit length: 1 if all point in one
/// direction. It is the square root of the mean cosine between all pairs (Steinbach, Karypis and Kumar 2000, A comparison of
/// document clustering techniques). Documents without tokens, which have no direction, are left out; null without others.
/// </param>
/// <param name="TopTerms">The top terms of the cluster, best first, separated by commas.</param>
public sealed record ClusterSummary(
    int Cluster, string? ClusterName, int Size, double? Share, int? MajorityCluster, string? MajorityClusterName, double? Purity, double? Cohesion, string TopTerms)
{
    private const string Separator = ", ";

    /// <summary>The summary of each cluster, in the order of their centres.</summary>
    /// <param name="clustering">The clustering. Without its documents, only sizes and the terms of the centres are known.</param>
    /// <param name="options">The measure and the number of terms.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">Those of <see cref="ClusterTerm.Rows"/>.</exception>
    internal static IReadOnlyList<ClusterSummary> Rows(FittedClustering clustering, ClusterTermOptions options, CancellationToken cancellation = default)
    {
        var dfm = clustering.Dfm;
        if (dfm.DocumentCount == 0 && options is { Counts: null, Measure: null }) options = options with { Measure = TermMeasure.Weight };
        var terms = ClusterTerm.Rows(clustering, options, cancellation).ToLookup(row => row.Cluster, row => row.Term);
        int[] rowOf = clustering.CenterRows();
        double[] cohesion = Cohesions(clustering, rowOf, cancellation);
        var majority = Majorities(clustering, rowOf, cancellation);
        double[]? shares = clustering.RelativeSizes();
        var result = new ClusterSummary[clustering.K];
        for (int c = 0; c < result.Length; c++)
        {
            int label = clustering.ClusterLabel[c], size = clustering.ClusterSize[c];
            var (known, count) = majority[c];
            result[c] = new ClusterSummary(
                label,
                clustering.NameOf(label),
                size,
                shares?[c],
                known,
                DocumentLabels.NameOf(dfm.KnownClusterName, known),
                known is null ? null : (double)count / size,
                double.IsNaN(cohesion[c]) ? null : cohesion[c],
                string.Join(Separator, terms[label]));
        }

        return result;
    }

    /// <summary>The cluster, its size and its terms.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ClusterName ?? $"cluster {Cluster}"} ({Size}): {TopTerms}");

    // The most frequent known cluster among the documents of each cluster, and how many of them are in it.
    private static (int? Known, int Count)[] Majorities(FittedClustering clustering, int[] rowOf, CancellationToken cancellation)
    {
        var result = new (int? Known, int Count)[clustering.K];
        if (clustering.Dfm.KnownCluster is not { } known) return result;
        var counts = new Dictionary<(int Row, int Known), int>();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < rowOf.Length; i++)
        {
            point.Pass(0);
            counts[(rowOf[i], known[i])] = counts.GetValueOrDefault((rowOf[i], known[i])) + 1;
        }

        foreach (var ((row, label), count) in counts)
        {
            var best = result[row];
            if (count > best.Count || (count == best.Count && label < best.Known)) result[row] = (label, count);
        }

        return result;
    }

    // For documents x of unit length with mean m, the mean of cos(x, m) is m . m / |m| = |m|.
    private static double[] Cohesions(FittedClustering clustering, int[] rowOf, CancellationToken cancellation)
    {
        if (clustering.Dfm.Shards is not null)
        {
            var (sums, counts) = ShardSums.Of(clustering.Dfm, rowOf, clustering.K, part => UnitRows.Create(part, cancellation), cancellation);
            return [.. sums.Select((direction, c) => counts[c] == 0 ? double.NaN : Math.Min(1, Math.Sqrt(SumOfProducts.Squares(direction)) / counts[c]))];
        }

        var (rows, places) = UnitRows.Create(clustering.Dfm, cancellation);
        var members = Enumerable.Range(0, clustering.K).Select(_ => new List<int>()).ToArray();
        for (int d = 0; d < places.Length; d++) members[rowOf[places[d]]].Add(d);
        var sum = new double[rows.FeatureCount];
        var point = new CancellationPoint(cancellation);
        return Array.ConvertAll(members, documents =>
        {
            foreach (int d in documents)
            {
                var columns = rows.Matrix.RowColumns(d);
                var values = rows.Matrix.RowValues(d);
                point.Pass(columns.Length);
                for (int p = 0; p < columns.Length; p++) sum[columns[p]] += values[p];
            }

            // Only the words of the documents are added up and cleared, so that a small cluster costs little.
            double squares = 0;
            foreach (int d in documents)
            {
                var columns = rows.Matrix.RowColumns(d);
                point.Pass(columns.Length);
                foreach (int j in columns)
                {
                    squares += sum[j] * sum[j];
                    sum[j] = 0;
                }
            }

            return documents.Count == 0 ? double.NaN : Math.Min(1, Math.Sqrt(squares) / documents.Count);
        });
    }
}
