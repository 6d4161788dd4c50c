using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The format of SVMlight and LIBSVM: one line per document, <c>label feature:value feature:value ... # comment</c>. Features
/// are numbered from one, or from zero if any has the number zero, as scikit-learn reads them. Words and document names are
/// in sidecar files, one per line.
/// </summary>
internal sealed class SvmLightFormat : DfmFileFormat
{
    private const int LineLength = 1 << 28;
    private const string Query = "qid";

    private static readonly NamePaths Names = new([".features.txt", ".vocab.txt", ".vocab"], [".documents.txt"]);

    public override Dfm Read(ReadContext context, string path)
    {
        var metadata = MetadataFile.Read(context, path);
        var weighting = DfmMetadata.ResolveWeighting(context.Options, metadata, DfmWeighting.Count);
        var names = MatrixNames.Read(context, path, Names);
        using var lines = new LineReader(TextInput.Open(context, path), LineLength, "the file may not be SVMlight");
        var rows = new List<(int Feature, double Value)[]>();
        var row = new List<(int Feature, double Value)>();
        var labels = new List<string>();
        var reader = new CellReader(weighting.IsCount);
        bool fromZero = false;
        long greatest = 0, entries = 0;
        Place greatestAt = default;
        while (lines.Next(out var line))
        {
            int comment = line.IndexOf('#');
            if (comment >= 0) line = line[..comment];
            if (line.IsWhiteSpace()) continue;
            var at = lines.At;
            labels.Add(Label(LineReader.NextWord(ref line), at));
            row.Clear();
            for (var pair = LineReader.NextWord(ref line); !pair.IsEmpty; pair = LineReader.NextWord(ref line))
            {
                context.CheckPeriodically(row.Count);
                int colon = pair.IndexOf(':');
                if (colon > 0 && pair[..colon].SequenceEqual(Query)) continue;
                if (colon < 0 || !NumberText.TryWhole(pair[..colon], out long feature))
                    throw FileError.Malformed(at, $"'{pair[..Math.Min(pair.Length, 40)]}' does not have the form feature:value");
                if (feature >= int.MaxValue) throw FileError.ImplausibleSize(at, "features", feature);
                if (feature > greatest) (greatest, greatestAt) = (feature, at);
                fromZero |= feature == 0;
                row.Add(((int)feature, reader.Read(pair[(colon + 1)..], at)));
            }

            entries += row.Count;
            rows.Add([.. row]);
        }

        if (rows.Count == 0) throw FileError.Empty(path);
        int first = fromZero ? 0 : 1;
        long features = entries == 0 ? 0 : greatest - first + 1;
        if (features - entries > MatrixNames.MostEmptyFeatures && names.Words is null) throw FileError.ImplausibleSize(greatestAt, "features", features);
        if (names.Words is { } words && features > words.Count) throw FileError.OutOfRange(greatestAt, "feature", greatest, first, words.Count - 1 + first);
        names.Check(rows.Count, names.Words?.Count ?? (int)features);
        var cells = new Triplets();
        for (int i = 0; i < rows.Count; i++)
        {
            context.CheckPeriodically(i);
            foreach (var (feature, value) in rows[i]) cells.Add(i, feature - first, value);
            rows[i] = [];
        }

        return DfmMetadata.Assemble(
            context,
            path,
            weighting,
            cells,
            names.Words ?? new NumberedNames(NameList.FeaturePrefix, (int)features),
            names.Documents ?? new NumberedNames(NameList.DocumentPrefix, rows.Count),
            metadata?.Unlabelled == true ? metadata : WithClusters(metadata ?? new DfmMetadata(), labels));
    }

    public override void Write(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        if (dfm.DocumentCount == 0) throw FileError.NotRepresentable(path, "SVMlight", "there are no documents", "choose another format");
        MetadataFile.Write(
            new DfmMetadata { Weighting = context.Weighting, KnownClusterName = context.KnownClusterName, Unlabelled = dfm.KnownCluster is null }, path, context);
        MatrixNames.Write(context, path, Names);
        using var writer = TextOutput.Open(context.Files, path, context.Options.Encoding);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            var columns = dfm.Matrix.RowColumns(i);
            var values = dfm.Matrix.RowValues(i);
            writer.Write((dfm.KnownCluster?[i] ?? 0).ToString(CultureInfo.InvariantCulture));
            for (int p = 0; p < columns.Length; p++)
            {
                context.CheckPeriodically(p);
                if (values[p] != 0) writer.Write(string.Create(CultureInfo.InvariantCulture, $" {columns[p] + 1}:{TextOutput.Number(values[p])}"));
            }

            writer.Write(TextOutput.NewLine);
        }
    }

    // Labels of zero or more are the numbers of the clusters; others, such as -1 and 1, are their names.
    private static DfmMetadata WithClusters(DfmMetadata metadata, List<string> labels)
    {
        int[] numbers = [.. labels.Select(label => int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (!numbers.Contains(-1)) return metadata with { KnownCluster = numbers };
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!codes.TryGetValue(labels[i], out numbers[i])) codes.Add(labels[i], numbers[i] = codes.Count);
        }

        return metadata with { KnownCluster = numbers, KnownClusterName = codes.Keys.ToList().AsReadOnly() };
    }

    // The label in its shortest form: +1 and 1.0 are 1.
    private static string Label(ReadOnlySpan<char> text, Place at)
    {
        if (text.Contains(','))
            throw FileError.Unsupported(at, $"the document has several labels ('{text}'), but only one is supported; keep one label per line");
        if (!NumberText.TryRead(text, NumberText.Point, out double label) || !double.IsFinite(label))
            throw FileError.InvalidNumber(at, text.ToString(), "; a line starts with the label of the document");
        return TextOutput.Number(label + 0.0);
    }
}
