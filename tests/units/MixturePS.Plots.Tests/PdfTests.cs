using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public sealed partial class PdfTests
{
    private static BarPicture Picture(string title = "Ladder") => BarPicture.Of(Of(["Name", "Accuracy", "Bound"], ["k-means", 0.4, 0.9], ["EM", 0.8, 0.9]), "Accuracy", null, title);

    [Fact]
    public void A_page_has_the_size_of_the_picture_and_no_time()
    {
        string pdf = Encoding.Latin1.GetString(Picture().ToPdf(800, 500));
        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.Matches(@"/MediaBox \[0 0 600 375\]", pdf);
        Assert.Contains("/Title (Ladder)", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("Date", pdf, StringComparison.Ordinal);
        Assert.Single(PageType().Matches(pdf));
    }

    [Fact]
    public void Text_is_text_in_the_included_font()
    {
        byte[] pdf = Picture().ToPdf(800, 500);
        Assert.Contains("DejaVuSans", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        string[] streams = [.. Streams(pdf)];
        Assert.Contains(streams, stream => stream.Contains(" Tf", StringComparison.Ordinal) && stream.Contains("BT", StringComparison.Ordinal));

        // The maps from glyphs to characters have the letters of the labels.
        var characters = new HashSet<char>();
        foreach (string map in streams.Where(stream => stream.Contains("begincmap", StringComparison.Ordinal)))
        {
            foreach (Match range in Range().Matches(map))
                for (int c = 0; c <= Hex(range.Groups[2]) - Hex(range.Groups[1]); c++) characters.Add((char)(Hex(range.Groups[3]) + c));
            foreach (Match one in Single().Matches(map)) characters.Add((char)Hex(one.Groups[1]));
        }

        Assert.All("k-meansEMBayesruleLadder0.89", letter => Assert.Contains(letter, characters));

        static int Hex(Group group) => int.Parse(group.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_same_data_gives_the_same_bytes_in_any_culture_and_after_other_pictures()
    {
        var before = CultureInfo.CurrentCulture;
        byte[] pdf = Picture().ToPdf(640, 400);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            _ = Picture("other").ToPdf(800, 500);
            _ = Picture("other").ToPng(800, 500);
            Assert.Equal(pdf, Picture().ToPdf(640, 400));
            Assert.NotEqual(pdf, Picture("other").ToPdf(640, 400));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> Streams(byte[] pdf)
    {
        string text = Encoding.Latin1.GetString(pdf);
        foreach (Match match in StreamStart().Matches(text))
        {
            int start = match.Index + match.Length, end = text.IndexOf("endstream", start, StringComparison.Ordinal);
            string content;
            try
            {
                using var zlib = new ZLibStream(new MemoryStream(pdf, start, end - start), CompressionMode.Decompress);
                using var reader = new StreamReader(zlib, Encoding.Latin1);
                content = reader.ReadToEnd();
            }
            catch (InvalidDataException)
            {
                content = text[start..end];
            }

            yield return content;
        }
    }

    [GeneratedRegex(@"(?<!end)stream\r?\n")]
    private static partial Regex StreamStart();

    [GeneratedRegex("<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})>")]
    private static partial Regex Range();

    [GeneratedRegex("^<[0-9A-Fa-f]{4}> <([0-9A-Fa-f]{4})>\r?$", RegexOptions.Multiline)]
    private static partial Regex Single();

    [GeneratedRegex(@"/Type /Page\b(?!s)")]
    private static partial Regex PageType();
}
