using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>The probabilities of a fitted mixture, with their validation.</summary>
internal static class PosteriorParts
{
    public static void Write(JsonObjectWriter json, FittedMixture mixture, bool withDocuments)
    {
        json.Numbers("alpha", mixture.Alpha);
        bool isOwn = mixture.OwnProbability is not null;
        json.Numbers("posterior", withDocuments && !isOwn ? mixture.Posterior.Buffer : []);
        if (withDocuments && isOwn) json.Numbers("ownProbability", mixture.OwnProbability);
    }

    /// <summary>Reads and validates them, and validates the word probabilities of the clusters.</summary>
    /// <returns>The posterior, or for documents in shards the probability of each document's own cluster; and the shares.</returns>
    public static (DenseMatrix? Posterior, double[]? Own, double[] Alpha) Read(JsonNodeReader content, ClusteringParts parts, bool isPartial = false)
    {
        for (int k = 0; k < parts.K; k++) MixtureModel.CheckDistribution(parts.Centers.RowSpan(k), $"row {k} of the centres");
        var alpha = content["alpha"].Numbers(parts.K);
        MixtureModel.CheckAlpha(alpha, parts.K);
        if (content.Optional("ownProbability") is { } own) return (null, own.Numbers(parts.N), alpha);
        var posterior = content["posterior"].Matrix(parts.N, parts.K, null);
        for (int i = 0; i < parts.N; i++) MixtureModel.CheckDistribution(posterior.RowSpan(i), $"row {i} of the posterior", isPartial);
        return (posterior, null, alpha);
    }
}
