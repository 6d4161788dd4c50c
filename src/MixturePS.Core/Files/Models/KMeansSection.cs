using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>A k-means clustering of any metric and algorithm.</summary>
internal sealed class KMeansSection : ModelSection
{
    public override Type Type => typeof(KMeansClustering);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var clustering = (KMeansClustering)value;
        ClusteringParts.Write(json, clustering, withDocuments);
        json.Text("metric", clustering.Metric.ToString());
        json.Text("algorithm", clustering.Algorithm.ToString());
        json.Integer("emptyDocumentCount", clustering.EmptyDocumentCount);
        json.Number("inertia", clustering.Inertia!.Value);
        json.Numbers("inertiaTrace", clustering.InertiaTrace);
        json.Integers("initialIndices", clustering.InitialIndices);
        json.Numbers("restartInertia", clustering.RestartInertia);
        if (clustering.Coordinates is { } coordinates) json.Object("coordinates", () => Write(json, coordinates));
        if (clustering.Tree is { } tree) json.Object("tree", () => Write(json, tree));
    }

    private static void Write(JsonObjectWriter json, CenterCoordinates coordinates)
    {
        json.Numbers("mean", coordinates.Mean);

        // Without a mean they are the centres of the clustering.
        json.Numbers("centers", coordinates.Mean is null ? null : coordinates.Cells);
        json.Integers("rank", coordinates.Rank);
    }

    // The arrays of all splits follow each other in one array each.
    private static void Write(JsonObjectWriter json, BisectingTree tree)
    {
        json.Integers("row", tree.RowOf);
        json.Integers("cluster", tree.Splits.Select(split => split.Cluster));
        bool hasMean = tree.Splits.Any(split => split.Halves.Mean is not null);
        json.Numbers("mean", hasMean ? tree.Splits.SelectMany(split => split.Halves.Mean!) : null);
        json.Numbers("centers", tree.Splits.SelectMany(split => split.Halves.Cells));
    }

    private static CenterCoordinates Coordinates(JsonNodeReader node, DenseMatrix centers)
    {
        int k = centers.RowCount, features = centers.ColumnCount;
        var mean = node["mean"].OrNull(means => means.Numbers(features));
        var cells = mean is null ? centers.Buffer : node["centers"].Numbers((long)k * features);
        return new CenterCoordinates(mean, cells, k, node["rank"].OrNull(rank => rank.Integers(k, k)));
    }

    private static BisectingTree Tree(JsonNodeReader node, int k, int features)
    {
        var clusters = node["cluster"].Integers();
        if (clusters.Length >= k) throw node["cluster"].Fault(FormattableString.Invariant($"{k} clusters have at most {k - 1} splits, not {clusters.Length}"));
        for (int s = 0; s < clusters.Length; s++)
            if (clusters[s] > s) throw node["cluster"].Fault(FormattableString.Invariant($"split {s} is of cluster {clusters[s]}, which doesn't exist before it"));
        var rows = node["row"].OrNull(values => values.Integers(k, k));
        if (rows is not null && rows.Distinct().Count() != k) throw node["row"].Fault("it contains a row twice");
        var means = node["mean"].OrNull(values => values.Numbers((long)clusters.Length * features));
        var centers = node["centers"].Numbers(2L * clusters.Length * features);
        return new BisectingTree(
            [.. clusters.Select((cluster, s) => new BisectingTree.Split(
                cluster, new CenterCoordinates(means?[(s * features)..((s + 1) * features)], centers[(2 * s * features)..(2 * (s + 1) * features)], 2)))],
            rows);
    }

    public override object Read(JsonNodeReader content)
    {
        var parts = ClusteringParts.Read(content);
        return parts.Finish(new KMeansClustering(parts.Dfm, parts.Labels, parts.Centers, parts.ClusterSize, content["inertia"].Number())
        {
            Iterations = parts.Iterations,
            ExitReason = parts.ExitReason,
            Seed = parts.Seed,
            Metric = content["metric"].Choice<KMeansMetric>(),
            Algorithm = content["algorithm"].Choice<KMeansMethod>(),
            EmptyDocumentCount = content["emptyDocumentCount"].Count(),
            InertiaTrace = content["inertiaTrace"].Numbers(),
            InitialIndices = content["initialIndices"].OrNull(indices => indices.Integers()),
            RestartInertia = content["restartInertia"].Numbers(),

            // Older files have neither.
            Coordinates = content.Optional("coordinates") is { } coordinates ? Coordinates(coordinates, parts.Centers) : null,
            Tree = content.Optional("tree") is { } tree ? Tree(tree, parts.K, parts.Dfm.FeatureCount) : null,
        });
    }
}
