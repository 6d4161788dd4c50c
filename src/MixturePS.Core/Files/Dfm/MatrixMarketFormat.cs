using System.Globalization;
using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Matrix Market (Boisvert, Pozo and Remington 1996, NISTIR 5935): entries with coordinates from one, or, only for reading, an
/// array of all cells. Words and document names are in sidecar files, one per line.
/// </summary>
internal sealed class MatrixMarketFormat : DfmFileFormat
{
    private const int LineLength = 1 << 16;

    // Matrix Market has no convention for names; Cell Ranger and others have theirs.
    private static readonly NamePaths Names = new([".features.txt", ".features.tsv", ".vocab", "features.tsv", "genes.tsv"], [".documents.txt", ".barcodes.tsv", "barcodes.tsv"]);

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
        header.CheckSizes(transposed, names);
        var documents = names.Documents ?? new NumberedNames(NameList.DocumentPrefix, documentCount);
        var words = names.Words ?? new NumberedNames(NameList.FeaturePrefix, featureCount);
        string cure = documents.Count == featureCount && words.Count == documentCount ? "; the matrix has one feature per row, so read it with -Transpose" : string.Empty;
        names.Check(documentCount, featureCount, cure);
        var target = new Target(new Triplets(), header.Symmetry, transposed);
        var reader = new CellReader(weighting.IsCount);
        if (header.IsArray) ReadArray(lines, header, target, reader, path);
        else ReadEntries(lines, header, target, reader, path);
        var cells = target.Cells;
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
        using var writer = TextOutput.Open(context.Files, path, context.Options.Encoding);
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

    private static void ReadEntries(LineReader lines, MatrixMarketHeader header, Target target, CellReader reader, string path)
    {
        long found = 0;
        while (lines.Next(out var line))
        {
            if (line.IsWhiteSpace() || line[0] == '%') continue;
            var at = lines.At;
            if (++found > header.Entries) throw FileError.EntryCountMismatch(path, header.Entries, found);
            int row = Index(ref line, "row", header.Rows, at), column = Index(ref line, "column", header.Columns, at);
            if (header.Symmetry != MatrixSymmetry.General && row < column)
                throw FileError.Malformed(at, "the entry is above the diagonal, which follows from the entries below it; remove it, or declare the matrix as general");
            if (header.Symmetry == MatrixSymmetry.SkewSymmetric && row == column) throw FileError.Malformed(at, "a skew-symmetric matrix has no entries on its diagonal; remove the entry");
            double value = 1;
            if (!header.IsPattern) value = reader.Read(LineReader.NextWord(ref line), at);
            if (!line.IsWhiteSpace()) throw FileError.Malformed(at, "the line contains more than one entry");
            target.Add(row, column, value, reader, at);
        }

        if (found != header.Entries) throw FileError.EntryCountMismatch(path, header.Entries, found);
    }

    // All cells, column by column; of a symmetric matrix those from the diagonal down.
    private static void ReadArray(LineReader lines, MatrixMarketHeader header, Target target, CellReader reader, string path)
    {
        long found = 0;
        int row = First(0), column = 0;
        while (lines.Next(out var line))
        {
            if (line.Length > 0 && line[0] == '%') continue;
            var at = lines.At;
            for (var word = LineReader.NextWord(ref line); !word.IsEmpty; word = LineReader.NextWord(ref line))
            {
                if (++found > header.Entries) throw FileError.EntryCountMismatch(path, header.Entries, found);
                target.Add(row, column, reader.Read(word, at), reader, at);
                if (++row < header.Rows) continue;
                row = First(++column);
            }
        }

        if (found != header.Entries) throw FileError.EntryCountMismatch(path, header.Entries, found);

        int First(int ofColumn) => header.Symmetry switch
        {
            MatrixSymmetry.General => 0,
            MatrixSymmetry.Symmetric => ofColumn,
            _ => ofColumn + 1,
        };
    }

    private static int Index(scoped ref ReadOnlySpan<char> line, string what, int count, Place at)
    {
        var word = LineReader.NextWord(ref line);
        if (NumberText.TryWhole(word, out long index) && index >= 1 && index <= count) return (int)(index - 1);
        if (!NumberText.TryInteger(word, out var any)) throw FileError.InvalidNumber(at, word.ToString(), "; an entry starts with the numbers of its row and column");
        throw FileError.OutOfRange(at, what, (long)BigInteger.Clamp(any, long.MinValue, long.MaxValue), 1, count);
    }

    /// <summary>The cells of the DFM, to which each entry adds itself and the one that follows from it.</summary>
    private readonly record struct Target(Triplets Cells, MatrixSymmetry Symmetry, bool Transposed)
    {
        public void Add(int row, int column, double value, CellReader reader, Place at)
        {
            Add(row, column, value);
            if (Symmetry == MatrixSymmetry.General || row == column) return;
            Add(column, row, Symmetry == MatrixSymmetry.Symmetric ? value : reader.Check(-value, at));
        }

        private void Add(int row, int column, double value)
        {
            if (Transposed) Cells.Add(column, row, value);
            else Cells.Add(row, column, value);
        }
    }
}
