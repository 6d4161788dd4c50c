using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// CSV with one row per non-zero cell: document name, feature, count or weight, and true cluster if known. Whatever rows
/// can't represent is in a sidecar file: documents and features without cells, and their order.
/// </summary>
internal sealed class LongCsvFormat : DfmFileFormat
{
    private static readonly string[] WithoutHeader = [CsvColumns.Document, CsvColumns.Feature, CsvColumns.Count, CsvColumns.KnownCluster];

    public override Dfm Read(ReadContext context, string path)
    {
        var metadata = MetadataFile.Read(context, path);
        using var rows = new CsvRows(context, path);
        return rows.Next() ? Read(context, path, metadata, rows) : throw FileError.Empty(path);
    }

    /// <summary>Reads a file from its first row on.</summary>
    /// <param name="context">The import.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">The content of the sidecar file, or null.</param>
    /// <param name="rows">The rows, at the first one.</param>
    public static Dfm Read(ReadContext context, string path, DfmMetadata? metadata, CsvRows rows)
    {
        var options = context.Options;
        int width = rows.Count;
        string[] header = Header(rows);
        if (options.HasHeader && width == 1 && rows.DelimiterHint() is { Length: > 0 } other) throw FileError.MissingColumn(path, "the features", other);
        var columns = CsvColumns.FindLong(header, options, path);
        var weighting = DfmMetadata.ResolveWeighting(options, metadata, columns.HasWeights ? DfmWeighting.Weighted(CsvColumns.Weight) : DfmWeighting.Count);
        var reader = CellReader.OfCsv(weighting.IsCount, options);
        int[] variables = CsvColumns.FindVariables(header, options, path);
        var table = new LongRows(context, path, metadata, variables.Select(column => header[column]));
        for (bool more = !options.HasHeader || rows.Next(); more; more = rows.Next())
        {
            rows.Expect(width);
            var at = rows.At;
            string name = rows[columns.Document], word = rows[columns.Feature];
            if (options.EscapeFormula) (name, word) = (FormulaEscape.Unescape(name), FormulaEscape.Unescape(word));
            int document = table.Add(name, word, reader.Read(rows.Text(columns.Value), at), at);
            for (int v = 0; v < variables.Length; v++) table.SetVariable(document, v, rows[variables[v]]);
            if (columns.Known >= 0) table.SetLabel(document, rows[columns.Known], columns.KnownName < 0 ? null : rows[columns.KnownName], at);
        }

        return table.Build(weighting, rows.At);

        string[] Header(CsvRows first)
        {
            if (options.HasHeader) return first.Fields();
            if (width is 3 or 4) return WithoutHeader[..width];
            throw FileError.RaggedRow(first.At, width, 3, first.DelimiterHint() is { Length: > 0 } cure ? "Give one document, feature and count per row; " + cure : "Give one document, feature and count per row");
        }
    }

    public override void Write(WriteContext context, string path)
    {
        var (dfm, options) = (context.Dfm, context.Options);
        var metadata = Metadata(context, path);
        MetadataFile.Write(metadata, path, context);
        if (!options.HasHeader && dfm.Matrix.Values.Span.IndexOfAnyExcept(0.0) < 0)
            throw FileError.NotRepresentable(path, "Long CSV without a header", "there are no cells", "export it with a header");
        using var output = new CsvOutput(context.Files, path, options);
        if (options.HasHeader)
        {
            output.Word(CsvColumns.Document);
            output.Word(CsvColumns.Feature);
            output.Word(dfm.Weighting.IsCount ? CsvColumns.Count : CsvColumns.Weight);
            if (dfm.KnownCluster is not null) output.Word(CsvColumns.KnownCluster);
            output.EndRow();
        }

        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            var columns = dfm.Matrix.RowColumns(i);
            var values = dfm.Matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++)
            {
                context.CheckPeriodically(p);
                if (values[p] == 0) continue;
                output.Word(dfm.DocumentName[i]);
                output.Word(dfm.Vocabulary[columns[p]]);
                output.Number(values[p]);
                if (dfm.KnownCluster is { } known) output.Number(known[i]);
                output.EndRow();
            }
        }
    }

    // The reader numbers documents and words in order of first appearance.
    private static DfmMetadata Metadata(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.CheckPeriodically(i);
            string name = dfm.DocumentName[i];
            if (!seen.Add(name)) throw FileError.NotRepresentable(path, "Long CSV", $"two documents are named '{name}'", "give each document its own name, or choose another format");
        }

        bool allDocuments = true;
        for (int i = 0; i < dfm.DocumentCount && allDocuments; i++)
        {
            context.CheckPeriodically(i);
            allDocuments = dfm.Matrix.RowValues(i).IndexOfAnyExcept(0.0) >= 0;
        }

        return new DfmMetadata
        {
            Weighting = context.Weighting,
            Vocabulary = context.HasWordsInOrder() ? null : dfm.Vocabulary,
            DocumentName = allDocuments ? null : dfm.DocumentName,
            KnownCluster = allDocuments ? null : context.KnownCluster,
            KnownClusterName = context.KnownClusterName,
        };
    }
}
