namespace MixturePS.Core.Files;

/// <summary>The lines before a table: <c>sep=;</c>, which tells Excel the delimiter, and <c>#TYPE ...</c> of Windows PowerShell.</summary>
internal static class CsvPreface
{
    private const string TypeLine = "#TYPE ";
    private const string SeparatorLine = "sep=";

    /// <summary>Whether a line is none of the table's own.</summary>
    /// <param name="line">The line; its end doesn't matter.</param>
    /// <param name="delimiter">The delimiter that it states, or null.</param>
    public static bool Is(ReadOnlySpan<char> line, out char? delimiter)
    {
        delimiter = null;
        line = line.TrimEnd("\r\n");
        if (line.StartsWith(TypeLine, StringComparison.Ordinal)) return true;
        line = line.Trim('"');
        if (line.Length != SeparatorLine.Length + 1 || !line.StartsWith(SeparatorLine, StringComparison.OrdinalIgnoreCase)) return false;
        delimiter = line[^1];
        return true;
    }
}
