using MixturePS.Core.Foundation;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class LinePictureTests
{
    private static readonly string[] Columns = ["Method", "DocumentLength", "Accuracy", "Bound"];

    private static LinePicture Picture(params int[] lengths) => LinePicture.Of(
        Of(Columns, [.. lengths.SelectMany((length, i) => new object?[][] { ["EM", length, 0.5 + (0.1 * i), 0.9], ["KMeans", length, 0.4 + (0.05 * i * i), 0.9] })]), "Accuracy", null, null);

    [Fact]
    public void Markers_are_at_their_values()
    {
        var svg = new Svg(Picture(2, 3, 5, 9));
        foreach (var (color, values) in new[] { (First, new[] { 0.5, 0.6, 0.7, 0.8 }), (Second, [0.4, 0.45, 0.6, 0.85]) })
        {
            var markers = svg.Markers(color);
            Assert.Equal(4, markers.Count);
            AssertLinear([2, 3, 5, 9], [.. markers.Select(marker => marker.X)]);
            AssertLinear(values, [.. markers.Select(marker => marker.Y)]);
            Assert.Equal(markers, svg.Lines(color, 2).Single(), new Near());
        }
    }

    [Fact]
    public void Both_groups_share_the_labelled_scale()
    {
        var svg = new Svg(Picture(2, 3, 5, 9));
        double[] ys = [.. svg.Markers(First).Concat(svg.Markers(Second)).Select(marker => marker.Y)];
        AssertLinear([0.5, 0.6, 0.7, 0.8, 0.4, 0.45, 0.6, 0.85], ys);
        double perUnit = (ys[3] - ys[0]) / 0.3;
        Assert.Equal(0.2 * perUnit, svg.Place("0.8").Y - svg.Place("0.6").Y, 0.1);
    }

    [Fact]
    public void Values_spanning_more_than_a_decade_have_a_logarithmic_axis()
    {
        var svg = new Svg(Picture(5, 10, 50, 100));
        AssertLinear([.. new[] { 5, 10, 50, 100 }.Select(x => Math.Log10(x))], [.. svg.Markers(First).Select(marker => marker.X)]);
        Assert.Contains("5", svg.Words);
        Assert.Contains("50", svg.Words);
        Assert.Contains("Document length (tokens)", svg.Words);
    }

    [Fact]
    public void The_bound_is_a_dashed_line_at_its_height()
    {
        var svg = new Svg(Picture(2, 3, 5, 9));
        Assert.Contains("Bayes rule", svg.Words);
        double[] ys = [.. svg.Markers(First).Select(marker => marker.Y)];
        double expected = ys[0] + ((0.9 - 0.5) * (ys[3] - ys[0]) / 0.3);
        var dashes = svg.FilledCorners("#222");
        Assert.True(dashes.Count > 20);
        Assert.All(dashes, corner => Assert.InRange(corner.Y, expected - 1.1, expected + 1.1));
    }

    [Fact]
    public void Intervals_are_drawn_completely()
    {
        var picture = LinePicture.Of(Of(["DocumentLength", "Metric", "Mean", "Lower", "Upper"], [1, "Accuracy", 0.5, 0.3, 0.9], [2, "Accuracy", 0.5, null, null]), "Accuracy", null, null);
        var svg = new Svg(picture);
        var whisker = svg.Lines(First, 1.5).Single();
        Assert.Equal(6, whisker.Count);
        double middle = svg.Markers(First)[0].Y, low = whisker.Max(corner => corner.Y), high = whisker.Min(corner => corner.Y);
        Assert.Equal(2, (middle - high) / (low - middle), 0.02);
    }

    [Fact]
    public void The_values_of_a_text_factor_are_at_equal_distances()
    {
        var svg = new Svg(LinePicture.Of(Of(["Weighting", "Accuracy"], ["tf", 0.5], ["tf-idf", 0.7], ["none", 0.6]), "Accuracy", null, null));
        Assert.Equal(3, svg.Markers(First).Count);
        AssertLinear([0, 1, 2], [.. svg.Markers(First).Select(marker => marker.X)]);
        Assert.Empty(svg.Lines(First, 2));
        foreach (string word in (string[])["tf", "tf-idf", "none"]) Assert.Contains(word, svg.Words);
    }

    [Fact]
    public void Too_many_groups_are_refused() => Assert.Equal("TooManyToPlot", IdOf(() => LinePicture.Of(
        Of(["Name", "K", "Accuracy"], [.. Enumerable.Range(0, 57).Select(i => new object?[] { "n" + i, i % 2, 0.5 })]), "Accuracy", "K", "Name")));

    [Fact]
    public void A_decade_is_not_enough_for_a_logarithmic_axis()
    {
        AssertLinear([1, 2, 5, 10], [.. new Svg(Picture(1, 2, 5, 10)).Markers(First).Select(marker => marker.X)]);
        AssertLinear([.. new[] { 1, 2, 5, 11 }.Select(x => Math.Log10(x))], [.. new Svg(Picture(1, 2, 5, 11)).Markers(First).Select(marker => marker.X)]);
    }

    [Fact]
    public void Groups_are_on_both_sides_of_the_value_with_their_colours_in_the_legend()
    {
        var svg = new Svg(Picture(2, 3, 5, 9));
        Assert.Equal([First, Second], new[] { "EM", "KMeans" }.Select(svg.KeyOf));
        Assert.Equal([First, Second], new[] { "EM", "KMeans" }.Select(svg.LineKeyOf));
        foreach (var (first, second) in svg.Markers(First).Zip(svg.Markers(Second))) Assert.InRange(second.X - first.X, 2, 12);
        double middle = (svg.Markers(First)[0].X + svg.Markers(Second)[0].X) / 2;
        Assert.Equal(svg.Anchor("2").X, middle, 0.1);
    }

    [Fact]
    public void Markers_are_away_from_the_edges_and_a_share_has_no_tick_above_one()
    {
        var svg = new Svg(LinePicture.Of(Of(["K", "Accuracy"], [2, 0.0], [3, 0.5], [4, 1.0]), "Accuracy", null, null), 800, 1600);
        var (left, top, right, bottom) = svg.Area();
        foreach (var (x, y) in svg.Markers(First))
        {
            Assert.InRange(x, left + 10, right - 10);
            Assert.InRange(y, top + 10, bottom - 4);
        }

        Assert.Equal(["2", "3", "4"], svg.WordsBelow(bottom, bottom + 15));
        Assert.DoesNotContain(svg.Words, word => double.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out double number) && number is > 1 and < 2 or < 0);
        Assert.Contains("1.00", svg.Words);
    }

    [Fact]
    public void Bounds_of_groups_that_differ_are_drawn_in_their_colours()
    {
        var svg = new Svg(LinePicture.Of(
            Of(["Eta", "K", "Accuracy", "Bound"], [1, 2, 0.5, 0.6], [1, 3, 0.4, 0.6], [10, 2, 0.7, 0.9], [10, 3, 0.6, 0.9]), "Accuracy", "K", "Eta"));
        var markers = svg.Markers(First).TakeLast(2).ToArray();
        double zero = markers[0].Y, unit = (markers[1].Y - zero) / -0.1;
        foreach (var (color, bound) in new[] { (First, 0.6), (Second, 0.9) })
        {
            var dashes = svg.FilledCorners(color);
            Assert.True(dashes.Count > 20);
            Assert.All(dashes, corner => Assert.Equal(zero + ((bound - 0.5) * unit), corner.Y, 1.1));
        }

        Assert.Contains("Bayes rule of each, in its colour", svg.Words);
        Assert.Contains("Eta 10", svg.Words);
    }

    [Fact]
    public void The_bound_of_a_category_is_as_wide_as_the_category()
    {
        var svg = new Svg(LinePicture.Of(Of(["Weighting", "Accuracy", "Bound"], ["tf", 0.5, 0.9], ["none", 0.6, 0.8]), "Accuracy", null, null));
        double step = svg.Markers(First)[1].X - svg.Markers(First)[0].X, middle = svg.Markers(First)[0].X;
        var left = svg.FilledCorners("#222").Where(corner => corner.X < middle + (step / 2)).ToList();
        Assert.Equal(middle - (0.4 * step), left.Min(corner => corner.X), 1.5);
        Assert.InRange(left.Max(corner => corner.X), middle + (0.3 * step), middle + (0.41 * step));
    }

    [Fact]
    public void The_note_states_the_fewest_and_the_most_runs() =>
        Assert.Contains("1 to 3 runs per point, with 95 % intervals of the mean.",
            new Svg(LinePicture.Of(Of(["K", "Accuracy"], [2, 0.5], [3, 0.5], [3, 0.6], [3, 0.7]), "Accuracy", null, null)).Words);

    [Fact]
    public void Groups_that_do_not_fit_in_the_legend_are_counted()
    {
        var svg = new Svg(LinePicture.Of(
            Of(["Name", "K", "Accuracy"], [.. Enumerable.Range(0, 100).Select(i => new object?[] { $"a long name of group {i % 50}", i / 50, 0.5 })]), "Accuracy", "K", "Name"));
        int shown = svg.Words.Count(word => word.StartsWith("a long name of group", StringComparison.Ordinal));
        Assert.InRange(shown, 8, 40);
        Assert.Contains(svg.Words, word => word.StartsWith($"{50 - shown} more are not in the legend.", StringComparison.Ordinal));
    }

    private static void AssertLinear(double[] values, double[] pixels)
    {
        int far = Array.IndexOf(values, values.Max()), near = Array.IndexOf(values, values.Min());
        double slope = (pixels[far] - pixels[near]) / (values[far] - values[near]);
        Assert.True(Math.Abs(slope) > 1);
        for (int i = 0; i < values.Length; i++) Assert.Equal(pixels[near] + (slope * (values[i] - values[near])), pixels[i], 0.05);
    }

    private sealed class Near : IEqualityComparer<(double X, double Y)>
    {
        public bool Equals((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < 0.05 && Math.Abs(a.Y - b.Y) < 2;

        public int GetHashCode((double X, double Y) point) => 0;
    }
}
