using System.Numerics;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>The parts that all clusterings have in common, checked for consistency.</summary>
internal sealed record ClusteringParts(Dfm Dfm, int[] Labels, DenseMatrix Centers, int[] ClusterSize, int Iterations, ExitReason ExitReason, BigInteger Seed, LabelMapping? Mapping, int[] ClusterLabel)
{
    /// <summary>The number of clusters.</summary>
    public int K => Centers.RowCount;

    /// <summary>The number of saved documents.</summary>
    public int N => Dfm.DocumentCount;

    public static void Write(JsonObjectWriter json, FittedClustering clustering, bool withDocuments)
    {
        json.Text("method", clustering.Method);
        json.Integer("k", clustering.K);
        json.Object("documents", () => DfmSection.Write(json, clustering.Dfm, withDocuments));
        json.Integers("labels", withDocuments ? clustering.Labels : []);
        json.Matrix("centers", clustering.Centers);
        json.Integers("clusterSize", clustering.ClusterSize);
        json.Integers("clusterLabel", clustering.ClusterLabel);
        json.Integer("iterations", clustering.Iterations);
        json.Text("exitReason", clustering.ExitReason.ToString());
        json.Text("seed", clustering.Seed);
        if (clustering.Mapping is not { } mapping)
        {
            json.Null("mapping");
            return;
        }

        json.Object("mapping", () => Write(json, mapping));
    }

    public static void Write(JsonObjectWriter json, LabelMapping mapping)
    {
        json.Integers("estimated", mapping.Keys);
        json.Integers("known", mapping.Values);
        json.Integer("firstFresh", mapping.FirstFresh);
        if (mapping.KnownClusterName is { } known) json.Texts("knownName", known);
        if (mapping.EstimatedClusterName is { } estimated) json.Texts("estimatedName", estimated);
    }

    public static ClusteringParts Read(JsonNodeReader node)
    {
        var dfm = DfmSection.Read(node["documents"]);
        int k = node["k"].Count();
        if (k == 0) throw node["k"].Fault("there must be at least one cluster");
        var labels = node["labels"].Integers(dfm.DocumentCount);
        var sizes = node["clusterSize"].Integers(k);
        var clusterLabel = node["clusterLabel"].Integers(k);
        CheckLabels(node, labels, sizes, clusterLabel);
        return new ClusteringParts(
            dfm, labels, node["centers"].Matrix(k, dfm.FeatureCount, dfm.Vocabulary), sizes, node["iterations"].Count(),
            node["exitReason"].Choice<ExitReason>(), node["seed"].Big(), node["mapping"].OrNull(Map), clusterLabel);
    }

    /// <summary>Restores the remaining state of a clustering that was created from these parts.</summary>
    public T Finish<T>(T clustering)
        where T : FittedClustering
    {
        clustering.Restore(Mapping, ClusterLabel);
        return clustering;
    }

    private static void CheckLabels(JsonNodeReader node, int[] labels, int[] sizes, int[] clusterLabel)
    {
        var rowOf = new Dictionary<int, int>();
        for (int c = 0; c < clusterLabel.Length; c++)
            if (!rowOf.TryAdd(clusterLabel[c], c)) throw node["clusterLabel"].Fault($"it contains {clusterLabel[c]} twice");
        var counted = new int[sizes.Length];
        foreach (int label in labels)
            counted[rowOf.TryGetValue(label, out int row) ? row : throw node["labels"].Fault($"there is no cluster {label}")]++;

        // A clustering that was saved without documents still has the sizes.
        if (labels.Length > 0 && !counted.SequenceEqual(sizes)) throw node["clusterSize"].Fault("the sizes don't match the labels");
    }

    public static LabelMapping Map(JsonNodeReader node)
    {
        var estimated = node["estimated"].Integers();
        for (int i = 1; i < estimated.Length; i++)
            if (estimated[i] <= estimated[i - 1]) throw node["estimated"].Fault("the labels must be in ascending order");
        var known = node["known"].Array(estimated.Length, item => (int)item.Integer(LabelMapping.Unmatched, int.MaxValue));

        // Older files don't have names.
        return new LabelMapping(estimated, known, (int)node["firstFresh"].Integer(int.MinValue, int.MaxValue), node.Optional("knownName")?.Texts(), node.Optional("estimatedName")?.Texts());
    }
}
