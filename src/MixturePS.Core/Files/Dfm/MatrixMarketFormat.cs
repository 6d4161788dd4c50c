using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Matrix Market coordinate format (Boisvert, Pozo and Remington 1996, NISTIR 5935), with indices from one. Words and
/// document names are in sidecar files, one per line.
/// </summary>
internal sealed class MatrixMarketFormat : DfmFileFormat
{
    private const int LineLength = 1 << 16;

    // Matrix Market has no convention for names; Cell Ranger and others have theirs.
    private static readonly NamePaths Names = new([".features.txt", ".features.tsv", "features.tsv", "genes.tsv"], [".documents.txt", ".barcodes.tsv", "barcodes.tsv"]);

    public override Dfm Read(ReadContext context, string path)
    {
        var metadata = MetadataFile.Read(context, path);
        bool transposed = context.Options.Transposed || metadata?.Transposed == true;
        var weighting = DfmMetadata.ResolveWeighting(context.Options, metadata, DfmWeighting.Count);
        using var input = TextInput.Open(context, path);
        using var lines = new LineReader(input, LineLength, "the file may not be Matrix Market");
        var header = MatrixMarketHeader.Read(lines, path, input.Capacity);
        var (documentCount, featureCount) = transposed ? (header.Columns, header.Rows) : (header.Rows, header.Columns);
        var names = MatrixNames.Read(context, path, Names);
        var documents = names.Documents ?? new NumberedNames(NameList.DocumentPrefix, documentCount);
        var words = names.Words ?? new NumberedNames(NameList.FeaturePrefix, featureCount);
        string cure = documents.Count == featureCount && words.Count == documentCount ? "; the matrix has one feature per row, so read it with -Transpose" : string.Empty;
        if (documents.Count != documentCount)
            throw FileError.SidecarMismatch(names.DocumentFile!, $"it has {Counted.Of(documents.Count, "name")} for {Counted.Of(documentCount, "document")}{cure}");
        if (words.Count != featureCount)
            throw FileError.SidecarMismatch(names.FeatureFile!, $"it has {Counted.Of(words.Count, "name")} for {Counted.Of(featureCount, "feature")}{cure}");
        var cells = ReadEntries(lines, header, transposed, new CellReader(weighting.IsCount), path);
        return DfmMetadata.Assemble(context, path, weighting, cells, words, documents, metadata);
    }

    public override void Write(WriteContext context, string path)
    {
        var (dfm, transposed) = (context.Dfm, context.Options.Transposed);
        MetadataFile.Write(
            new DfmMetadata
            {
                Weighting = context.Weighting,
                KnownCluster = context.KnownCluster,
                KnownClusterName = context.KnownClusterName,
                Transposed = transposed,
            },
            path,
            context);
        MatrixNames.Write(context, path, Names);
        using var writer = TextOutput.Open(context.Files, path);
        bool integer = true;
        long entries = 0;
        var cells = dfm.Matrix.Values.Span;
        for (int p = 0; p < cells.Length; p++)
        {
            context.CheckPeriodically(p);
            if (cells[p] == 0) continue;
            entries++;
            integer &= cells[p] == Math.Floor(cells[p]) && Math.Abs(cells[p]) < 1L << 53;
        }

        var (rows, columns) = transposed ? (dfm.FeatureCount, dfm.DocumentCount) : (dfm.DocumentCount, dfm.FeatureCount);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"%%MatrixMarket matrix coordinate {(integer ? "integer" : "real")} general\n{rows} {columns} {entries}\n"));
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            var features = dfm.Matrix.RowColumns(i);
            var values = dfm.Matrix.RowValues(i);
            for (int p = 0; p < features.Length; p++)
            {
                context.CheckPeriodically(p);
                if (values[p] == 0) continue;
                var (row, column) = transposed ? (features[p], i) : (i, features[p]);
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{row + 1} {column + 1} {TextOutput.Number(values[p])}\n"));
            }
        }
    }

    private static Triplets ReadEntries(LineReader lines, MatrixMarketHeader header, bool transposed, CellReader reader, string path)
    {
        var cells = new Triplets();
        long found = 0;
        while (lines.Next(out var line))
        {
            if (line.IsWhiteSpace() || line[0] == '%') continue;
            var at = lines.At;
            if (++found > header.Entries) throw FileError.EntryCountMismatch(path, header.Entries, found);
            int row = Index(ref line, "row", header.Rows, at), column = Index(ref line, "column", header.Columns, at);
            double value = 1;
            if (!header.IsPattern) value = reader.Read(LineReader.NextWord(ref line), at);
            if (!line.IsWhiteSpace()) throw FileError.Malformed(at, "the line contains more than one entry");
            if (transposed) cells.Add(column, row, value);
            else cells.Add(row, column, value);
        }

        return found == header.Entries ? cells : throw FileError.EntryCountMismatch(path, header.Entries, found);
    }

    private static int Index(scoped ref ReadOnlySpan<char> line, string what, int count, Place at)
    {
        var word = LineReader.NextWord(ref line);
        if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long index))
            throw FileError.InvalidNumber(at, word.ToString());
        return index >= 1 && index <= count ? (int)(index - 1) : throw FileError.OutOfRange(at, what, index, 1, count);
    }
}
