using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>A mixture model with the state of its generator.</summary>
internal sealed class MixtureModelSection : ModelSection
{
    public override Type Type => typeof(MixtureModel);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments) => Write(json, (MixtureModel)value);

    public override object Read(JsonNodeReader content) => Model(content);

    public static void Write(JsonObjectWriter json, MixtureModel model)
    {
        json.Integer("k", model.K);
        json.Integer("j", model.J);
        if (model.Membership != MixtureMembership.Single) json.Text("membership", model.Membership.ToString());
        json.Names("vocabulary", model.Vocabulary);
        json.Numbers("alpha", model.Alpha);
        json.Numbers("eta", model.Eta);
        json.Matrix("mu", model.Mu);
        if (model.ClusterName is { } names) json.Texts("clusterName", names);
        if (model.Generator is { } generator) json.Object("generator", () => GeneratorSection.Write(json, generator));
        else json.Null("generator");
    }

    public static MixtureModel Model(JsonNodeReader content)
    {
        int k = content["k"].Count(), j = content["j"].Count();
        var words = content["vocabulary"].Names(j, "feature");

        // Files of models of single membership, and older ones, don't have it.
        var membership = content.Optional("membership")?.Choice<MixtureMembership>() ?? MixtureMembership.Single;

        // Files of models without names, and older ones, don't have it.
        var mu = content["mu"].Matrix(k, j, null, content.Optional("clusterName")?.Texts(k));
        return new MixtureModel(mu, content["alpha"].Numbers(k), words, content["eta"].OrNull(eta => eta.Numbers(j)), membership)
        {
            Generator = content["generator"].OrNull(GeneratorSection.Generator),
        };
    }
}
