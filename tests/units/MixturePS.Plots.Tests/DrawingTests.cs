using System.Globalization;
using MixturePS.Plots.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots.Tests;

public class DrawingTests
{
    [Fact]
    public void Groups_differ_in_colour_or_shape() =>
        Assert.Equal(GroupPalette.Count, Enumerable.Range(0, GroupPalette.Count).Select(group => (GroupPalette.Of(group).ToHex(), GroupPalette.Shape(group))).Distinct().Count());

    [Theory]
    [InlineData("MaxIteration", "Max iteration", "Max iteration", "max iteration")]
    [InlineData("documentlength", "Document length", "Document length (tokens)", "document length")]
    [InlineData("Bic", "BIC", "BIC", "BIC")]
    [InlineData("VMeasure", "V-measure", "V-measure", "V-measure")]
    [InlineData("tokens used", "tokens used", "tokens used", "tokens used")]
    public void Properties_are_named_as_people_read_them(string property, string name, string axis, string within)
    {
        Assert.Equal(name, Labels.Name(property));
        Assert.Equal(axis, Labels.Axis(property));
        Assert.Equal(within, Labels.Within(property));
    }

    [Fact]
    public void Numbers_are_the_same_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(["0 %", "5.5 %", "10 %", "25 %", "100 %"], new[] { 0, 0.055, 0.1, 0.25, 1 }.Select(Numbers.Percent));
            Assert.Equal(["0.0123", "1,234.5", "0.3333", "2e-5", "1.5e7", "0"], new[] { 0.0123, 1234.5, 1 / 3.0, 2e-5, 1.5e7, 0 }.Select(Numbers.Short));
            Assert.Equal("1,234.50", Numbers.Fixed(1234.5, 2));
            Assert.Equal("3", Numbers.Fixed(2.6, 0));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Steps_are_one_two_or_five_times_a_power_of_ten() =>
        Assert.Equal([1, 1, 2, 2, 5, 5, 10, 0.05], new[] { 0, 1, 1.2, 2, 2.1, 5, 6, 0.021 }.Select(AxisTicks.Step).Select(step => Math.Round(step, 12)));

    [Fact]
    public void Ticks_are_round_over_the_whole_range()
    {
        Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], LabelsOf(AxisTicks.Linear(-0.05, 1, 6)));
        Assert.Equal(["1", "2", "3"], LabelsOf(AxisTicks.Linear(0.9, 3.1, 9, isWhole: true)));

        // A single round number would not show how long the axis is.
        Assert.Equal(3, LabelsOf(AxisTicks.Linear(-0.08, 0.09, 3)).Length);
        Assert.Equal(["2019", "2020", "2021"], LabelsOf(AxisTicks.Linear(2018.9, 2021.1, 9, isWhole: true)));
        Assert.Equal(["10,000", "20,000"], LabelsOf(AxisTicks.Linear(9000, 21000, 2)));
        Assert.Equal(["0", "2e7", "4e7"], LabelsOf(AxisTicks.Linear(0, 5e7, 3)));
        Assert.All(Shown(AxisTicks.Linear(-0.05, 1, 6)), tick => Assert.Equal(double.Parse(tick.Label, CultureInfo.InvariantCulture), tick.Position, 12));
    }

    [Theory]
    [InlineData(600, "3|10|30|100")]
    [InlineData(60, "10|100")]
    [InlineData(30, "3|100")]
    public void Ticks_of_a_logarithmic_axis_have_room_and_are_at_logarithms(double pixels, string labels)
    {
        var ticks = Shown(AxisTicks.Logarithmic([3, 10, 30, 100], pixels, 0.04));
        Assert.Equal(labels, string.Join('|', ticks.Select(tick => tick.Label)));
        Assert.All(ticks, tick => Assert.Equal(Math.Log10(double.Parse(tick.Label, CultureInfo.InvariantCulture)), tick.Position, 9));
    }

    [Fact]
    public void A_range_is_padded_but_not_below_its_floor()
    {
        Assert.Equal((-1, 11), PanelStyle.Padded([0, 10, double.NaN], 0.1));
        Assert.Equal((0, 11), PanelStyle.Padded([0, 10], 0.1, floor: 0));
        Assert.Equal((-6.5, 6.5), PanelStyle.Padded([-5, 5], 0.15, floor: 0));
        foreach (double only in (double[])[0, 3, -3, 1e9])
        {
            var (low, high) = PanelStyle.Padded([only], 0.1);
            Assert.True(low < only && only < high);
        }
    }

    [Fact]
    public void Lines_have_all_words_and_cuts_do_not_split_characters()
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = 13 };
        const string Text = "The quick brown fox jumps over the lazy dog and runs away";
        var lines = TextLines.Wrap(Text, 120, style, paint, 20);
        Assert.True(lines.Count > 3);
        Assert.Equal(Text, string.Join(' ', lines));
        Assert.All(lines, line => Assert.True(style.Measure(line, paint).Width <= 120));
        for (float width = 20; width < 150; width++)
        {
            string cut = TextLines.Shorten("𝒜𝒝𝒞𝒟𝒠𝒡𝒢𝒣𝒤𝒥𝒦", width, style, paint);
            Assert.Equal(cut, new string([.. cut.EnumerateRunes().SelectMany(rune => rune.ToString())]));
            Assert.DoesNotContain('\uFFFD', cut);
        }
    }

    private static string[] LabelsOf(NumericManual ticks) => [.. Shown(ticks).Select(tick => tick.Label)];

    private static Tick[] Shown(NumericManual ticks)
    {
        using var paint = Paint.NewDisposablePaint();
        ticks.Regenerate(new CoordinateRange(-1e9, 1e9), Edge.Bottom, new PixelLength(1000), paint, new LabelStyle());
        return ticks.Ticks;
    }
}
