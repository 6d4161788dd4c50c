using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>Encodings by the names of PowerShell and others.</summary>
public class TextEncodingsTests
{
    [Theory]
    [InlineData("utf8", 65001, 0)]
    [InlineData("UTF-8", 65001, 0)]
    [InlineData("utf8NoBOM", 65001, 0)]
    [InlineData("utf8BOM", 65001, 3)]
    [InlineData("Default", 65001, 0)]
    [InlineData("unicode", 1200, 2)]
    [InlineData("bigendianunicode", 1201, 2)]
    [InlineData("utf32", 12000, 4)]
    [InlineData("bigendianutf32", 12001, 4)]
    [InlineData("ascii", 20127, 0)]
    [InlineData("windows-1252", 1252, 0)]
    [InlineData("latin1", 28591, 0)]
    [InlineData("1251", 1251, 0)]
    [InlineData("850", 850, 0)]
    public void EncodingsAreFoundByName(string name, int page, int mark)
    {
        var encoding = TextEncodings.Of(name);
        Assert.Equal(page, encoding.CodePage);
        Assert.Equal(mark, encoding.Preamble.Length);
        Assert.Throws<EncoderFallbackException>(() => encoding.GetBytes("\ud83d"));
    }

    [Theory]
    [InlineData("ansi")]
    [InlineData("oem")]
    public void EncodingsOfTheSystemAreFound(string name) => Assert.Equal("a", TextEncodings.Of(name).GetString("a"u8));

    [Theory]
    [InlineData("klingon")]
    [InlineData("99999")]
    [InlineData("99999999999")]
    [InlineData("")]
    [InlineData("12\0")]
    public void OtherNamesAreRefused(string name) => Assert.Equal("UnknownEncoding", Assert.Throws<MixtureException>(() => TextEncodings.Of(name)).Id);
}
