using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class BarPictureTests
{
    private const string Ink = "#222";

    private static Svg Picture(string[] columns, params object?[][] rows) => new(BarPicture.Of(Of(columns, rows), "Accuracy", null));

    [Fact]
    public void A_name_is_at_its_bar_and_the_value_on_or_after_it()
    {
        var svg = Picture(["Name", "Accuracy"], ["long", 0.8], ["middle", 0.4], ["short", 0.01]);
        var bars = svg.Boxes(First);
        string[] names = ["long", "middle", "short"], values = ["0.800", "0.400", "0.010"];
        for (int i = 0; i < 3; i++)
        {
            double middle = bars[i].Top + (bars[i].Height / 2);
            Assert.Equal(middle, svg.Anchor(names[i]).Y, 0.5);
            Assert.Equal(middle, svg.Anchor(values[i]).Y, 0.5);
            bool isOn = svg.Anchor(values[i]).X < bars[i].Left + bars[i].Width;
            Assert.Equal(i < 2, isOn);
            Assert.Equal(isOn ? "white" : Ink, svg.ColorOf(values[i]));
        }
    }

    [Fact]
    public void Bars_fill_their_panel_and_do_not_touch()
    {
        var svg = Picture(["Name", "Accuracy"], [.. Enumerable.Range(1, 12).Select(i => new object?[] { "n" + i, 0.001 * i })]);
        var bars = svg.Boxes(First);
        var (left, _, right, _) = svg.Area();
        Assert.InRange(bars[11].Width, 0.8 * (right - left), right - left);
        for (int i = 1; i < 12; i++) Assert.True(bars[i - 1].Top + bars[i - 1].Height + 2 < bars[i].Top);
    }

    [Fact]
    public void A_value_below_zero_has_its_bar_to_the_left()
    {
        var svg = Picture(["Name", "Accuracy"], ["a", -0.2], ["b", 0.4]);
        var (below, above) = (svg.Boxes(First)[0], svg.Boxes(First)[1]);
        Assert.Equal(above.Left, below.Left + below.Width, 0.05);
        Assert.Equal(above.Width / 2, below.Width, 0.05);
        Assert.True(below.Left >= svg.Area().Left - 0.01);
    }

    [Fact]
    public void An_interval_is_drawn_completely_on_its_bar()
    {
        var svg = Picture(["Name", "Metric", "Mean", "Lower", "Upper", "Count"], ["a", "Accuracy", 0.5, 0.4, 0.8, 7]);
        var bar = svg.Boxes(First).Single();
        var whisker = svg.Lines(Ink, 1.5).Single();
        double unit = bar.Width / 0.5;
        Assert.Equal(bar.Left + (0.4 * unit), whisker.Min(corner => corner.X), 0.5);
        Assert.Equal(bar.Left + (0.8 * unit), whisker.Max(corner => corner.X), 0.5);
        Assert.All(whisker, corner => Assert.InRange(corner.Y, bar.Top, bar.Top + bar.Height));
        Assert.Contains("Means of up to 7 runs, with 95 % intervals.", svg.Words);
    }

    [Fact]
    public void The_note_states_the_most_runs_and_the_rows_without_a_value()
    {
        var svg = Picture(["Method", "Accuracy"], ["a", 0.5], ["b", 0.5], ["b", 0.6], ["b", 0.7], ["b", null]);
        Assert.Contains("Means of up to 3 runs, with 95 % intervals. 1 row without a value is left out.", svg.Words);
    }

    [Fact]
    public void Bounds_that_differ_are_each_at_its_own_bar()
    {
        var svg = Picture(["Name", "Accuracy", "Bound"], ["a", 0.4, 0.5], ["b", 0.4, 0.9]);
        var bars = svg.Boxes(First);
        double unit = bars[0].Width / 0.4;
        var dashes = svg.FilledCorners(Second);
        foreach (var (bar, bound) in bars.Zip([0.5, 0.9]))
        {
            var own = dashes.Where(corner => Math.Abs(corner.Y - (bar.Top + (bar.Height / 2))) < (bars[1].Top - bars[0].Top) / 2).ToList();
            Assert.NotEmpty(own);
            Assert.All(own, corner => Assert.Equal(bar.Left + (bound * unit), corner.X, 1.1));
        }

        Assert.Contains("Bayes rule", svg.Words);
    }

    [Fact]
    public void A_bar_is_named_by_its_name_before_its_method()
    {
        var svg = Picture(["Method", "Name", "Accuracy"], ["EM", "first", 0.5], ["EM", "second", 0.6]);
        Assert.Contains("first", svg.Words);
        Assert.DoesNotContain("EM", svg.Words);
        Assert.Contains("kind", Picture(["Accuracy", "Kind"], [0.5, "kind"]).Words);
    }
}
