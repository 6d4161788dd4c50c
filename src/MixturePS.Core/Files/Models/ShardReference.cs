using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Files;

/// <summary>Documents in shards, in a model file: the folder, and how their cells were weighted and selected.</summary>
internal static class ShardReference
{
    public static void Write(JsonObjectWriter json, Dfm dfm, IDfmShards shards)
    {
        json.Object("shards", () =>
        {
            json.Text("folder", Path.GetFullPath(shards.Folder));
            json.Text("checksum", shards.Identity);
            json.Integer("memoryLimit", shards.MemoryLimit);
            json.Objects("steps", shards.Steps, step =>
            {
                json.Integers("kept", step.Kept);
                json.Integer("nonZero", step.NonZeroCount);
                if (step.TfIdf is { } options) json.Text("tfIdf", options.Describe());
                json.Numbers("idf", step.Idf);
            });
            json.Integers("knownCluster", dfm.KnownCluster);
            json.Texts("knownClusterName", dfm.KnownClusterName);
            if (dfm.Selection is { } selection) json.Object("selection", () => FigureRecord.Write(json, selection));
        });
    }

    /// <summary>Opens the folder again.</summary>
    /// <exception cref="MixtureException">InvalidShards: the folder is missing, or has other documents now; or the error of the file.</exception>
    public static Dfm Read(JsonNodeReader node)
    {
        string folder = node["folder"].Text();
        var dfm = ShardCorpus.Open(folder, node["memoryLimit"].Integer(1, long.MaxValue), node.Cancellation);
        if (!dfm.Shards!.Identity.Equals(node["checksum"].Text(), StringComparison.OrdinalIgnoreCase)) throw FileError.InvalidShards(folder, "it has other documents than those that were saved");
        var selection = FigureRecord.Read<FeatureSelectionReport>(node.Optional("selection"));
        foreach (var step in node["steps"].Array(null, item => item))
        {
            if (step.Optional("tfIdf") is { } description)
            {
                var options = TfIdfOptions.Parse(description.Text()) ?? throw description.Fault("it isn't a weighting of this module");
                dfm = TfIdf.Apply(dfm, options, step["idf"].OrNull(values => values.Numbers(dfm.FeatureCount, any: true)), node.Cancellation);
                continue;
            }

            int[] kept = step["kept"].Integers(null, dfm.FeatureCount);
            for (int j = 1; j < kept.Length; j++)
                if (kept[j] <= kept[j - 1]) throw step["kept"].Fault("the features must be in ascending order");
            dfm = FeatureSelection.Keep(dfm, dfm.Shards!, kept, step["nonZero"].Integer(0, long.MaxValue), selection ?? new FeatureSelectionReport());
        }

        var known = node["knownCluster"].OrNull(labels => labels.Integers(dfm.DocumentCount));
        var names = node["knownClusterName"].OrNull(texts => texts.Texts());
        if (names is not null && (known is null || known.Any(label => label >= names.Length))) throw node["knownClusterName"].Fault("some known clusters have no name");
        return known is null ? dfm : dfm.WithKnown(new DocumentLabels(known, names));
    }
}
