using System.Text.Encodings.Web;
using System.Text.Json;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Writes one JSON object per line: <c>{"name": ..., "label": ..., "counts": {word: count, ...}}</c>.</summary>
internal static class JsonLines
{
    public const string Counts = "counts";
    public const string Weights = "weights";

    /// <summary>Writes a file. The vocabulary is saved in a sidecar file if the documents don't contain all words in order.</summary>
    public static void Write(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        MetadataFile.Write(
            new DfmMetadata
            {
                Weighting = context.Weighting,
                Vocabulary = context.HasWordsInOrder() ? null : dfm.Vocabulary,
                KnownClusterName = context.KnownClusterName,
            },
            path,
            context);
        if (dfm.DocumentCount == 0) throw FileError.NotRepresentable(path, "JSON Lines", "there are no documents", "choose another format");
        using var writer = TextOutput.Open(context.Files, path);
        writer.Flush();
        using var json = new Utf8JsonWriter(writer.BaseStream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            json.WriteStartObject();
            json.WriteString("name", dfm.DocumentName[i]);
            if (dfm.KnownCluster is { } known) json.WriteNumber("label", known[i]);
            json.WriteStartObject(dfm.Weighting.IsCount ? Counts : Weights);
            var columns = dfm.Matrix.RowColumns(i);
            var values = dfm.Matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++)
            {
                context.CheckPeriodically(p);
                if (values[p] != 0) json.WriteNumber(dfm.Vocabulary[columns[p]], values[p]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            writer.BaseStream.WriteByte((byte)TextOutput.NewLine);
        }
    }
}
