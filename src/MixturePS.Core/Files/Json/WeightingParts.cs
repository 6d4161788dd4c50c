using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>The weighting of a document-feature matrix, as an object with its name and factors, or null for counts.</summary>
internal static class WeightingParts
{
    /// <summary>Writes the weighting of the cells, null for counts.</summary>
    public static void Write(JsonObjectWriter json, DfmWeighting weighting)
    {
        if (weighting.IsCount)
        {
            json.Null("weighting");
            return;
        }

        json.Object("weighting", () =>
        {
            json.Text("name", weighting.Name);
            json.Numbers("featureWeight", weighting.FeatureWeight);
        });
    }

    /// <summary>Reads the weighting of the cells; null for counts.</summary>
    /// <param name="node">The object that has it.</param>
    /// <param name="features">The number of features.</param>
    public static DfmWeighting? Read(JsonNodeReader node, int features) => node["weighting"].OrNull(weights =>
        DfmWeighting.Weighted(weights["name"].Text(), weights["featureWeight"].OrNull(values => values.Numbers(features, any: true))));
}
