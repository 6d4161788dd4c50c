using System.Buffers;
using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Checks for what no format can represent: text that isn't valid Unicode, and counts that a reader would reject.</summary>
internal static class Representable
{
    /// <summary>Checks everything that will be written.</summary>
    /// <param name="context">The export.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="MixtureException">NotRepresentable.</exception>
    public static void Check(WriteContext context, string path)
    {
        var dfm = context.Dfm;
        CheckNames(dfm.Vocabulary, path, context);
        CheckNames(dfm.DocumentName, path, context);
        CheckNames(dfm.KnownClusterName ?? [], path, context);
        CheckNames([dfm.Weighting.Name], path, context);
        if (!dfm.Weighting.IsCount) return;
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            context.CheckPeriodically(i);
            foreach (double value in dfm.Matrix.RowValues(i))
            {
                if (value != Math.Floor(value))
                    throw FileError.NotRepresentable(path, "A file of counts", FormattableString.Invariant($"document {i} has the cell {value:R}, which is not a count"), "mark the cells as weights");
            }
        }
    }

    private static void CheckNames(IReadOnlyList<string> names, string path, WriteContext context)
    {
        for (int i = 0; i < names.Count; i++)
        {
            context.CheckPeriodically(i);
            string? text = names[i];
            if (text is null) throw FileError.NotRepresentable(path, "A text file", "a document's name is null", "name the document");
            if (!IsUnicode(text)) throw FileError.NotRepresentable(path, "A text file", $"'{text}' contains half of a surrogate pair", "rename it");
            if (context.Options.Encoding is { } encoding && Missing(text, encoding) is { } missing)
                throw FileError.NotRepresentable(path, $"A file in {encoding.WebName}", $"the encoding has no '{missing}', which is in '{text}'", "choose -Encoding utf8");
        }
    }

    // The first character of a text that an encoding lacks, or null.
    private static string? Missing(string text, Encoding encoding)
    {
        try
        {
            _ = encoding.GetByteCount(text);
            return null;
        }
        catch (EncoderFallbackException error)
        {
            return error.CharUnknownHigh == default ? error.CharUnknown.ToString() : $"{error.CharUnknownHigh}{error.CharUnknownLow}";
        }
    }

    /// <summary>Whether a text has no half of a surrogate pair.</summary>
    public static bool IsUnicode(string text)
    {
        var rest = text.AsSpan();
        for (int at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out int used) != OperationStatus.Done) return false;
            rest = rest[(at + used)..];
        }

        return true;
    }
}
