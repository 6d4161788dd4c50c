using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Reads the rows of a CSV file (RFC 4180) as text fields.</summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>The maximum number of characters in a row.</summary>
    private const int RowLength = 1 << 28;

    private const int PrefaceLength = 1 << 12;

    private readonly TextInput _input;
    private readonly CsvScanner _scanner;
    private CsvParser? _parser;
    private readonly int _fieldLength;
    private readonly Queue<(string[] Fields, Place At)> _kept = new();
    private readonly long _skipped;
    private readonly bool _isGiven;
    private (string[] Fields, Place At)? _current;
    private long _scanned;
    private long _line = 1;

    /// <summary>Opens a file, and skips the lines that PowerShell and Excel write before a table: <c>#TYPE ...</c> and <c>sep=;</c>.</summary>
    /// <param name="context">The import.</param>
    /// <param name="path">The file.</param>
    /// <param name="scan">Whether plain records are split without the library; the rows are the same.</param>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, or InvalidOption for the delimiter.</exception>
    public CsvRows(ReadContext context, string path, bool scan = true)
    {
        _fieldLength = context.Options.MaximumFieldLength;
        Delimiter = context.Options.Delimiter ?? DfmPaths.Delimiter(path);
        _isGiven = context.Options.Delimiter is not null;
        _ = CsvSettings.Of(Delimiter);
        _input = TextInput.Open(context, path);
        try
        {
            while (_input.PeekLine(PrefaceLength) is var line && CsvPreface.Is(line, out char? delimiter) && (delimiter is not null || line.EndsWith("\n")))
            {
                if (!_isGiven) Delimiter = delimiter ?? Delimiter;
                _input.Skip(line.Length);
                _skipped++;
            }

            _ = CsvSettings.Of(Delimiter);
            _scanner = new CsvScanner(_input, Delimiter, _fieldLength);
            if (!scan) LeaveToLibrary();
        }
        catch
        {
            _input.Dispose();
            throw;
        }
    }

    /// <summary>The delimiter.</summary>
    public char Delimiter { get; private set; }

    /// <summary>The number of fields in the current row.</summary>
    public int Count => _current?.Fields.Length ?? _parser?.Count ?? _scanner.Count;

    /// <summary>The line of the file at which the current row starts; blank lines count.</summary>
    public Place At => _current?.At ?? new(_input.Path, _skipped + _line);

    /// <summary>A field of the current row; valid until the next row is read.</summary>
    public string this[int index]
    {
        get
        {
            if (_current is { } kept) return kept.Fields[index];
            if (_parser is null) return _scanner[index].ToString();
            try
            {
                return _parser[index];
            }
            catch (Exception error) when (TranslateError(error) is { } translated)
            {
                throw translated;
            }
        }
    }

    /// <summary>The text of a field of the current row; valid until the next row is read.</summary>
    public ReadOnlySpan<char> Text(int index) => _current is null && _parser is null ? _scanner[index] : this[index];

    /// <summary>The value of a field of the current row if it is known to be a single digit, else -1: most counts are.</summary>
    public int Digit(int index) => _current is null && _parser is null ? _scanner.Digit(index) : -1;

    /// <summary>Moves to the next row that isn't blank; false at the end.</summary>
    public bool Next()
    {
        _current = _kept.TryDequeue(out var kept) ? kept : null;
        return _current is not null || Read();
    }

    /// <summary>Reads the next row ahead, so that <see cref="Next"/> returns it later; null at the end.</summary>
    public string[]? Ahead()
    {
        var current = _current ?? (Fields(), At);
        _current = null;
        string[]? fields = Read() ? Fields() : null;
        if (fields is not null) _kept.Enqueue((fields, At));
        _current = current;
        return fields;
    }

    /// <summary>The fields of the current row.</summary>
    public string[] Fields()
    {
        var fields = new string[Count];
        for (int f = 0; f < fields.Length; f++) fields[f] = this[f];
        return fields;
    }

    private bool Read()
    {
        if (_parser is null)
        {
            if (_scanner.TryNext(out bool isEnd))
            {
                if (!isEnd) _line = _scanner.Lines;
                return !isEnd;
            }

            LeaveToLibrary();
        }

        _input.StartRecord(RowLength);
        long before = _parser.RawRow;
        try
        {
            if (!_parser.Read()) return false;

            // The library accepts a quoted field that is never closed.
            bool isUnclosed = _input.IsAtEnd && _parser.RawRecord.AsSpan().Count('"') % 2 == 1;

            // The text of a record is only made where it may have several lines.
            _line = _scanned + (_parser.RawRow == before + 1 && !isUnclosed ? _parser.RawRow : CsvSettings.FirstLine(_parser, isUnclosed));
            return isUnclosed ? throw Malformed() : true;
        }
        catch (Exception error) when (error is CsvHelperException or FieldTooLongException)
        {
            // The library checks the length before it counts a line break.
            _line = _scanned + CsvSettings.FirstLine(_parser, isUnclosed: error is FieldTooLongException);
            throw TranslateError(error)!;
        }
    }

    /// <summary>From the record at which the scanner stopped, the library reads the file.</summary>
    [MemberNotNull(nameof(_parser))]
    private void LeaveToLibrary()
    {
        _scanned = _scanner.Lines;
        var settings = CsvSettings.Of(Delimiter);
        settings.MaxFieldSize = _fieldLength;
        settings.BadDataFound = _ => throw Malformed();
        _parser = new CsvParser(_input, settings);
    }

    /// <summary>Checks that the current row has a number of fields.</summary>
    public void Expect(int fields)
    {
        if (Count != fields) throw FileError.RaggedRow(At, Count, fields, RowHint(fields));
    }

    /// <summary>The cure if the fields of the current row show that the delimiter is another one; empty otherwise.</summary>
    public string DelimiterHint()
    {
        if (_isGiven) return string.Empty;
        foreach (char other in (ReadOnlySpan<char>)[';', '\t', '|', ','])
        {
            if (other == Delimiter) continue;
            for (int f = 0; f < Count; f++)
                if (this[f].Contains(other)) return $"if the fields are separated by {CsvSettings.NameOf(other)}, give -Delimiter {CsvSettings.Written(other)}";
        }

        return string.Empty;
    }

    public void Dispose()
    {
        _parser?.Dispose();
        _input.Dispose();
    }

    private string RowHint(int columns)
    {
        string hint = DelimiterHint();
        if (hint.Length > 0) return "Correct the row; " + hint;
        return Count == columns + 1 && At.Line <= _skipped + 2
            ? "If the first field is the name of the row, as R's write.table writes it, write the file with write.csv or with col.names = NA" : string.Empty;
    }

    // The library's own messages quote long parts of the file.
    private MixtureException? TranslateError(Exception error) => error switch
    {
        MaxFieldSizeException => FileError.FieldTooLong(At, _fieldLength, "look for a quotation mark that isn't closed, or, if that is intended, raise -MaximumFieldLength"),
        FieldTooLongException => FileError.FieldTooLong(At, RowLength, "look for a quotation mark that isn't closed; the file may not be CSV"),
        CsvHelperException => Malformed(),
        _ => null,
    };

    private MixtureException Malformed() => FileError.Malformed(At, "a quotation mark is misplaced, or the closing one is missing");
}

/// <summary>The settings of the CSV library.</summary>
internal static class CsvSettings
{
    /// <summary>The name of a delimiter in a message.</summary>
    public static string NameOf(char delimiter) => delimiter switch
    {
        ';' => "semicolons",
        ',' => "commas",
        '\t' => "tabs",
        '|' => "vertical bars",
        _ => $"'{delimiter}'",
    };

    /// <summary>A delimiter as an argument in PowerShell.</summary>
    public static string Written(char delimiter) => delimiter == '\t' ? "\"`t\"" : $"'{delimiter}'";

    /// <summary>The number of the first line of the parser's current record, which may have line breaks in quotes.</summary>
    /// <param name="parser">The parser, whose record doesn't include the blank lines before it.</param>
    /// <param name="isUnclosed">Whether the record has no end, so that a line break at its end is part of it.</param>
    public static long FirstLine(CsvParser parser, bool isUnclosed)
    {
        string record = parser.RawRecord;
        int breaks = record.AsSpan().Count('\n');
        if (!isUnclosed && record.EndsWith('\n')) breaks--;
        return Math.Max(1, parser.RawRow - breaks);
    }

    public static CsvConfiguration Of(char delimiter)
    {
        if (delimiter is '"' or '\r' or '\n' or '\0' or '.' or '-' or '+' || char.IsLetterOrDigit(delimiter) || char.IsSurrogate(delimiter))
            throw MixtureError.InvalidOption("Delimiter", "must be a single character that can't occur in a number and is neither a quotation mark nor a line break", delimiter);
        return new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = true,
        };
    }
}
