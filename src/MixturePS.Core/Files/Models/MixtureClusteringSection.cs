using MixturePS.Core.Clustering;

namespace MixturePS.Core.Files;

/// <summary>A mixture fitted by EM.</summary>
internal sealed class MixtureClusteringSection : ModelSection
{
    public override Type Type => typeof(MixtureClustering);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var clustering = (MixtureClustering)value;
        ClusteringParts.Write(json, clustering, withDocuments);
        PosteriorParts.Write(json, clustering, withDocuments);
        GuidanceParts.Write(json, clustering, withDocuments);
        json.Text("component", clustering.Component.ToString());
        json.Text("shares", clustering.Shares.ToString());
        json.Flag("isHard", clustering.IsHard);
        json.Flag("isPenalised", clustering.IsPenalised);
        json.Numbers("precision", clustering.Precision);
        json.Number("logLikelihood", clustering.LogLikelihood!.Value);
        json.Number("logMultinomialCoefficient", clustering.LogMultinomialCoefficient);
        json.Numbers("logLikelihoodTrace", clustering.LogLikelihoodTrace);
        json.Numbers("objectiveTrace", clustering.ObjectiveTrace);
        json.Numbers("restartLogLikelihood", clustering.RestartLogLikelihood);
        json.Number("anneal", clustering.Anneal);
        json.Number("smoothing", clustering.Smoothing);
        json.Number("alphaSmoothing", clustering.AlphaSmoothing);
        json.Integer("freeParameterCount", clustering.FreeParameterCount);
        if (clustering.LogEvidence is { } evidence) json.Number("logEvidence", evidence);
        else json.Null("logEvidence");
        json.Integer("emptyDocumentCount", clustering.EmptyDocumentCount);
        json.Integer("impossibleDocumentCount", clustering.ImpossibleDocumentCount);
        json.Integer("unknownTokenCount", clustering.UnknownTokenCount);
        json.Number("unlabelledWeight", clustering.UnlabelledWeight);
        json.Optional("posteriorEntropy", clustering.PosteriorEntropy);
    }

    public override object Read(JsonNodeReader content)
    {
        var parts = ClusteringParts.Read(content);
        var (posterior, own, alpha) = PosteriorParts.Read(content, parts);
        var guidance = GuidanceParts.Read(content, parts);
        double[]? precision = content["precision"].OrNull(values => values.Numbers(parts.K));
        if (precision is not null && precision.Any(value => !(value > 0))) throw content["precision"].Fault("the values must be positive");
        var component = content["component"].Choice<MixtureComponent>();
        if ((component == MixtureComponent.DirichletMultinomial) != (precision is not null)) throw content["precision"].Fault($"{component} clusters {(precision is null ? "need" : "can't have")} a precision");
        return parts.Finish(new MixtureClustering(parts.Dfm, parts.Labels, parts.Centers, parts.ClusterSize, posterior, alpha, content["logLikelihood"].Number(any: true))
        {
            Iterations = parts.Iterations,
            ExitReason = parts.ExitReason,
            Seed = parts.Seed,
            Component = component,
            Shares = content.Optional("shares")?.Choice<MixtureShares>() ?? SharesOf(content["freeParameterCount"].Count(), parts.K, parts.Centers.ColumnCount),
            IsHard = content["isHard"].Flag(),
            IsPenalised = content["isPenalised"].Flag(),
            Precision = precision,
            LogMultinomialCoefficient = content["logMultinomialCoefficient"].Number(),
            LogLikelihoodTrace = content["logLikelihoodTrace"].Numbers(any: true),
            ObjectiveTrace = content["objectiveTrace"].Numbers(any: true),
            RestartLogLikelihood = content["restartLogLikelihood"].Numbers(any: true),
            Anneal = content["anneal"].Number(),
            Smoothing = content["smoothing"].Number(),

            // Older files don't have it.
            AlphaSmoothing = content.Optional("alphaSmoothing")?.Number() ?? 0,
            FreeParameterCount = content["freeParameterCount"].Count(),
            LogEvidence = content["logEvidence"].IsNull ? null : content["logEvidence"].Number(any: true),
            EmptyDocumentCount = content["emptyDocumentCount"].Count(),
            ImpossibleDocumentCount = content["impossibleDocumentCount"].Count(),
            UnknownTokenCount = content["unknownTokenCount"].Integer(0, long.MaxValue),
            LabelledDocument = guidance.Labelled,
            LabelledDocumentCount = guidance.Count,
            SeedTerm = guidance.SeedTerms,
            SeedWeight = guidance.SeedWeight,
            UnlabelledWeight = content.Optional("unlabelledWeight")?.Number() ?? 1,
            OwnProbability = own,
            PosteriorEntropy = content.Optional("posteriorEntropy")?.Number(),
        });
    }

    // Files without the property have fitted or given shares, and fitted ones are K - 1 parameters.
    private static MixtureShares SharesOf(int parameters, int k, int words) =>
        k > 1 && (parameters == 0 || parameters == k * (words - 1) || parameters == k * words) ? MixtureShares.Given : MixtureShares.Free;
}
