using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>JSON objects, written as <c>{"name": ..., "label": ..., "counts": {word: count, ...}}</c>, one per line or in an array.</summary>
/// <param name="isArray">Whether an array is written. A reader recognises both.</param>
internal sealed class JsonLinesFormat(bool isArray) : DfmFileFormat
{
    public override Dfm Read(ReadContext context, string path) => new JsonLinesReader(context, path).Read();

    public override void Write(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        MetadataFile.Write(
            new DfmMetadata
            {
                Weighting = context.Weighting,

                // The reader numbers words in order of first appearance.
                Vocabulary = context.HasWordsInOrder() ? null : dfm.Vocabulary,
                KnownClusterName = context.KnownClusterName,
            },
            path,
            context);
        if (dfm.DocumentCount == 0) throw FileError.NotRepresentable(path, isArray ? "JSON" : "JSON Lines", "there are no documents", "choose another format");
        using var stream = TextOutput.OpenUtf8(context.Files, path, context.Options.Encoding);
        using var json = new JsonObjectWriter(stream);
        if (isArray) stream.WriteByte((byte)'[');
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            if (isArray && i > 0) stream.WriteByte((byte)',');
            json.Line(() => WriteDocument(i));
        }

        if (isArray) stream.Write("]\n"u8);

        void WriteDocument(int document)
        {
            json.Text("name", dfm.DocumentName[document]);
            if (dfm.KnownCluster is { } known) json.Integer("label", known[document]);
            json.Object(dfm.Weighting.IsCount ? JsonLinesReader.Counts : JsonLinesReader.Weights, () => WriteCells(document));
        }

        void WriteCells(int document)
        {
            var columns = dfm.Matrix.RowColumns(document);
            var values = dfm.Matrix.RowValues(document);
            for (int p = 0; p < columns.Length; p++)
            {
                context.CheckPeriodically(p);
                if (values[p] != 0) json.Number(dfm.Vocabulary[columns[p]], values[p]);
            }
        }
    }
}
