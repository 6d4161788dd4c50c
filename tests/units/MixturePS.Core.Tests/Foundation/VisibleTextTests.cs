using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>Text that is shown in a terminal.</summary>
public class VisibleTextTests
{
    [Theory]
    [InlineData("caf\u00E9 \u05E9 \U0001F600", "caf\u00E9 \u05E9 \U0001F600")]
    [InlineData("a\u001b[31mb", "a`e[31mb")]
    [InlineData("\0\a\b\t\n\v\f\r", "`0`a`b`t`n`v`f`r")]
    [InlineData("\u009b31m\u007f", "`u{9b}31m`u{7f}")]
    [InlineData("\u202Ertl\u2066", "`u{202e}rtl`u{2066}")]
    [InlineData("\u2028", "`u{2028}")]
    [InlineData("", "")]
    public void ControlCharactersAreEscaped(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));
}
