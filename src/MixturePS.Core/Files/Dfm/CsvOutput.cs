using CsvHelper;

namespace MixturePS.Core.Files;

/// <summary>Writes the rows of a CSV file, with quotes around every field that could be misread.</summary>
internal sealed class CsvOutput : IDisposable
{
    // The library buffers a row until it ends. Flushing within long rows ensures that little is left to compress and write on cancellation.
    private const int FieldsAtOnce = 1 << 16;
    private readonly StreamWriter _text;
    private readonly CsvWriter _writer;
    private readonly bool _escapeFormula;
    private readonly char _delimiter;
    private int _fields;

    public CsvOutput(IFileSink files, string path, DfmWriteOptions options)
    {
        _delimiter = options.Delimiter ?? DfmPaths.Delimiter(path);
        var settings = CsvSettings.Of(_delimiter);
        settings.NewLine = TextOutput.NewLine.ToString();
        _escapeFormula = options.EscapeFormula;
        _text = TextOutput.Open(files, path, options.Encoding);
        _writer = new CsvWriter(_text, settings);
    }

    /// <summary>Writes a word or name.</summary>
    public void Word(string text)
    {
        string written = _escapeFormula ? FormulaEscape.Escape(text) : text;
        Field(written, NeedsQuotes(written));
    }

    /// <summary>Writes a number.</summary>
    public void Number(double value) => Field(TextOutput.Number(value), shouldQuote: false);

    /// <summary>Writes an empty field.</summary>
    public void Empty() => Field(string.Empty, shouldQuote: false);

    /// <summary>Ends the row.</summary>
    public void EndRow() => _writer.NextRecord();

    public void Dispose()
    {
        _writer.Dispose();
        _text.Dispose();
    }

    private void Field(string text, bool shouldQuote)
    {
        _writer.WriteField(text, shouldQuote);
        if (++_fields % FieldsAtOnce == 0) _writer.Flush();
    }

    private bool NeedsQuotes(string text)
    {
        if (text.Length == 0) return true;
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text[0] is TextOutput.ByteOrderMark or '#') return true;
        foreach (char c in text)
            if (c == _delimiter || c is '"' or '\r' or '\n' or '\0') return true;
        return false;
    }
}
