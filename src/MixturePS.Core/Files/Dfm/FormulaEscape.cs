namespace MixturePS.Core.Files;

/// <summary>
/// An apostrophe before text that a spreadsheet would take for a formula. Text that has such apostrophes already gets one
/// more, so that taking one off gives the text back.
/// </summary>
internal static class FormulaEscape
{
    private const char Apostrophe = '\'';

    // ASCII and full-width signs, and the white space that spreadsheets skip before them.
    private const string Starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The text with an apostrophe before it, where it needs one.</summary>
    public static string Add(string text) => IsFormula(text) ? Apostrophe + text : text;

    /// <summary>The text without the apostrophe that <see cref="Add"/> put before it.</summary>
    public static string TakeOff(string text) => text.StartsWith(Apostrophe) && IsFormula(text) ? text[1..] : text;

    private static bool IsFormula(string text)
    {
        var rest = text.AsSpan().TrimStart(Apostrophe);
        return rest.Length > 0 && Starts.Contains(rest[0], StringComparison.Ordinal);
    }
}
