using CsvHelper;

namespace MixturePS.Core.IO;

/// <summary>Writes the rows of a CSV file, quoting what could be read as anything else.</summary>
internal sealed class CsvOutput : IDisposable
{
    private readonly StreamWriter _text;
    private readonly CsvWriter _writer;
    private readonly bool _escapeFormula;
    private readonly char _delimiter;

    public CsvOutput(IFileSink files, string path, DfmWriteOptions options)
    {
        _delimiter = options.Delimiter ?? DfmPaths.Delimiter(path);
        var settings = CsvSettings.Of(_delimiter);
        settings.NewLine = TextOutput.NewLine.ToString();
        _escapeFormula = options.EscapeFormula;
        _text = TextOutput.Open(files, path);
        _writer = new CsvWriter(_text, settings);
    }

    /// <summary>Adds a word or a name to the row.</summary>
    public void Word(string text)
    {
        string written = _escapeFormula ? FormulaEscape.Add(text) : text;
        _writer.WriteField(written, NeedsQuotes(written));
    }

    /// <summary>Adds a number to the row.</summary>
    public void Number(double value) => _writer.WriteField(TextOutput.Number(value), shouldQuote: false);

    /// <summary>Adds a field without text to the row.</summary>
    public void Nothing() => _writer.WriteField(string.Empty, shouldQuote: false);

    /// <summary>Ends the row.</summary>
    public void EndRow() => _writer.NextRecord();

    public void Dispose()
    {
        _writer.Dispose();
        _text.Dispose();
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
