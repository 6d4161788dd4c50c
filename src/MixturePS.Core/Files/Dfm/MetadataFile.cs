using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
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

    /// <summary>Reads the sidecar file of a matrix; null if there is none.</summary>
    /// <exception cref="MixtureException">InvalidMetadata.</exception>
    public static DfmMetadata? Read(ReadContext context, string matrix)
    {
        string path = DfmPaths.Metadata(matrix);
        if (!context.Store.Exists(path)) return null;
        using var input = TextInput.Open(context, path);
        string text = input.ReadToEnd();
        try
        {
            using var document = UncancellableWork.Run(() => JsonDocument.Parse(text), context.Cancellation);
            return Read(document.RootElement, path, context);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // GetString throws InvalidOperationException for an unpaired surrogate.
            throw FileError.InvalidMetadata(path, "it is not JSON as written by Export-Dfm");
        }
    }

    /// <summary>Writes the sidecar file, or removes an old one if it isn't needed.</summary>
    public static void Write(DfmMetadata metadata, string matrix, WriteContext context)
    {
        string path = DfmPaths.Metadata(matrix);
        if (metadata.IsEmpty)
        {
            context.Files.Remove(path);
            return;
        }

        using var stream = context.Files.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false });
        json.WriteStartObject();
        if (metadata.Weighting is { } weighting)
        {
            json.WriteString(Weighting, weighting.Name);
            if (weighting.FeatureWeight is { } weights) WriteArray(json, FeatureWeight, weights, WriteNumber, context.Cancellation);
        }

        if (metadata.Transposed) json.WriteBoolean(Transposed, true);
        if (metadata.Vocabulary is { } words) WriteArray(json, Vocabulary, words, static (writer, word) => writer.WriteStringValue(word), context.Cancellation);
        if (metadata.DocumentName is { } names) WriteArray(json, DocumentName, names, static (writer, name) => writer.WriteStringValue(name), context.Cancellation);
        if (metadata.KnownCluster is { } known) WriteArray(json, KnownCluster, known, static (writer, cluster) => writer.WriteNumberValue(cluster), context.Cancellation);
        if (metadata.KnownClusterName is { } clusters) WriteArray(json, KnownClusterName, clusters, static (writer, name) => writer.WriteStringValue(name), context.Cancellation);
        json.WriteEndObject();
    }

    private static DfmMetadata Read(JsonElement root, string path, ReadContext context)
    {
        double[]? weights = Array(root, FeatureWeight, Number, context);
        var words = Array(root, Vocabulary, Text, context);
        var names = Array(root, DocumentName, Text, context);
        var known = Array(root, KnownCluster, element => element.GetInt32(), context);
        if (known is not null && known.Any(cluster => cluster < 0)) throw FileError.InvalidMetadata(path, "a known cluster is negative");
        string? name = root.TryGetProperty(Weighting, out var value) ? Text(value) : null;
        return new DfmMetadata
        {
            Weighting = name is null ? null : DfmWeighting.Weighted(name, weights?.AsReadOnly()),
            Vocabulary = words is null ? null : Checked(words, path, context),
            DocumentName = names is null ? null : NameList.Compact([.. names], NameList.DocumentPrefix, context),
            KnownCluster = known,
            KnownClusterName = Array(root, KnownClusterName, Text, context)?.AsReadOnly(),
            Transposed = root.TryGetProperty(Transposed, out var transposed) && transposed.GetBoolean(),
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

    private static T[]? Array<T>(JsonElement root, string name, Func<JsonElement, T> read, ReadContext context)
    {
        if (!root.TryGetProperty(name, out var array)) return null;
        var values = new T[array.GetArrayLength()];
        int count = 0;
        foreach (var element in array.EnumerateArray())
        {
            context.CheckPeriodically(count);
            values[count++] = read(element);
        }

        return values;
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException();

    // JSON has no infinities, but an unsmoothed IDF is infinite for a word in no document.
    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(Text(element), NumberStyles.Float, CultureInfo.InvariantCulture)
        : element.GetDouble();

    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(value.ToString("R", CultureInfo.InvariantCulture));
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write, CancellationToken cancellation)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            cancellation.Check();
            write(json, value);
        }

        json.WriteEndArray();
    }
}
