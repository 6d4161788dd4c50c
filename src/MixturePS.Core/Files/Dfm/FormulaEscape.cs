namespace MixturePS.Core.Files;

/// <summary>
/// Escapes text that a spreadsheet would interpret as a formula by an apostrophe before it. Text that already starts with
/// such apostrophes gets one more, so that unescaping restores the text.
/// </summary>
internal static class FormulaEscape
{
    private const char Apostrophe = '\'';

    // ASCII and full-width signs, and white space that spreadsheets skip before them.
    private const string Starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Adds an apostrophe if the text needs one.</summary>
    public static string Escape(string text) => IsFormula(text) ? Apostrophe + text : text;

    /// <summary>Removes the apostrophe that <see cref="Escape"/> added.</summary>
    public static string Unescape(string text) => text.StartsWith(Apostrophe) && IsFormula(text) ? text[1..] : text;

    private static bool IsFormula(string text)
    {
        var rest = text.AsSpan().TrimStart(Apostrophe);
        return rest.Length > 0 && Starts.Contains(rest[0], StringComparison.Ordinal);
    }
}
