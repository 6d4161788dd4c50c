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
    [InlineData("de-DE", "1,5\0", null)]
    [InlineData("de-DE", "-\u221E", double.NegativeInfinity)]
    [InlineData("sv-SE", "\u22120,5", -0.5)]
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

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0", -0.0)]
    [InlineData(" 12\t", 12.0)]
    [InlineData("+3", 3.0)]
    [InlineData("007", 7.0)]
    [InlineData("1.50", 1.5)]
    [InlineData("1.", 1.0)]
    [InlineData(".5", 0.5)]
    [InlineData("1e3", 1000.0)]
    [InlineData("1.5E-07", 1.5e-7)]
    [InlineData("\u22122.5", -2.5)]
    [InlineData("123456789012345678", 123456789012345680.0)]
    [InlineData("0.1000000000000000055511151231257827", 0.1)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("\u221E", double.PositiveInfinity)]
    [InlineData("1e999", double.PositiveInfinity)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData("-", null)]
    [InlineData(".", null)]
    [InlineData("e5", null)]
    [InlineData("1e", null)]
    [InlineData("1e+", null)]
    [InlineData("1.2.3", null)]
    [InlineData("--1", null)]
    [InlineData("1-", null)]
    [InlineData("1 2", null)]
    [InlineData("1\u00A0000", null)]
    [InlineData("\u00A01", null)]
    [InlineData("1,5", null)]
    [InlineData("1,000.5", null)]
    [InlineData("1'000", null)]
    [InlineData("1_000", null)]
    [InlineData("(1)", null)]
    [InlineData("$1", null)]
    [InlineData("1%", null)]
    [InlineData("0x1", null)]
    [InlineData("1f", null)]
    [InlineData("12\0", null)]
    [InlineData("1.5\0\0", null)]
    [InlineData("\u00011", null)]
    [InlineData("1\n", null)]
    [InlineData("\u0661", null)]
    [InlineData("\uFF11", null)]
    public void OnlyPlainNumbersAreRead(string text, double? expected)
    {
        bool isNumber = NumberText.TryRead(text, NumberText.Point, out double value);
        Assert.Equal(expected is not null, isNumber);
        if (expected is { } number) Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(value));
        if (text.Contains(',')) return;
        Assert.Equal(isNumber, NumberText.TryRead(text.Replace('.', ','), ',', out double other));
        if (isNumber) Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(other));
    }

    [Theory]
    [InlineData("9007199254740991", true)]
    [InlineData("9007199254740992", true)]
    [InlineData("9007199254740993", false)]
    [InlineData("-9007199254740993", false)]
    [InlineData("9007199254740993.0", false)]
    [InlineData("9.007199254740993e15", false)]
    [InlineData("9.007199254740992e15", true)]
    [InlineData("18446744073709551616", true)]
    [InlineData("18446744073709551617", false)]
    [InlineData("1E+300", true)]
    [InlineData("1.0282891738973526E+18", true)]
    [InlineData("1.02828917389735261E+18", false)]
    [InlineData("3.000", true)]
    [InlineData("30e-1", true)]
    [InlineData("4503599627370497.25", false)]
    [InlineData("1.00000000000000000001", false)]
    [InlineData("1e-400", false)]
    [InlineData("0e-400", true)]
    public void ARoundedCountIsRecognised(string text, bool expected)
    {
        Assert.True(NumberText.TryRead(text, NumberText.Point, out double value));
        Assert.Equal(Math.Floor(value), value);
        Assert.Equal(expected, NumberText.IsExact(text, value, NumberText.Point));
    }

    [Theory]
    [InlineData("44505402943534180", true)]
    [InlineData("44505402943534181", false)]
    [InlineData("9007199254740993", false)]
    public void TheShortestTextOfACountIsEnoughInJson(string text, bool expected)
    {
        Assert.True(NumberText.TryRead(text, NumberText.Point, out double value));
        Assert.False(NumberText.IsExact(text, value, NumberText.Point));
        Assert.Equal(expected, NumberText.IsExact(text, value, NumberText.Point, orShortest: true));
    }

    [Theory]
    [InlineData("12", true, true)]
    [InlineData("-12", false, true)]
    [InlineData(" 12 ", false, true)]
    [InlineData("12\0", false, false)]
    [InlineData("1,2", false, false)]
    [InlineData("", false, false)]
    [InlineData("+", false, false)]
    [InlineData("123456789012345678901234567890", false, true)]
    public void WholeNumbersAreDigits(string text, bool isWhole, bool isInteger)
    {
        Assert.Equal(isWhole, NumberText.TryWhole(text, out _));
        Assert.Equal(isInteger, NumberText.TryInteger(text, out _));
    }

    [Fact]
    public void DecimalsHaveTheBitsOfTheFrameworksParser()
    {
        var random = new System.Random(3);
        for (int trial = 0; trial < 300_000; trial++)
        {
            string digits = string.Concat(Enumerable.Range(0, random.Next(1, 22)).Select(_ => (char)('0' + random.Next(random.Next(3) == 0 ? 1 : 10))));
            string text = (random.Next(3) == 0 ? "-" : "") + digits.Insert(random.Next(digits.Length + 1), ".");
            Assert.True(NumberText.TryRead(text, NumberText.Point, out double value));
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
        }
    }
}
