using System.Management.Automation;
using System.Management.Automation.Host;

namespace MixturePS.Shell.Tests;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain", 5)]
    [InlineData("東京", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("🎉!", 3)]
    public void WidthCountsCells(string text, int cells) => Assert.Equal(cells, CellWidth.Of(text));

    [Fact]
    public void ProgressIsOneLineThatFits()
    {
        var record = new ProgressRecord(1, "Fitting", "restart 3\nof 10") { PercentComplete = 25, SecondsRemaining = 70 };
        Assert.Equal("Fitting [#####...............] 25% 00:01:10 left restart 3 of 10", ProgressView.Line(record, 80));
        Assert.Equal("Fitting [#####\u2026", ProgressView.Line(record, 15));
        Assert.Equal("東\u2026", ProgressView.Line(new ProgressRecord(1, "東京東京", " "), 4));
    }

    [Fact]
    public void AChoiceIsItsKeyItsLabelOrNothingForTheDefault()
    {
        var menu = new ChoiceMenu([new ChoiceDescription("&Yes", "do"), new ChoiceDescription("&No", "don't"), new ChoiceDescription("Maybe")], 1);
        Assert.Equal([0, 0, 1, 1, 2], new[] { "y", "yes", "N ", string.Empty, "maybe" }.Select(a => menu.Choose(a)));
        Assert.Null(menu.Choose("x"));
        Assert.Contains("default is \"N\"", menu.Question);
        Assert.Contains("N - don't", menu.Help);
        Assert.Null(new ChoiceMenu([new ChoiceDescription("&Yes")], -1).Choose(null));
    }

    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("1 +", false)]
    [InlineData("if ($true) {", false)]
    [InlineData("'open", false)]
    [InlineData("1 } 2", true)]
    public void ACommandGoesOnUntilItIsComplete(string text, bool complete) => Assert.Equal(complete, StreamCommandReader.IsComplete(text));
}
