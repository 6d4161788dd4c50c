using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Lower-casing is Unicode's full mapping, as in Python.</summary>
public sealed class LowerCasingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("ABC \u00c9", "abc \u00e9")]
    [InlineData("\u0130", "i\u0307")]
    [InlineData("I\u0130\u0131i\u0130", "ii\u0307\u0131ii\u0307")]
    [InlineData("\u03a3", "\u03c3")]
    [InlineData("\u0391\u03a3", "\u03b1\u03c2")]
    [InlineData("\u03a3\u0391", "\u03c3\u03b1")]
    [InlineData("\u0391\u03a3\u0391", "\u03b1\u03c3\u03b1")]
    [InlineData("\u0391\u03a3'\u0391", "\u03b1\u03c3'\u03b1")]
    [InlineData("\u0391\u0301\u03a3\u0301.", "\u03b1\u0301\u03c2\u0301.")]
    [InlineData("1\u03a3 \u24b6\u03a3", "1\u03c3 \u24d0\u03c2")]
    [InlineData("\u0391\u03a3\u03a3", "\u03b1\u03c3\u03c2")]
    [InlineData("\u1e9e\u01c5\U00010400\U0001f600", "\u00df\u01c6\U00010428\U0001f600")]
    [InlineData("\ud83d\u03a3", "\ud83d\u03c3")]
    public void EachCharacterIsLowerCased(string text, string lowered)
    {
        char[] buffer = [];
        Assert.Equal(lowered, LowerCasing.Lower(text, ref buffer).ToString());
        Assert.Equal(lowered, LowerCasing.Lower(text, ref buffer).ToString());
    }

    /// <summary>The Turkish rules of a user's culture have no effect.</summary>
    [Fact]
    public void CultureDoesNotMatter()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("tr-TR");
            char[] buffer = [];
            Assert.Equal("i", LowerCasing.Lower("I", ref buffer).ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
