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
        GuidanceParts.Write(json, clustering, withDocuments);
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
        json.Number("rankRHat", clustering.RankRHat);
        json.Number("bulkEffectiveSize", clustering.BulkEffectiveSize);
        json.Number("tailEffectiveSize", clustering.TailEffectiveSize);
        json.Number("chainAgreement", clustering.ChainAgreement);
        json.Number("dispersion", clustering.Dispersion);
        json.Flag("isKnownK", clustering.IsKnownK);
        json.Flag("isAnchored", clustering.IsAnchored);
        json.Number("expectedLoss", clustering.ExpectedLoss);
        json.Integer("drawCount", clustering.Draws.Count);
        json.Integers("draws", withDocuments ? clustering.Draws.SelectMany(draw => draw) : []);
    }

    public override object Read(JsonNodeReader content)
    {
        var parts = ClusteringParts.Read(content);
        var (posterior, _, alpha) = PosteriorParts.Read(content, parts, isPartial: true);
        var guidance = GuidanceParts.Read(content, parts);
        int chains = (int)content["chains"].Integer(1, int.MaxValue);
        var trace = content["logJointTrace"].Numbers(any: true);
        var joint = content["chainLogJoint"].Numbers((long)chains * trace.Length, any: true);

        // Older files have no draws.
        int count = parts.N == 0 ? 0 : content.Optional("drawCount")?.Count() ?? 0;
        int[] draws = count == 0 ? [] : content["draws"].Integers((long)count * parts.N, below: parts.N);
        return parts.Finish(new GibbsClustering(parts.Dfm, parts.Labels, parts.Centers, parts.ClusterSize, posterior!, alpha, content["logLikelihood"].Number(any: true))
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
            PriorAlpha = content["priorAlpha"].Number(any: true),
            PriorBeta = content["priorBeta"].Number(),
            BurnIn = content["burnIn"].Count(),
            EmptyDocumentCount = content["emptyDocumentCount"].Count(),
            RankRHat = Optional("rankRHat"),
            BulkEffectiveSize = Optional("bulkEffectiveSize"),
            TailEffectiveSize = Optional("tailEffectiveSize"),
            ChainAgreement = Optional("chainAgreement"),
            Dispersion = Optional("dispersion"),
            IsKnownK = content.Optional("isKnownK")?.Flag() ?? false,
            IsAnchored = content.Optional("isAnchored")?.Flag() ?? false,
            LabelledDocument = guidance.Labelled,
            LabelledDocumentCount = guidance.Count,
            SeedTerm = guidance.SeedTerms,
            SeedWeight = guidance.SeedWeight,
            ExpectedLoss = Optional("expectedLoss"),
            Draws = [.. Enumerable.Range(0, count).Select(draw => draws[(draw * parts.N)..((draw + 1) * parts.N)])],
        });

        // Older files have none of these.
        double Optional(string name) => content.Optional(name)?.Number(any: true) ?? double.NaN;
    }
}
