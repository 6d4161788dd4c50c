using System.Text;
using System.Text.Json;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The names in the first line or the first object of a file, for tab completion.</summary>
internal static class FirstLine
{
    private const int JsonLength = 1 << 16;

    /// <summary>The columns of a CSV file, or the properties of the first object of a JSON file; empty if the file can't be read.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<string> Names(string path)
    {
        try
        {
            // Opening a pipe would wait for its writer.
            if (SpecialFiles.IsSpecial(path)) return [];
            var context = new ReadContext(new DiskStore(), new DfmReadOptions(), null, CancellationToken.None);
            return DfmFormats.Of(path) switch
            {
                DfmFormat.JsonLines or DfmFormat.Json => Members(context, path),
                DfmFormat.WideCsv or DfmFormat.LongCsv => Columns(context, path),
                _ => [],
            };
        }
        catch (MixtureException)
        {
            return [];
        }
    }

    private static string[] Columns(ReadContext context, string path)
    {
        using var rows = new CsvRows(context, path);
        return rows.Next() ? [.. Enumerable.Range(0, rows.Count).Select(column => rows[column])] : [];
    }

    // One object per line or an array of objects, which may be longer than what is read of it.
    private static List<string> Members(ReadContext context, string path)
    {
        using var input = TextInput.Open(context, path);
        while (input.Ahead.Length < JsonLength && input.Extend())
        {
        }

        var names = new List<string>();
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(input.Ahead.ToArray()), isFinalBlock: false, default);
        try
        {
            if (json.Read() && json.TokenType == JsonTokenType.StartArray) json.Read();
            if (json.TokenType != JsonTokenType.StartObject) return names;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                names.Add(json.GetString()!);
                if (!json.TrySkip()) break;
            }
        }
        catch (JsonException)
        {
            // What precedes the fault is offered.
        }

        return names;
    }
}
