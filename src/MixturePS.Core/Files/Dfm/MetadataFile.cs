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
    private const string VariableColumns = "variableColumns";
    private const string Name = "name";
    private const string Type = "type";
    private const string Levels = "levels";

    /// <summary>Reads the sidecar file of a matrix; null if there is none.</summary>
    /// <exception cref="MixtureException">InvalidMetadata.</exception>
    public static DfmMetadata? Read(ReadContext context, string matrix)
    {
        string path = DfmPaths.Metadata(matrix);
        if (SpecialFiles.IsSpecial(matrix) || !context.Store.Exists(path)) return null;
        using var input = TextInput.OpenUtf8(context, path);
        return Parse(input.ReadToEnd(), path, context, what => FileError.InvalidMetadata(path, what));
    }

    /// <summary>Reads the metadata that a file contains.</summary>
    /// <param name="text">The metadata.</param>
    /// <param name="path">The file.</param>
    /// <param name="context">The import.</param>
    /// <exception cref="MixtureException">MalformedFile.</exception>
    public static DfmMetadata Parse(string text, string path, ReadContext context) =>
        Parse(text, path, context, what => FileError.Malformed(new(path, 0, Place.Row), $"its metadata of the key {ColumnTable.MetadataKey} is invalid: {what}"));

    /// <summary>The metadata as text, for a file that contains it.</summary>
    public static string Text(DfmMetadata metadata, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        Write(metadata, stream, cancellation);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
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
        Write(metadata, stream, context.Cancellation);
    }

    private static void Write(DfmMetadata metadata, Stream stream, CancellationToken cancellation)
    {
        using var json = new JsonObjectWriter(stream, cancellation);
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
            if (metadata.VariableColumns.Count > 0) json.Objects(VariableColumns, metadata.VariableColumns, variable => Write(json, variable));
            TextRecipeParts.Write(json, metadata.TextRecipe);
        });
    }

    private static void Write(JsonObjectWriter json, VariableColumn variable)
    {
        json.Text(Name, variable.Name);
        json.Text(Type, variable.Type.ToString());
        if (variable.Levels is { } levels) json.Texts(Levels, levels);
    }

    private static DfmMetadata Parse(string text, string path, ReadContext context, Func<string, MixtureException> fault)
    {
        var source = new JsonSource(what => fault($"it is not JSON as written by Export-Dfm ({what})"), null, context.Cancellation);
        return JsonText.ReadLong(Encoding.UTF8.GetBytes(text), source, root => Read(root, path, context, fault));
    }

    private static DfmMetadata Read(JsonNodeReader root, string path, ReadContext context, Func<string, MixtureException> fault)
    {
        // JSON has no infinities, but an unsmoothed IDF is infinite for a word in no document.
        double[]? weights = root.Optional(FeatureWeight)?.Numbers(any: true);
        var words = root.Optional(Vocabulary)?.Texts();
        var names = root.Optional(DocumentName)?.Texts();
        int[]? known = root.Optional(KnownCluster)?.Array(null, node => (int)node.Integer(int.MinValue, int.MaxValue));
        if (known is not null && known.Any(cluster => cluster < 0)) throw fault("a known cluster is negative");
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
            VariableColumns = root.Optional(VariableColumns)?.Array(null, Variable) ?? [],
            TextRecipe = TextRecipeParts.Read(root),
            Unlabelled = root.Optional(Unlabelled)?.Flag() == true,
        };
    }

    private static VariableColumn Variable(JsonNodeReader node)
    {
        var type = node[Type].Choice<DocumentVariableType>();
        return new VariableColumn(node[Name].Text(), type, type == DocumentVariableType.Factor ? node[Levels].Texts() : null);
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
