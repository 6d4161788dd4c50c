using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Files with one name per line. In .tsv files, which have several columns, the first one is used.</summary>
internal static class NameFile
{
    private const string Cure = "if it is a name, raise -MaximumFieldLength";

    /// <summary>The first candidate that exists, or null; a given file must exist.</summary>
    public static string? Find(ReadContext context, string? given, IEnumerable<string> candidates)
    {
        if (given is null) return candidates.FirstOrDefault(context.Store.Exists);
        return context.Store.Exists(given) ? given : throw FileError.NotFound(given);
    }

    /// <summary>Reads words, which must be distinct and not empty.</summary>
    public static NameList ReadWords(ReadContext context, string path)
    {
        var words = new NameList();
        Read(context, path, (name, at) => words.AddWord(name, at));
        return words;
    }

    /// <summary>Reads document names.</summary>
    public static IReadOnlyList<string> ReadDocuments(ReadContext context, string path)
    {
        var names = new List<string>();
        Read(context, path, (name, _) => names.Add(name));
        return NameList.Compact(names, NameList.DocumentPrefix, context);
    }

    /// <summary>Writes names, one per line; a name must not contain a line break.</summary>
    public static void Write(IReadOnlyList<string> names, string path, string matrix, WriteContext context)
    {
        using var writer = TextOutput.Open(context.Files, path, context.Options.Encoding);

        // Readers skip a byte order mark at the start, so one that belongs to the name is preceded by another. Zero bytes among
        // the first ones would be taken for UTF-16 without a mark.
        bool startsLikeMark = names.Count > 0 && names[0].StartsWith(TextOutput.ByteOrderMark);
        if (context.Options.Encoding is null && (startsLikeMark || names.Take(TextEncodings.DetectionLength).Any(name => name.Contains('\0')))) writer.Write(TextOutput.ByteOrderMark);
        for (int i = 0; i < names.Count; i++)
        {
            context.CheckPeriodically(i);
            string name = names[i];
            if (name.AsSpan().IndexOfAny('\r', '\n') >= 0)
                throw FileError.NotRepresentable(matrix, "A file with one name per line", $"the name at index {i} contains a line break", "export it as CSV or JSON Lines");
            writer.Write(name);
            writer.Write(TextOutput.NewLine);
        }
    }

    private static void Read(ReadContext context, string path, Action<string, Place> add)
    {
        bool isTable = DfmPaths.WithoutGzip(path).EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
        using var lines = new LineReader(TextInput.Open(context, path), context.Options.MaximumFieldLength, Cure);
        while (lines.Next(out var line))
        {
            int tab = isTable ? line.IndexOf('\t') : -1;
            add((tab < 0 ? line : line[..tab]).ToString(), lines.At);
        }
    }
}
