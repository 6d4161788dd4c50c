using System.Buffers.Binary;
using System.Globalization;
using SkiaSharp;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public sealed class PictureFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(800, 500)]
    [InlineData(321, 200)]
    [InlineData(1600, 1200)]
    public void A_png_has_its_size_and_is_not_blank(int width, int height)
    {
        string path = Path.Combine(_folder, "a.PNG");
        PictureFile.Write(WordPicture.Of(Clusterings.Model()), path, width, height, overwrite: false);
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
        Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
        using var bitmap = SKBitmap.Decode(bytes);
        var blue = new SKColor(0, 0x72, 0xB2);
        Assert.Equal(SKColors.White, bitmap.GetPixel(0, 0));
        Assert.InRange(bitmap.Pixels.Count(pixel => pixel == blue), 100, width * height / 2);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_same_data_gives_the_same_bytes_in_any_culture_and_after_any_other_picture()
    {
        var fit = Clusterings.Fit(Clusterings.Documents());
        var before = CultureInfo.CurrentCulture;
        byte[] png = DocumentPicture.Of(fit).ToPng(640, 400), svg = DocumentPicture.Of(fit).ToSvg(640, 400);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            _ = TracePicture.Of(fit).ToSvg(800, 500);
            Assert.Equal(png, DocumentPicture.Of(fit).ToPng(640, 400));
            Assert.Equal(svg, DocumentPicture.Of(fit).ToSvg(640, 400));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Words_are_drawn_in_the_included_font()
    {
        string svg = System.Text.Encoding.UTF8.GetString(WordPicture.Of(Clusterings.Model()).ToSvg(800, 500));
        Assert.Contains("font-family=\"DejaVu Sans, Verdana, sans-serif\"", svg, StringComparison.Ordinal);
        Assert.Contains("viewBox=\"0 0 800 500\"", svg, StringComparison.Ordinal);
        Assert.Contains("<title>Word probabilities of the clusters</title>", svg, StringComparison.Ordinal);
        var title = WordPicture.Of(Clusterings.Model(), "a < b & \"c\"");
        Assert.Contains("a < b & \"c\"", new Svg(title).Words);
    }

    [Fact]
    public void Nothing_is_written_after_an_error()
    {
        var picture = WordPicture.Of(Clusterings.Model());
        string there = Path.Combine(_folder, "there.svg");
        File.WriteAllText(there, "kept");
        string Id(string path, int width = 800, int height = 500) => IdOf(() => PictureFile.Write(picture, path, width, height, overwrite: false));
        Assert.Equal("FileExists", Id(there));
        Assert.Equal("UnknownPictureFormat", Id(Path.Combine(_folder, "a.jpg")));
        Assert.Equal("UnknownPictureFormat", Id(Path.Combine(_folder, "png")));
        Assert.Equal("FolderNotFound", Id(Path.Combine(_folder, "none", "a.png")));
        Assert.Equal("InvalidPictureSize", Id(Path.Combine(_folder, "a.png"), width: 199));
        Assert.Equal("InvalidPictureSize", Id(Path.Combine(_folder, "a.png"), height: 8001));
        Assert.Equal("kept", File.ReadAllText(there));
        Assert.Single(Directory.GetFiles(_folder));
        PictureFile.Write(picture, there, 800, 500, overwrite: true);
        Assert.StartsWith("<?xml", File.ReadAllText(there), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Long_titles_and_names_stay_within_the_picture()
    {
        string name = string.Join(' ', Enumerable.Repeat("longest", 60));
        var svg = new Svg(BarPicture.Of(Of(["Name", "Accuracy"], [name, 0.5]), "Accuracy", null, name), 400, 300);
        Assert.DoesNotContain(svg.Words, word => word.Length > 60);
        Assert.Contains(svg.Words, word => word.EndsWith("...", StringComparison.Ordinal));
    }
}
