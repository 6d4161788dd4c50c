using CsvHelper;
using CsvHelper.Configuration;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The rows of delimited text with a header, each of which is valid until the next one is read. The rules are those of
/// Import-Csv, but a row with more fields than columns and a quotation mark that is never closed are errors.
/// </summary>
internal sealed class DelimitedRows : TableRow, IDisposable
{
    private const int LongestField = 1 << 28;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly string _path;
    private readonly CsvParser _parser;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _columnsAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly Chained _text;
    private readonly long _skipped;
    private string[] _fields = [];
    private int _count;
    private bool _isBad;
    private bool _isUnclosed;

    /// <summary>Reads the header.</summary>
    /// <param name="reader">The text, which is disposed of with the rows.</param>
    /// <param name="path">The path, for errors.</param>
    /// <param name="delimiter">The delimiter; null for the one of comma, semicolon, tab and bar that occurs most often in the header.</param>
    /// <exception cref="MixtureException">EmptyFile, MalformedFile, FieldTooLong or InvalidOption for the delimiter.</exception>
    public DelimitedRows(TextReader reader, string path, char? delimiter)
    {
        _path = path;
        string? first = reader.ReadLine();
        char? stated = null;
        while (first is not null && (string.IsNullOrWhiteSpace(first) || CsvPreface.Is(first, out stated)))
        {
            delimiter ??= stated;
            _skipped++;
            first = reader.ReadLine();
        }

        if (first is null)
        {
            reader.Dispose();
            throw FileError.Empty(path);
        }

        CsvConfiguration settings = CsvSettings.Of(delimiter ?? Delimiter(first));
        settings.TrimOptions = TrimOptions.Trim;
        settings.MaxFieldSize = LongestField;

        // A quotation mark within an unquoted field is text, as in: 5" disk.
        settings.BadDataFound = bad => _isBad |= bad.Field.TrimStart().StartsWith('"');
        _text = new Chained(first, reader);
        _parser = new CsvParser(_text, settings);
        if (!Read()) throw FileError.Empty(path);
        Header = [.. _fields.Take(_count).Select(name => name.Trim())];
        for (int column = 0; column < Header.Count; column++)
        {
            _columns.TryAdd(Header[column], column);
            if (!_columnsAnyCase.TryAdd(Header[column], column)) _columnsAnyCase[Header[column]] = -1;
        }

        if (Header.Count > 0 && Header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Key.Length > 0 && group.Skip(1).Any()) is { } twice)
            throw FileError.Malformed(At, $"there are two columns '{twice.Key}'; rename one of them");
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => Header;

    /// <inheritdoc/>
    public override string Place => At.ToString();

    private Place At => new(_path, _skipped + CsvSettings.FirstLine(_parser, _isUnclosed));

    /// <summary>Moves to the next row that isn't blank; false at the end.</summary>
    /// <exception cref="MixtureException">MalformedFile, RaggedRow or FieldTooLong.</exception>
    public bool Next()
    {
        if (!Read()) return false;

        // An additional delimiter at the end of the row loses nothing.
        for (int column = Header.Count; column < _count; column++)
            if (_fields[column].Length > 0) throw FileError.RaggedRow(At, _count, Header.Count);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryGet(string name, out object? value)
    {
        value = null;
        if (!_columns.TryGetValue(name, out int column) && !_columnsAnyCase.TryGetValue(name, out column)) return false;
        if (column < 0) throw FileError.Malformed(At, $"several columns are named '{name}' apart from case; write the name as in the header");

        // A short row has no value there, as in Import-Csv.
        if (column < _count) value = _fields[column];
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _parser.Dispose();

    private static char Delimiter(string header)
    {
        bool isQuoted = false;
        var counts = new int[Delimiters.Length];
        foreach (char c in header)
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && Array.IndexOf(Delimiters, c) is >= 0 and var at) counts[at]++;
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    private bool Read()
    {
        _isBad = false;
        try
        {
            if (!_parser.Read()) return false;
            _count = _parser.Count;
            if (_fields.Length < _count) Array.Resize(ref _fields, _count);
            for (int column = 0; column < _count; column++) _fields[column] = _parser[column];
        }
        catch (MaxFieldSizeException)
        {
            throw FileError.FieldTooLong(At, LongestField, "the file may not be a table, or a quotation mark isn't closed");
        }
        catch (CsvHelperException)
        {
            throw Malformed();
        }

        // The library accepts a quoted field that is never closed.
        _isUnclosed = _text.IsAtEnd && IsUnclosed(_parser.RawRecord);
        return _isBad || _isUnclosed ? throw Malformed() : true;
    }

    private MixtureException Malformed() => FileError.Malformed(At, "a quotation mark is misplaced, or the closing one is missing");

    // Whether the last field starts with a quotation mark and has no closing one, which can only be at the end of the file.
    private bool IsUnclosed(string record)
    {
        char delimiter = _parser.Delimiter[0];
        bool isStart = true, isQuoted = false, wasQuote = false;
        foreach (char c in record)
        {
            if (isQuoted)
            {
                // Two quotation marks in a row are one in the text.
                if (c == '"') wasQuote = !wasQuote;
                else if (wasQuote) (isQuoted, wasQuote, isStart) = (false, false, c == delimiter);
            }
            else if (c == '"' && isStart)
            {
                (isQuoted, isStart) = (true, false);
            }
            else if (c != ' ')
            {
                isStart = c == delimiter;
            }
        }

        return isQuoted && !wasQuote;
    }

    /// <summary>A line that was read ahead, and the rest of the text.</summary>
    private sealed class Chained(string line, TextReader rest) : TextReader
    {
        private readonly string _line = line + "\n";
        private int _at;

        /// <summary>Whether the end was reached.</summary>
        public bool IsAtEnd { get; private set; }

        public override int Peek() => _at < _line.Length ? _line[_at] : rest.Peek();

        public override int Read() => _at < _line.Length ? _line[_at++] : rest.Read();

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int Read(Span<char> buffer)
        {
            if (_at >= _line.Length)
            {
                int read = rest.Read(buffer);
                IsAtEnd |= read == 0 && buffer.Length > 0;
                return read;
            }

            int length = Math.Min(buffer.Length, _line.Length - _at);
            _line.AsSpan(_at, length).CopyTo(buffer);
            _at += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
