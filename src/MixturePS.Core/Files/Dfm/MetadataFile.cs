using System.Text;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Reads and writes the JSON sidecar file of a matrix.</summary>
internal static class MetadataFile
{
    private const string Weighting = "weighting";
    private const string FeatureWeight = "featureWeight";
    private const string Vocabulary = "vocabulary";
    private const string DocumentName = "documentName";
    private const string KnownCluster = "knownCluster";
    private const string KnownClusterName = "knownClusterName";
    private const string Transposed = "transposed";
    private const string Unlabelled = "unlabelled";

    /// <summary>Reads the sidecar file of a matrix; null if there is none.</summary>
    /// <exception cref="MixtureException">InvalidMetadata.</exception>
    public static DfmMetadata? Read(ReadContext context, string matrix)
    {
        string path = DfmPaths.Metadata(matrix);
        if (SpecialFiles.IsSpecial(matrix) || !context.Store.Exists(path)) return null;
        using var input = TextInput.OpenUtf8(context, path);
        byte[] text = Encoding.UTF8.GetBytes(input.ReadToEnd());
        var source = new JsonSource(what => FileError.InvalidMetadata(path, $"it is not JSON as written by Export-Dfm ({what})"), null, context.Cancellation);
        return JsonText.ReadLong(text, source, root => Read(root, path, context));
    }

    /// <summary>Writes the sidecar file, or removes an old one if it isn't needed.</summary>
    public static void Write(DfmMetadata metadata, string matrix, WriteContext context)
    {
        string path = DfmPaths.Metadata(matrix);

        // No format has a place for it. A device or pipe has no sidecar file of its own, so it goes without.
        if (!SpecialFiles.IsSpecial(matrix)) metadata = metadata with { TextRecipe = context.Dfm.TextRecipe, Variables = context.Dfm.Variable };
        if (metadata.IsEmpty)
        {
            context.Files.Remove(path);
            return;
        }

        using var stream = context.Files.Create(path);
        using var json = new JsonObjectWriter(stream, context.Cancellation);
        json.Root(() =>
        {
            if (metadata.Weighting is { } weighting)
            {
                json.Text(Weighting, weighting.Name);
                if (weighting.FeatureWeight is { } weights) json.Numbers(FeatureWeight, weights);
            }

            if (metadata.Transposed) json.Flag(Transposed, true);
            if (metadata.Unlabelled) json.Flag(Unlabelled, true);
            if (metadata.Vocabulary is { } words) json.Texts(Vocabulary, words);
            if (metadata.DocumentName is { } names) json.Texts(DocumentName, names);
            if (metadata.KnownCluster is { } known) json.Integers(KnownCluster, known);
            if (metadata.KnownClusterName is { } clusters) json.Texts(KnownClusterName, clusters);
            DocumentVariableParts.Write(json, metadata.Variables);
            TextRecipeParts.Write(json, metadata.TextRecipe);
        });
    }

    private static DfmMetadata Read(JsonNodeReader root, string path, ReadContext context)
    {
        // JSON has no infinities, but an unsmoothed IDF is infinite for a word in no document.
        double[]? weights = root.Optional(FeatureWeight)?.Numbers(any: true);
        var words = root.Optional(Vocabulary)?.Texts();
        var names = root.Optional(DocumentName)?.Texts();
        int[]? known = root.Optional(KnownCluster)?.Array(null, node => (int)node.Integer(int.MinValue, int.MaxValue));
        if (known is not null && known.Any(cluster => cluster < 0)) throw FileError.InvalidMetadata(path, "a known cluster is negative");
        string? name = root.Optional(Weighting)?.Text();
        return new DfmMetadata
        {
            Weighting = name is null ? null : DfmWeighting.Weighted(name, weights),
            Vocabulary = words is null ? null : Checked(words, path, context),
            DocumentName = names is null ? null : NameList.Compact([.. names], NameList.DocumentPrefix, context),
            KnownCluster = known,
            KnownClusterName = root.Optional(KnownClusterName)?.Texts(),
            Transposed = root.Optional(Transposed)?.Flag() == true,
            Variables = DocumentVariableParts.Read(root, null),
            TextRecipe = TextRecipeParts.Read(root),
            Unlabelled = root.Optional(Unlabelled)?.Flag() == true,
        };
    }

    private static IReadOnlyList<string> Checked(string[] words, string path, ReadContext context)
    {
        var list = new NameList();
        foreach (string word in words)
        {
            context.CheckPeriodically(list.Count);
            list.AddWord(word, new Place(path, 1));
        }

        return list.Words(context);
    }
}
