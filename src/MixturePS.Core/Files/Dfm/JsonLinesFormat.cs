using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>One JSON object per line, written as <c>{"name": ..., "label": ..., "counts": {word: count, ...}}</c>.</summary>
internal sealed class JsonLinesFormat : DfmFileFormat
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
        if (dfm.DocumentCount == 0) throw FileError.NotRepresentable(path, "JSON Lines", "there are no documents", "choose another format");
        using var writer = TextOutput.Open(context.Files, path);
        using var json = new JsonObjectWriter(writer.BaseStream);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            json.Line(() => WriteDocument(i));
        }

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
