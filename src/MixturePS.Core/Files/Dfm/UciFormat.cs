using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The bags of words of the UCI Machine Learning Repository: three lines with the numbers of documents, words and entries,
/// then one line <c>document word count</c> per entry, numbered from one. The words are in a file vocab.x.txt beside
/// docword.x.txt.
/// </summary>
internal sealed class UciFormat : DfmFileFormat
{
    private const int LineLength = 1 << 16;

    private static readonly NamePaths Names = new([".vocab.txt", ".vocab"], [".documents.txt"]);
    private static readonly string[] Sizes = ["documents", "words", "entries"];

    public override Dfm Read(ReadContext context, string path)
    {
        var metadata = MetadataFile.Read(context, path);
        var weighting = DfmMetadata.ResolveWeighting(context.Options, metadata, DfmWeighting.Count);
        var names = MatrixNames.Read(context, path, Names);
        using var input = TextInput.Open(context, path);
        using var lines = new LineReader(input, LineLength, "the file may not be a bag of words of the UCI repository");
        var sizes = new long[3];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (!lines.Next(out var line)) throw i == 0 ? FileError.Empty(path) : FileError.Malformed(lines.At, $"the file ends before the number of {Sizes[i]}");
            if (!MatrixMarketHeader.TryIntegers(line, sizes.AsSpan(i, 1)))
                throw FileError.Malformed(lines.At, "the file must start with three lines, with the numbers of documents, words and entries");
        }

        var at = lines.At;
        var (documents, words, entries) = (sizes[0], sizes[1], sizes[2]);

        // An entry takes at least six characters: three digits, two spaces and a line end.
        if (entries > (input.Capacity / 6) + 1) throw FileError.ImplausibleSize(at, "entries", entries);
        if (documents >= int.MaxValue || (names.Documents is null && documents - entries > MatrixNames.MostEmptyDocuments)) throw FileError.ImplausibleSize(at, "documents", documents);
        if (words >= int.MaxValue || (names.Words is null && words - entries > MatrixNames.MostEmptyFeatures)) throw FileError.ImplausibleSize(at, "words", words);
        names.Check((int)documents, (int)words);
        var cells = new Triplets();
        var reader = new CellReader(weighting.IsCount);
        long found = 0;
        while (lines.Next(out var line))
        {
            if (line.IsWhiteSpace()) continue;
            at = lines.At;
            if (++found > entries) throw FileError.EntryCountMismatch(path, entries, found);
            int document = Index(LineReader.NextWord(ref line), "document", documents), word = Index(LineReader.NextWord(ref line), "word", words);
            cells.Add(document, word, reader.Read(LineReader.NextWord(ref line), at));
            if (!line.IsWhiteSpace()) throw FileError.Malformed(at, "the line contains more than one entry");
        }

        if (found != entries) throw FileError.EntryCountMismatch(path, entries, found);
        return DfmMetadata.Assemble(
            context,
            path,
            weighting,
            cells,
            names.Words ?? new NumberedNames(NameList.FeaturePrefix, (int)words),
            names.Documents ?? new NumberedNames(NameList.DocumentPrefix, (int)documents),
            metadata);

        int Index(ReadOnlySpan<char> text, string what, long count)
        {
            if (!NumberText.TryWhole(text, out long index)) throw FileError.InvalidNumber(at, text.ToString(), "; a line has the numbers of a document and a word, and the count");
            return index >= 1 && index <= count ? (int)(index - 1) : throw FileError.OutOfRange(at, what, index, 1, count);
        }
    }

    public override void Write(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        MetadataFile.Write(
            new DfmMetadata { Weighting = context.Weighting, KnownCluster = context.KnownCluster, KnownClusterName = context.KnownClusterName }, path, context);
        MatrixNames.Write(context, path, Names);
        using var writer = TextOutput.Open(context.Files, path, context.Options.Encoding);
        long entries = 0;
        var cells = dfm.Matrix.Values;
        for (int p = 0; p < cells.Length; p++)
        {
            context.CheckPeriodically(p);
            if (cells[p] != 0) entries++;
        }

        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{dfm.DocumentCount}\n{dfm.FeatureCount}\n{entries}\n"));
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            var columns = dfm.Matrix.RowColumns(i);
            var values = dfm.Matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++)
            {
                context.CheckPeriodically(p);
                if (values[p] != 0) writer.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1} {columns[p] + 1} {TextOutput.Number(values[p])}\n"));
            }
        }
    }
}
