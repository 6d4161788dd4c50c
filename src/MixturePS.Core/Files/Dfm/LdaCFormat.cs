using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The corpus format of LDA-C (Blei, Ng and Jordan 2003): one line per document, <c>M term:count term:count ...</c>, where M
/// is the number of distinct terms and terms are numbered from zero. Words and names are in sidecar files, one per line.
/// </summary>
internal sealed class LdaCFormat : DfmFileFormat
{
    private const int LineLength = 1 << 28;

    private static readonly NamePaths Names = new([".vocab.txt", ".vocab", ".tokens", "vocab.txt"], [".titles.txt", ".titles", "titles.txt"]);

    public override Dfm Read(ReadContext context, string path)
    {
        var metadata = MetadataFile.Read(context, path);
        var weighting = DfmMetadata.ResolveWeighting(context.Options, metadata, DfmWeighting.Count);
        var names = MatrixNames.Read(context, path, Names);
        using var lines = new LineReader(TextInput.Open(context, path), LineLength, "the file may not be LDA-C");
        var cells = new Triplets();
        var reader = new CellReader(weighting.IsCount);
        long greatest = -1, entries = 0;
        Place greatestAt = default;
        int documents = 0;
        while (lines.Next(out var line))
        {
            var at = lines.At;
            if (line.IsWhiteSpace()) throw FileError.Malformed(at, "the line is empty; write 0 for a document without terms");
            var first = LineReader.NextWord(ref line);
            if (!NumberText.TryWhole(first, out long declared))
                throw FileError.Malformed(at, $"the line must start with the number of its terms, not '{first}'");
            long found = 0;
            for (var pair = LineReader.NextWord(ref line); !pair.IsEmpty; pair = LineReader.NextWord(ref line), found++)
            {
                context.CheckPeriodically((int)found);
                int colon = pair.IndexOf(':');
                if (colon < 0 || !NumberText.TryWhole(pair[..colon], out long term))
                    throw FileError.Malformed(at, "a pair does not have the form term:count");
                if (names.Words is { } known && term >= known.Count) throw FileError.OutOfRange(at, "term", term, 0, known.Count - 1);
                if (term >= Array.MaxLength) throw FileError.ImplausibleSize(at, "features", term + 1);
                if (term > greatest) (greatest, greatestAt) = (term, at);
                cells.Add(documents, (int)term, reader.Read(pair[(colon + 1)..], at));
            }

            if (found != declared) throw FileError.Malformed(at, $"the line declares {Counted.Of(declared, "term")}, but has {found}");
            entries += found;
            documents++;
        }

        if (documents == 0) throw FileError.Empty(path);
        if (greatest >= entries + MatrixNames.MostEmptyFeatures && names.Words is null) throw FileError.ImplausibleSize(greatestAt, "features", greatest + 1);
        if (names.Documents is { } titles && titles.Count != documents)
            throw FileError.SidecarMismatch(names.DocumentFile!, $"it has {Counted.Of(titles.Count, "name")} for {Counted.Of(documents, "document")}");
        return DfmMetadata.Assemble(
            context,
            path,
            weighting,
            cells,
            names.Words ?? new NumberedNames(NameList.FeaturePrefix, (int)greatest + 1),
            names.Documents ?? new NumberedNames(NameList.DocumentPrefix, documents),
            metadata);
    }

    public override void Write(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        if (!dfm.Weighting.IsCount)
            throw FileError.NotRepresentable(path, "LDA-C", $"it can only contain counts, but the cells are {dfm.Weighting}", "export the counts, or choose another format");
        if (dfm.DocumentCount == 0) throw FileError.NotRepresentable(path, "LDA-C", "there are no documents", "choose another format");
        MetadataFile.Write(new DfmMetadata { KnownCluster = context.KnownCluster, KnownClusterName = context.KnownClusterName }, path, context);
        MatrixNames.Write(context, path, Names);
        using var writer = TextOutput.Open(context.Files, path, context.Options.Encoding);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.BeginDocument(i);
            var terms = dfm.Matrix.RowColumns(i);
            var counts = dfm.Matrix.RowValues(i);
            int distinct = 0;
            foreach (double count in counts)
                if (count != 0) distinct++;
            writer.Write(distinct.ToString(CultureInfo.InvariantCulture));
            for (int p = 0; p < terms.Length; p++)
            {
                context.CheckPeriodically(p);
                if (counts[p] != 0) writer.Write(string.Create(CultureInfo.InvariantCulture, $" {terms[p]}:{counts[p]:F0}"));
            }

            writer.Write(TextOutput.NewLine);
        }
    }
}
