using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Reads a DFM from a columnar table of one of three layouts: a row per document with the lists of its features and their
/// counts, as this module writes it; a row per document and feature (long); or a column per feature (wide).
/// </summary>
/// <param name="context">The import.</param>
/// <param name="path">The file.</param>
/// <param name="table">The table.</param>
internal sealed class ColumnarReader(ReadContext context, string path, ColumnTable table)
{
    // The name that pandas gives to an index without a name.
    private const string PandasIndex = "__index_level_0__";

    private readonly string[] _header = [.. table.Columns.Select(column => column.Name == PandasIndex ? string.Empty : column.Name)];
    private readonly DfmReadOptions _options = context.Options;

    /// <summary>Reads the DFM.</summary>
    /// <exception cref="MixtureException">The errors of <see cref="DfmFile.Read(string, DfmReadOptions?, IProgress{ProgressReport}?, CancellationToken)"/>.</exception>
    public Dfm Read()
    {
        var metadata = table.Metadata is { } text ? MetadataFile.Parse(text, path, context) : null;
        if (Array.FindIndex(_header, name => name == CsvColumns.Feature) is var feature and >= 0 && table.Columns[feature].Kind == ColumnKind.Texts) return ReadLists(feature, metadata);
        int word = CsvColumns.FeatureOfLong(_header, _options);
        return word >= 0 && table.Columns[word].Kind == ColumnKind.Text ? ReadLong(metadata) : ReadWide(metadata);
    }

    private Dfm ReadLists(int feature, DfmMetadata? metadata)
    {
        int count = Index(CsvColumns.Count), weight = Index(CsvColumns.Weight), cells = count >= 0 ? count : weight;
        if (cells < 0 || table.Columns[cells].Kind != ColumnKind.Numbers) throw FileError.MissingColumn(path, "the counts of the features", $"each row needs a list of numbers named {CsvColumns.Count}, or {CsvColumns.Weight} for weights");
        var weighting = DfmMetadata.ResolveWeighting(_options, metadata, count >= 0 ? DfmWeighting.Count : DfmWeighting.Weighted(CsvColumns.Weight));
        var variables = new ColumnarVariables(_header, metadata, CsvColumns.FindVariables(_header, _options, path), path);
        var (documents, labels, words, triplets) = (new List<string>(), new LabelReader(), new NameIndex(metadata?.Vocabulary, word => FileError.Malformed(At(0), $"the feature '{word}' is not in the vocabulary of the file's metadata"), word => FileError.DuplicateWord(At(0), word), context), new Triplets());
        int document = Index(CsvColumns.Document, _options.DocumentColumn), known = Index(CsvColumns.KnownCluster, _options.KnownClusterColumn);
        int name = metadata is null ? Index(CsvColumns.KnownClusterName) : -1, total = 0;
        var reader = new CellReader(weighting.IsCount);
        foreach (var rows in Pieces([feature, cells, document, known, name, .. variables.Columns]))
        {
            if (rows[0] is not ListValues features || rows[1] is not ListValues values) throw FileError.Malformed(At(total), "the features and counts are not lists");
            int[] index = Indices(words, (TextValues)features.Items);
            for (int i = 0; i < features.Count; i++, total++)
            {
                var at = At(total + 1);
                int length = features.To[i] - features.From[i];
                if (values.To[i] - values.From[i] != length) throw FileError.Malformed(at, $"it has {Counted.Of(length, "feature")} and {Counted.Of(values.To[i] - values.From[i], "count")}");
                for (int p = 0; p < length; p++)
                {
                    context.CheckPeriodically(p);
                    int w = index[features.From[i] + p];
                    if (w < 0) throw FileError.EmptyWord(at);
                    triplets.Add(total, w, Cell((NumberValues)values.Items, values.From[i] + p, reader, at));
                }

                if (document >= 0) documents.Add(rows[2].Text(i) ?? string.Empty);
                if (known >= 0) labels.Add(rows[3].Text(i), at, name >= 0 ? rows[4].Text(i) : null);
                variables.Add(rows.AsSpan(5), i);
            }
        }

        return DfmMetadata.Assemble(context, path, weighting, triplets, words.Names(NameList.FeaturePrefix), Names(document, documents, total), metadata, labels, variables.Build(total));
    }

    private Dfm ReadLong(DfmMetadata? metadata)
    {
        var columns = CsvColumns.FindLong(_header, _options, path);
        if (table.Columns[columns.Value].Kind != ColumnKind.Number) throw FileError.MissingColumn(path, "the counts", $"'{_header[columns.Value]}' has no numbers");
        var weighting = DfmMetadata.ResolveWeighting(_options, metadata, columns.HasWeights ? DfmWeighting.Weighted(CsvColumns.Weight) : DfmWeighting.Count);
        int[] variables = CsvColumns.FindVariables(_header, _options, path);
        var rowsOfCells = new LongRows(context, path, metadata, variables.Select(column => _header[column]));
        var reader = new CellReader(weighting.IsCount);
        int total = 0;
        foreach (var rows in Pieces([columns.Document, columns.Feature, columns.Value, columns.Known, columns.KnownName, .. variables]))
        {
            if (rows[2] is not NumberValues values) throw FileError.Malformed(At(total), "the counts are not numbers");
            for (int i = 0; i < values.Count; i++)
            {
                context.CheckPeriodically(i);
                var at = At(++total);
                int document = rowsOfCells.Add(rows[0].Text(i) ?? string.Empty, rows[1].Text(i) ?? string.Empty, Cell(values, i, reader, at), at);
                for (int v = 0; v < variables.Length; v++) rowsOfCells.SetVariable(document, v, rows[5 + v].Value(i));
                if (columns.Known >= 0) rowsOfCells.SetLabel(document, rows[3].Text(i), columns.KnownName >= 0 ? rows[4].Text(i) : null, at);
            }
        }

        return rowsOfCells.Build(weighting, At(total));
    }

    private Dfm ReadWide(DfmMetadata? metadata)
    {
        var weighting = DfmMetadata.ResolveWeighting(_options, metadata, DfmWeighting.Count);
        var (document, known, name, rowName) = CsvColumns.FindWide(_header, _options, path);
        var variables = new ColumnarVariables(_header, metadata, CsvColumns.FindVariables(_header, _options, path), path);
        var words = new NameList();
        var features = new List<int>();
        for (int f = 0; f < _header.Length; f++)
        {
            context.CheckPeriodically(f);
            if (f == document || f == known || f == name || f == rowName || variables.Columns.Contains(f)) continue;
            if (table.Columns[f].Kind is not (ColumnKind.Number or ColumnKind.Truth))
                throw FileError.MissingColumn(path, $"'{_header[f]}' with numbers", "in a file without lists of features, or columns for documents, features and counts, every other column is a feature; name the columns that aren't with -DocumentColumn, -KnownClusterColumn or -VariableColumn");
            words.AddWord(_header[f], At(0));
            features.Add(f);
        }

        var (names, labels, cells) = (new List<string>(), new LabelReader(), new Triplets());
        var reader = new CellReader(weighting.IsCount);
        int total = 0;
        foreach (var rows in Pieces([document, known, name, .. variables.Columns, .. features]))
        {
            int count = rows.Max(column => column.Count), first = 3 + variables.Columns.Count;
            for (int i = 0; i < count; i++, total++)
            {
                var at = At(total + 1);
                if (document >= 0) names.Add(rows[0].Text(i) ?? string.Empty);
                if (known >= 0) labels.Add(rows[1].Text(i), at, name >= 0 ? rows[2].Text(i) : null);
                variables.Add(rows.AsSpan(3, variables.Columns.Count), i);
                for (int j = 0; j < features.Count; j++)
                {
                    context.CheckPeriodically(j);
                    cells.Add(total, j, rows[first + j] is NumberValues values ? Cell(values, i, reader, at) : rows[first + j].Value(i) is true ? 1 : 0);
                }
            }
        }

        return DfmMetadata.Assemble(context, path, weighting, cells, words.Words(context), Names(document, names, total), metadata, labels, variables.Build(total));
    }

    // The pieces of some columns; a column that isn't there has no values.
    private IEnumerable<ColumnValues[]> Pieces(int[] columns)
    {
        int[] there = [.. columns.Where(column => column >= 0)];
        foreach (var piece in table.Pieces(there))
        {
            int next = 0;
            yield return Array.ConvertAll(columns, column => column >= 0 ? piece[next++] : new OtherValues(0));
        }
    }

    private static double Cell(NumberValues values, int row, CellReader reader, Place at)
    {
        if (values.Inexact?.TryGetValue(row, out string? digits) == true) return reader.Read(digits, at);
        double value = values.Numbers[row];
        if (values.Missing?[row] == true) throw FileError.InvalidNumber(at, string.Empty);
        return double.IsFinite(value) ? reader.Check(value, at) : throw FileError.NonFinite(at, TextOutput.Number(value));
    }

    // The column that the user names, or else the one with the usual name; -1 if there is none.
    private int Index(string name, string? given = null) => given is null ? Array.IndexOf(_header, name) : CsvColumns.Named(_header, given, path);

    private IReadOnlyList<string> Names(int column, List<string> names, int documents) =>
        column < 0 ? new NumberedNames(NameList.DocumentPrefix, documents) : NameList.Compact(names, NameList.DocumentPrefix, context);

    private Place At(int row) => new(path, row, Place.Row);

    // The index of each value's word; -1 for an empty or missing word.
    private static int[] Indices(NameIndex words, TextValues texts)
    {
        if (texts.Codes is not { } codes) return [.. texts.Texts.Select(IndexOf)];
        var known = new int?[texts.Texts.Count];
        return Array.ConvertAll(codes, code => code < 0 ? -1 : known[code] ??= IndexOf(texts.Texts[code]));

        int IndexOf(string? word) => string.IsNullOrWhiteSpace(word) ? -1 : words.IndexOf(word);
    }
}
