using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The names in the first line of a file, for tab completion.</summary>
internal static class FirstLine
{
    /// <summary>The columns of a CSV file, or the properties of the first object of a JSON Lines file; empty if the file can't be read.</summary>
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

    private static string[] Members(ReadContext context, string path)
    {
        using var lines = TextInput.Open(context, path);
        byte[] line = Encoding.UTF8.GetBytes(lines.ReadLine() ?? "{}");
        return JsonText.Read(line, new JsonSource(what => FileError.Malformed(new Place(path, 1), what)), root => root.Members().Select(member => member.Name).ToArray());
    }
}
