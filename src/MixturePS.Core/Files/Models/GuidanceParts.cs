using MixturePS.Core.Clustering;

namespace MixturePS.Core.Files;

/// <summary>The labels and seed words that a mixture was fitted with.</summary>
/// <param name="Labelled">The documents with a label; none without documents.</param>
/// <param name="Count">Their number at the fit.</param>
/// <param name="SeedTerms">The seed words as text.</param>
/// <param name="SeedWeight">The weight of a seed word, or null for the default.</param>
internal sealed record GuidanceParts(int[] Labelled, int Count, string[] SeedTerms, double? SeedWeight)
{
    public static void Write(JsonObjectWriter json, FittedMixture mixture, bool withDocuments)
    {
        json.Integers("labelledDocument", withDocuments ? mixture.LabelledDocument : []);
        json.Integer("labelledDocumentCount", mixture.LabelledDocumentCount);
        json.Texts("seedTerm", mixture.SeedTerm);
        if (mixture.SeedWeight is { } weight) json.Number("seedWeight", weight);
        else json.Null("seedWeight");
    }

    /// <summary>Reads and validates them. Older files have none.</summary>
    public static GuidanceParts Read(JsonNodeReader content, ClusteringParts parts)
    {
        var labelled = content.Optional("labelledDocument")?.Integers(null, parts.N) ?? [];
        for (int i = 1; i < labelled.Length; i++)
            if (labelled[i] <= labelled[i - 1]) throw content["labelledDocument"].Fault("the documents must be in ascending order");
        int count = content.Optional("labelledDocumentCount")?.Count() ?? labelled.Length;
        if (parts.N > 0 && count != labelled.Length) throw content["labelledDocumentCount"].Fault($"there are {labelled.Length} labelled documents");
        return new GuidanceParts(labelled, count, content.Optional("seedTerm")?.Texts() ?? [], content.Optional("seedWeight") is { IsNull: false } weight ? weight.Number() : null);
    }
}
