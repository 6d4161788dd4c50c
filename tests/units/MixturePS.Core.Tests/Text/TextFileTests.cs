using System.Text;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Text files in any encoding, and files that aren't text.</summary>
public sealed class TextFileTests : IDisposable
{
    private const string Words = "na\u00efve caf\u00e9\r\nz\u00e9ro \u20ac\n\nend";
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public static TheoryData<string> Marked => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Marked))]
    public void AByteOrderMarkDeterminesTheEncoding(string name)
    {
        File.WriteAllText(_path, Words, Encoding.GetEncoding(name));
        AssertRead(fellBack: false);
    }

    [Fact]
    public void WithoutAMarkTheEncodingIsUtf8OrElseWindows1252()
    {
        File.WriteAllText(_path, Words, new UTF8Encoding(false));
        AssertRead(fellBack: false);
        File.WriteAllBytes(_path, TextEncodings.Of("1252").GetBytes(Words));
        AssertRead(fellBack: true);
    }

    [Fact]
    public void AnEncodingCanBeNamed()
    {
        File.WriteAllBytes(_path, TextEncodings.Of("ibm850").GetBytes("na\u00efve"));
        Assert.Equal("na\u00efve", new TextFile(_path, TextEncodings.Of("850")).ReadAll());
        Assert.Equal("UnknownEncoding", Assert.Throws<MixtureException>(() => TextEncodings.Of("klingon")).Id);
        Assert.Equal("UnknownEncoding", Assert.Throws<MixtureException>(() => TextEncodings.Of("99999")).Id);
    }

    [Theory]
    [InlineData("unicode")]
    [InlineData("bigendianunicode")]
    [InlineData("utf32")]
    [InlineData("bigendianutf32")]
    public void WideEncodingsAreRecognisedWithoutAMark(string name)
    {
        File.WriteAllBytes(_path, TextEncodings.Of(name).GetBytes(Words));
        AssertRead(fellBack: false);
    }

    [Fact]
    public void BytesThatAGivenEncodingLacksAreRefusedWithTheirLine()
    {
        File.WriteAllBytes(_path, [.. "one\ntwo\n"u8, 0xe9, .. "\n"u8]);
        foreach (string name in new[] { "ascii", "utf8" })
        {
            var file = new TextFile(_path, TextEncodings.Of(name));
            foreach (Action read in (Action[])[() => file.ReadAll(), () => file.ReadLines().ToList()])
            {
                var error = Assert.Throws<MixtureException>(read);
                Assert.Equal("InvalidEncoding", error.Id);
                Assert.Contains("line 3: the bytes E9", error.Message, StringComparison.Ordinal);
            }
        }

        // A mark is no guess.
        File.WriteAllBytes(_path, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("word"), 0]);
        Assert.Equal("InvalidEncoding", Assert.Throws<MixtureException>(() => new TextFile(_path).ReadAll()).Id);
    }

    [Fact]
    public void InvalidBytesFarIntoAFileAreDetected()
    {
        string many = string.Concat(Enumerable.Repeat("words and words\n", 20_000));
        File.WriteAllBytes(_path, [.. Encoding.ASCII.GetBytes(many), 0xe9]);
        var file = new TextFile(_path);
        Assert.Equal("\u00e9", file.ReadLines().Last());
        Assert.True(file.FellBack);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BinaryFilesAreRefused(bool withNull)
    {
        byte[] bytes = new byte[4096];
        new System.Random(1).NextBytes(bytes);
        if (!withNull) bytes = Array.FindAll(bytes, b => b != 0);
        File.WriteAllBytes(_path, bytes);
        Assert.Equal("BinaryFile", Assert.Throws<MixtureException>(() => new TextFile(_path).ReadAll()).Id);
        Assert.Equal("BinaryFile", Assert.Throws<MixtureException>(() => new TextFile(_path).ReadLines().ToList()).Id);
    }

    [Fact]
    public void AMissingFileIsUnreadable()
    {
        Assert.Equal("FileNotFound", Assert.Throws<MixtureException>(() => new TextFile(_path).ReadAll()).Id);
        Assert.Equal("FileNotReadable", Assert.Throws<MixtureException>(() => new TextFile(Path.GetTempPath()).ReadLines().ToList()).Id);
    }

    [Fact]
    public void AnEmptyFileIsAnEmptyDocumentWithoutLines()
    {
        File.WriteAllText(_path, string.Empty);
        Assert.Equal(string.Empty, new TextFile(_path).ReadAll());
        Assert.Empty(new TextFile(_path).ReadLines());
    }

    private void AssertRead(bool fellBack)
    {
        var whole = new TextFile(_path);
        Assert.Equal(Words, whole.ReadAll());
        Assert.Equal(fellBack, whole.FellBack);
        var lines = new TextFile(_path);
        Assert.Equal(["na\u00efve caf\u00e9", "z\u00e9ro \u20ac", "", "end"], lines.ReadLines());
        Assert.Equal(fellBack, lines.FellBack);
    }
}
