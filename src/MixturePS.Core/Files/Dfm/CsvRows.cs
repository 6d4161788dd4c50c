using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The rows of a CSV file (RFC 4180), as the fields' text.</summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>The most characters of a row.</summary>
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

    /// <summary>The number of fields of the row.</summary>
    public int Count => _parser.Count;

    /// <summary>The line that the row starts at.</summary>
    public Place At => new(_input.Path, _linesBefore + 1);

    /// <summary>A field of the row; valid until the next row is read.</summary>
    public string this[int index]
    {
        get
        {
            try
            {
                return _parser[index];
            }
            catch (Exception error) when (Refusal(error) is { } refusal)
            {
                throw refusal;
            }
        }
    }

    /// <summary>Goes to the next row that is not a blank line; false after the last one.</summary>
    public bool Next()
    {
        _linesBefore = _parser.RawRow;
        _input.StartRecord(RowLength);
        try
        {
            bool read = _parser.Read();

            // Of a quotation that never ends the library makes a field.
            if (read && _input.IsAtEnd && _parser.RawRecord.Count(c => c == '"') % 2 == 1) throw Malformed();
            return read;
        }
        catch (Exception error) when (Refusal(error) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>The fields of the row, of which there must be a number.</summary>
    public void Expect(int fields)
    {
        if (_parser.Count != fields) throw FileError.RaggedRow(At, _parser.Count, fields);
    }

    public void Dispose()
    {
        _parser.Dispose();
        _input.Dispose();
    }

    // The library's own messages quote the file at length.
    private MixtureException? Refusal(Exception error) => error switch
    {
        MaxFieldSizeException => FileError.FieldTooLong(At, _fieldLength, "if that is intended, raise -MaximumFieldLength"),
        FieldTooLongException => FileError.FieldTooLong(At, RowLength, "the file may not be CSV"),
        CsvHelperException => Malformed(),
        _ => null,
    };

    private MixtureException Malformed() => FileError.Malformed(At, "a quotation mark is misplaced, or the closing one is missing");
}

/// <summary>How CSV is laid out.</summary>
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
