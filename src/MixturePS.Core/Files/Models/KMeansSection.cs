using MixturePS.Core.Clustering;

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
        });
    }
}
