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
        var documents = new NameIndex(metadata?.DocumentName, path, context);
        var words = new NameIndex(metadata?.Vocabulary, path, context);
        var labels = new List<(string Text, Place At, string? Name)?>();
        var variables = Array.ConvertAll(CsvColumns.FindVariables(header, options, path), column => (Column: column, Values: new List<string?>()));
        var cells = new Triplets();
        for (bool more = !options.HasHeader || rows.Next(); more; more = rows.Next())
        {
            rows.Expect(width);
            var at = rows.At;
            string name = rows[columns.Document], word = rows[columns.Feature];
            if (options.EscapeFormula) (name, word) = (FormulaEscape.Unescape(name), FormulaEscape.Unescape(word));
            if (string.IsNullOrWhiteSpace(word)) throw FileError.EmptyWord(at);
            int document = documents.IndexOf(name);
            cells.Add(document, words.IndexOf(word), reader.Read(rows.Text(columns.Value), at));
            foreach (var (column, values) in variables)
            {
                // The first row of a document has its values.
                while (values.Count <= document) values.Add(null);
                values[document] ??= rows[column];
            }

            if (columns.Known < 0) continue;
            string label = rows[columns.Known];
            while (labels.Count <= document) labels.Add(null);
            var (before, _, _) = labels[document] ??= (label, at, columns.KnownName < 0 ? null : rows[columns.KnownName]);
            if (before != label) throw FileError.InvalidLabel(at, $"the document's known cluster is '{label}', but was '{before}' in an earlier row");
        }

        var reading = new LabelReader();
        for (int i = 0; i < documents.Count && columns.Known >= 0; i++)
        {
            context.CheckPeriodically(i);
            var (text, at, name) = (i < labels.Count ? labels[i] : null) ?? (string.Empty, rows.At, null);
            reading.Add(text, at, name);
        }

        var names = documents.Names(NameList.DocumentPrefix);
        return DfmMetadata.Assemble(
            context, path, weighting, cells, words.Names(NameList.FeaturePrefix), names, metadata, reading,
            [.. variables.Select(variable => DocumentVariableBuilder.Build(header[variable.Column], variable.Values, names.Count))]);

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

    /// <summary>An index of names in order of first appearance, or as given by the sidecar file.</summary>
    private sealed class NameIndex
    {
        private readonly Dictionary<string, int> _indexOf = new(StringComparer.Ordinal);
        private readonly List<string> _names = [];
        private readonly IReadOnlyList<string>? _given;
        private readonly string _path;
        private readonly ReadContext _context;

        public NameIndex(IReadOnlyList<string>? given, string path, ReadContext context)
        {
            (_given, _path, _context) = (given, path, context);
            for (int i = 0; i < given?.Count; i++)
            {
                context.CheckPeriodically(i);
                if (!_indexOf.TryAdd(given[i], i)) throw FileError.InvalidMetadata(DfmPaths.Metadata(path), $"it contains the name '{given[i]}' twice");
            }
        }

        public int Count => _given?.Count ?? _names.Count;

        public int IndexOf(string name)
        {
            if (_indexOf.TryGetValue(name, out int index)) return index;
            if (_given is not null) throw FileError.SidecarMismatch(DfmPaths.Metadata(_path), $"the name '{name}' is in the matrix but not in it");
            _indexOf.Add(name, _names.Count);
            _names.Add(name);
            return _names.Count - 1;
        }

        public IReadOnlyList<string> Names(string prefix) => _given ?? NameList.Compact(_names, prefix, _context);
    }
}
