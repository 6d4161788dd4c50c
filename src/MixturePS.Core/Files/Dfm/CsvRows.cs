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

    private readonly TextInput _input;
    private readonly CsvParser _parser;
    private readonly int _fieldLength;
    private long _linesBefore;

    /// <summary>Opens a file.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, or InvalidOption for the delimiter.</exception>
    public CsvRows(ReadContext context, string path)
    {
        _fieldLength = context.Options.MaximumFieldLength;
        var settings = CsvSettings.Of(context.Options.Delimiter ?? DfmPaths.Delimiter(path));
        settings.MaxFieldSize = _fieldLength;
        settings.BadDataFound = _ => throw Malformed();
        _input = TextInput.Open(context, path);
        _parser = new CsvParser(_input, settings);
    }

    /// <summary>The number of fields in the current row.</summary>
    public int Count => _parser.Count;

    /// <summary>The line at which the current row starts.</summary>
    public Place At => new(_input.Path, _linesBefore + 1);

    /// <summary>A field of the current row; valid until the next row is read.</summary>
    public string this[int index]
    {
        get
        {
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

    /// <summary>Moves to the next row that isn't blank; false at the end.</summary>
    public bool Next()
    {
        _linesBefore = _parser.RawRow;
        _input.StartRecord(RowLength);
        try
        {
            bool read = _parser.Read();

            // The library accepts a quoted field that is never closed.
            if (read && _input.IsAtEnd && _parser.RawRecord.Count(c => c == '"') % 2 == 1) throw Malformed();
            return read;
        }
        catch (Exception error) when (TranslateError(error) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Checks that the current row has a number of fields.</summary>
    public void Expect(int fields)
    {
        if (_parser.Count != fields) throw FileError.RaggedRow(At, _parser.Count, fields);
    }

    public void Dispose()
    {
        _parser.Dispose();
        _input.Dispose();
    }

    // The library's own messages quote long parts of the file.
    private MixtureException? TranslateError(Exception error) => error switch
    {
        MaxFieldSizeException => FileError.FieldTooLong(At, _fieldLength, "if that is intended, raise -MaximumFieldLength"),
        FieldTooLongException => FileError.FieldTooLong(At, RowLength, "the file may not be CSV"),
        CsvHelperException => Malformed(),
        _ => null,
    };

    private MixtureException Malformed() => FileError.Malformed(At, "a quotation mark is misplaced, or the closing one is missing");
}

/// <summary>The settings of the CSV library.</summary>
internal static class CsvSettings
{
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
