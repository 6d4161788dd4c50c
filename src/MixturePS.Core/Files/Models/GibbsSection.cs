using MixturePS.Core.Clustering;

namespace MixturePS.Core.Files;

/// <summary>A mixture fitted by Gibbs sampling.</summary>
internal sealed class GibbsSection : ModelSection
{
    public override Type Type => typeof(GibbsClustering);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var clustering = (GibbsClustering)value;
        ClusteringParts.Write(json, clustering, withDocuments);
        PosteriorParts.Write(json, clustering, withDocuments);
        json.Number("logLikelihood", clustering.LogLikelihood!.Value);
        json.Number("logMultinomialCoefficient", clustering.LogMultinomialCoefficient);
        json.Numbers("logJointTrace", clustering.LogJointTrace);
        json.Integers("clusterCountTrace", clustering.ClusterCountTrace);
        json.Integer("chains", clustering.ChainLogJoint.Count);
        json.Numbers("chainLogJoint", clustering.ChainLogJoint.SelectMany(chain => chain));
        json.Integer("chain", clustering.Chain);
        json.Number("rHat", clustering.RHat);
        json.Integer("maximumK", clustering.MaximumK);
        json.Number("priorAlpha", clustering.PriorAlpha);
        json.Number("priorBeta", clustering.PriorBeta);
        json.Integer("burnIn", clustering.BurnIn);
        json.Integer("emptyDocumentCount", clustering.EmptyDocumentCount);
    }

    public override object Read(JsonNodeReader content)
    {
        var parts = ClusteringParts.Read(content);
        var (posterior, alpha) = PosteriorParts.Read(content, parts);
        int chains = (int)content["chains"].Integer(1, int.MaxValue);
        var trace = content["logJointTrace"].Numbers(any: true);
        var joint = content["chainLogJoint"].Numbers((long)chains * trace.Length, any: true);
        return parts.Finish(new GibbsClustering(parts.Dfm, parts.Labels, parts.Centers, parts.ClusterSize, posterior, alpha, content["logLikelihood"].Number(any: true))
        {
            Iterations = parts.Iterations,
            ExitReason = parts.ExitReason,
            Seed = parts.Seed,
            LogMultinomialCoefficient = content["logMultinomialCoefficient"].Number(),
            LogJointTrace = trace,
            ClusterCountTrace = content["clusterCountTrace"].Integers(),
            ChainLogJoint = [.. Enumerable.Range(0, chains).Select(chain => joint[(chain * trace.Length)..((chain + 1) * trace.Length)])],
            Chain = content["chain"].Index(chains),
            RHat = content["rHat"].Number(any: true),
            MaximumK = content["maximumK"].Count(),
            PriorAlpha = content["priorAlpha"].Number(),
            PriorBeta = content["priorBeta"].Number(),
            BurnIn = content["burnIn"].Count(),
            EmptyDocumentCount = content["emptyDocumentCount"].Count(),
        });
    }
}
