using System.Text;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>Rows split in the buffer against those that the library splits: the same fields, lines and errors.</summary>
public sealed class CsvScannerTests
{
    private static readonly string[] Pieces =
        [",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"", "\"\"", "\"a\"", "\"b,c\"", "\"\n\"", "\0", "\t", " ", "a", "1", "12.5", "-3", "\u00E9", "word", "00000000000000000000", ";"];

    [Fact]
    public void RowsAreThoseOfTheLibrary()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new System.Random(seed);
            int kinds = seed % 3 == 0 ? Pieces.Length : seed % 3 == 1 ? 6 : 12;
            var text = new StringBuilder();
            for (int i = random.Next(0, 60); i > 0; i--)
            {
                // Most of a file is plain.
                text.Append(random.Next(3) > 0 ? ((string[])["1", ",", "2", "\n"])[random.Next(4)] : Pieces[random.Next(kinds)]);
            }

            Compare(text.ToString(), random.Next(4) == 0 ? 6 : DfmReadOptions.DefaultFieldLength, random.Next(3) == 0 ? ';' : null);
        }
    }

    [Fact]
    public void RecordsMayBeLongerThanTheBuffer()
    {
        foreach (int fields in new[] { 10, 20_000, 70_000 })
        {
            foreach (string field in new[] { "7", "\"7\"", "\"a,b\"", "123456.5" })
            {
                foreach (string end in new[] { "\n", "\r\n", "" })
                {
                    string row = string.Join(',', Enumerable.Repeat(field, fields));
                    Compare(row + "\n" + row + "\r\n\n" + row + end, DfmReadOptions.DefaultFieldLength, null);
                }
            }
        }
    }

    private static void Compare(string text, int fieldLength, char? delimiter)
    {
        var options = new DfmReadOptions { MaximumFieldLength = fieldLength, Delimiter = delimiter };
        Assert.Equal(Rows(text, options, scan: false), Rows(text, options, scan: true));
    }

    private static List<string> Rows(string text, DfmReadOptions options, bool scan)
    {
        var files = new MemoryFiles();
        files.Contents["x.csv"] = Encoding.UTF8.GetBytes(text);
        var found = new List<string>();
        try
        {
            using var rows = new CsvRows(new ReadContext(files, options, null, CancellationToken.None), "x.csv", scan);
            while (rows.Next())
            {
                found.Add($"{rows.At} {rows.Count}");
                for (int f = 0; f < rows.Count; f++)
                {
                    found.Add(rows[f]);
                    Assert.Equal(rows[f], rows.Text(f).ToString());
                }
            }

            found.Add($"end {rows.At}");
        }
        catch (MixtureException error)
        {
            found.Add($"{error.Id} {error.Message}");
        }

        return found;
    }
}
