using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>Parses numbers from text.</summary>
public class NumberTextTests
{
    [Theory]
    [InlineData("", "0.97", 0.97)]
    [InlineData("", "0,97", null)]
    [InlineData("de-DE", "0.97", 0.97)]
    [InlineData("de-DE", "0,97", 0.97)]
    [InlineData("de-DE", "-1,5E-07", -1.5e-7)]
    [InlineData("de-DE", "1.234", 1.234)]
    [InlineData("de-DE", "1.234,5", null)]
    [InlineData("fr-FR", "12,5", 12.5)]
    [InlineData("tr-TR", "12,5", 12.5)]
    [InlineData("en-US", "1,234", null)]
    [InlineData("de-DE", "zwei", null)]
    public void TheInvariantCultureIsTriedBeforeThatOfTheSession(string culture, string text, double? expected)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, NumberText.TryRead(text, out double value) ? value : null);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
