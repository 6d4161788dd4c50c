using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>CSV with one row per document: its name, its true cluster if known, and one count or weight per feature.</summary>
internal sealed class WideCsvFormat : DfmFileFormat
{
    /// <summary>The number of columns up to which a file may be long.</summary>
    private const int WidestLong = 16;

    public override Dfm Read(ReadContext context, string path)
    {
        var metadata = MetadataFile.Read(context, path);
        var weighting = DfmMetadata.ResolveWeighting(context.Options, metadata, DfmWeighting.Count);
        using var rows = new CsvRows(context, path);
        if (!rows.Next()) throw FileError.Empty(path);
        if (IsLong(rows, context, metadata)) return LongCsvFormat.Read(context, path, metadata, rows);
        var layout = Layout.Of(rows, context, path, metadata);
        var cells = new Triplets();
        var names = layout.Document < 0 ? null : new List<string>();
        var labels = new LabelReader();
        var reader = CellReader.OfCsv(weighting.IsCount, context.Options);
        var variables = Array.ConvertAll(layout.Variables, column => (Column: column, Values: new DocumentVariableBuilder(rows[column])));
        bool[] isFeature = [.. Enumerable.Range(0, layout.Width).Select(f => f != layout.Document && f != layout.Known && f != layout.KnownName && f != layout.RowName && !layout.IsVariable(f))];
        int documents = 0;
        for (bool more = !context.Options.HasHeader || rows.Next(); more; more = rows.Next(), documents++)
        {
            rows.Expect(layout.Width);
            var at = rows.At;
            for (int f = 0, column = 0; f < layout.Width; f++)
            {
                context.CheckPeriodically(f);
                if (isFeature[f])
                {
                    int digit = rows.Digit(f);
                    cells.Add(documents, column++, digit >= 0 ? digit : reader.Read(rows.Text(f), at, f == 0 ? layout.FirstHint : layout.Hint));
                }
                else if (f == layout.Document) names!.Add(context.Options.EscapeFormula ? FormulaEscape.Unescape(rows[f]) : rows[f]);
                else if (f == layout.Known) labels.Add(rows[f], at, layout.KnownName < 0 ? null : rows[layout.KnownName]);
            }

            foreach (var (column, values) in variables) values.TryAdd(rows[column]);
        }

        var documentNames = metadata?.DocumentName
            ?? (names is null ? new NumberedNames(NameList.DocumentPrefix, documents) : NameList.Compact(names, NameList.DocumentPrefix, context));
        if (documentNames.Count != documents)
            throw FileError.SidecarMismatch(DfmPaths.Metadata(path), $"it has {Counted.Of(documentNames.Count, "document name")} for {Counted.Of(documents, "document")}");
        return DfmMetadata.Assemble(context, path, weighting, cells, layout.Words, documentNames, metadata, labels, [.. variables.Select(variable => variable.Values.Build())]);
    }

    public override void Write(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        bool header = context.Options.HasHeader;
        if (!header && (dfm.DocumentCount == 0 || dfm.FeatureCount == 0))
            throw FileError.NotRepresentable(path, "Wide CSV without a header", "there are no cells", "export it with a header");
        // The words are also written if the names of the columns could be those of a long file.
        bool looksLong = CsvColumns.FeatureOfLong([CsvColumns.Document, .. dfm.Vocabulary.Take(WidestLong)], new DfmReadOptions()) >= 0;
        MetadataFile.Write(
            new DfmMetadata
            {
                Weighting = context.Weighting,
                Vocabulary = header && !looksLong ? null : dfm.Vocabulary,
                DocumentName = header ? null : dfm.DocumentName,
                KnownCluster = header ? null : context.KnownCluster,
                KnownClusterName = context.KnownClusterName,
            },
            path,
            context);

        // Without known clusters, an empty column is written if the first word would otherwise be read as the column's name.
        bool hasKnown = dfm.KnownCluster is not null || (dfm.FeatureCount > 0 && dfm.Vocabulary[0] == CsvColumns.KnownCluster);
        bool hasName = hasKnown && dfm.FeatureCount > 0 && dfm.Vocabulary[0] == CsvColumns.KnownClusterName;
        using var output = new CsvOutput(context.Files, path, context.Options);
        if (header)
        {
            output.Word(CsvColumns.Document);
            if (hasKnown) output.Word(CsvColumns.KnownCluster);
            if (hasName) output.Word(CsvColumns.KnownClusterName);
            foreach (string word in dfm.Vocabulary)
            {
                context.Cancellation.Check();
                output.Word(word);
            }

            output.EndRow();
        }

        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            if (header)
            {
                output.Word(dfm.DocumentName[i]);
                if (dfm.KnownCluster is { } known) output.Number(known[i]);
                else if (hasKnown) output.Empty();
                if (hasName) output.Empty();
            }

            WriteRow(context, i, output);
            output.EndRow();
        }
    }

    // A file with the columns of a long file is one if a feature isn't a number, as it would have to be in a wide file. If all
    // are numbers, the file is read as wide, by its extension.
    private static bool IsLong(CsvRows rows, ReadContext context, DfmMetadata? metadata)
    {
        if (context.Options.Format is not null || !context.Options.HasHeader || metadata?.Vocabulary is not null || rows.Count > WidestLong) return false;
        int feature = CsvColumns.FeatureOfLong(rows.Fields(), context.Options);
        if (feature < 0) return false;
        var reader = CellReader.OfCsv(areCounts: false, context.Options);
        int read = 0;
        while (rows.Ahead() is { } fields)
        {
            context.CheckPeriodically(read++);
            if (feature < fields.Length && !reader.IsNumber(fields[feature])) return true;
        }

        if (read > 0) context.Warn("The file has one column for documents, features and counts each, but all features are numbers; it was read with one document per row. If it has one row per document and feature, give -Format LongCsv.");
        return false;
    }

    private static void WriteRow(WriteContext context, int document, CsvOutput output)
    {
        var dfm = context.Dfm;
        var columns = dfm.Matrix.RowColumns(document);
        var values = dfm.Matrix.RowValues(document);
        for (int j = 0, p = 0; j < dfm.FeatureCount; j++)
        {
            context.CheckPeriodically(j);
            output.Number(p < columns.Length && columns[p] == j ? values[p++] : 0);
        }
    }

    /// <summary>The columns of a file and the words of its features.</summary>
    private sealed record Layout(int Width, int Document, int Known, int KnownName, int RowName, int[] Variables, IReadOnlyList<string> Words, string Hint, string FirstHint)
    {
        public bool IsVariable(int column) => Variables.Length > 0 && Array.IndexOf(Variables, column) >= 0;

        public static Layout Of(CsvRows rows, ReadContext context, string path, DfmMetadata? metadata)
        {
            var options = context.Options;
            if (!options.HasHeader)
            {
                var words = metadata?.Vocabulary ?? new NumberedNames(NameList.FeaturePrefix, rows.Count);
                string cure = rows.Count == 1 && rows.DelimiterHint() is { Length: > 0 } other ? other : "every column of a wide file without a header must be a feature";
                return new Layout(words.Count, -1, -1, -1, -1, [], words, "; " + cure, "; " + cure);
            }

            var header = new string[rows.Count];
            for (int f = 0; f < header.Length; f++)
            {
                context.CheckPeriodically(f);
                header[f] = rows[f];
            }

            var (document, known, name, rowName) = CsvColumns.FindWide(header, options, path);
            int[] variables = CsvColumns.FindVariables(header, options, path);
            var list = new NameList();
            for (int f = 0; f < header.Length; f++)
            {
                context.CheckPeriodically(f);
                if (f != document && f != known && f != name && f != rowName && Array.IndexOf(variables, f) < 0) list.AddWord(options.EscapeFormula ? FormulaEscape.Unescape(header[f]) : header[f], rows.At);
            }

            if (CsvColumns.Doubtful(header, options) is { } doubtful)
                context.Warn($"The column '{doubtful}' of '{path}' was read as a feature. If it contains the names of the documents, give -DocumentColumn {doubtful}.");
            bool looksLong = header.Length <= 4 && header.Contains(CsvColumns.Feature, StringComparer.OrdinalIgnoreCase);
            string hint = header.Length == 1 && rows.DelimiterHint() is { Length: > 0 } delimiter ? "; " + delimiter
                : looksLong ? "; if the file has one document and feature per row, give -Format LongCsv" : string.Empty;
            string first = hint.Length == 0 && document < 0 ? "; if the column contains the document names, give its name with -DocumentColumn" : hint;
            return new Layout(header.Length, document, known, name, rowName, variables, list.Words(context), hint, first);
        }
    }
}
