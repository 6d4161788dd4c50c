using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class RowPictureTests
{
    private static readonly string[] Criteria = ["K", "Suggested", "Reason", "Method", "Bic", "Silhouette", "Icl"];

    private static ClusterCountPicture ClusterCount() => ClusterCountPicture.Of(Of(Criteria,
        [1, "False", "", "EM", 500, null, null], [2, "True", "BIC is least", "EM", 300, 0.25, null], [3, "False", "", "EM", 340, 0.5, null]));

    [Fact]
    public void Each_available_criterion_has_its_own_panel()
    {
        var svg = new Svg(ClusterCount());
        Assert.Contains("BIC (min)", svg.Words);
        Assert.Contains("Silhouette (max)", svg.Words);
        Assert.DoesNotContain(svg.Words, word => word.StartsWith("ICL", StringComparison.Ordinal));
        Assert.Contains("Number of clusters: 2 suggested", svg.Words);
        var markers = svg.Markers(First);
        Assert.Equal(5, markers.Count);
        Assert.Equal(0.2, (markers[1].Y - markers[2].Y) / (markers[1].Y - markers[0].Y), 0.01);
        Assert.Equal(markers[1].X - markers[0].X, markers[2].X - markers[1].X, 0.05);
    }

    [Fact]
    public void Rows_without_criteria_are_refused()
    {
        Assert.Equal("NothingToPlot", IdOf(() => ClusterCountPicture.Of(Of(Criteria, [1, "False", "", "EM", null, null, null]))));
        Assert.Equal("MissingProperty", IdOf(() => ClusterCountPicture.Of(Of(["Bic"], [1.0]))));
        Assert.Equal("NotNumeric", IdOf(() => ClusterCountPicture.Of(Of(["K", "Bic"], ["two", 1.0]))));
    }

    [Fact]
    public void Bars_are_as_long_as_their_values_in_the_order_of_the_rows()
    {
        var svg = new Svg(BarPicture.Of(Of(["Name", "Accuracy", "Bound"], ["k-means", 0.4, 0.9], ["EM", 0.8, 0.9], ["nothing", 0.2, 0.9]), "Accuracy", null, "Ladder"));
        var bars = svg.Boxes(First);
        Assert.Equal(3, bars.Count);
        Assert.Equal(2, bars[1].Width / bars[0].Width, 0.005);
        Assert.Equal(0.5, bars[2].Width / bars[0].Width, 0.005);
        Assert.True(bars[0].Top < bars[1].Top && bars[1].Top < bars[2].Top);
        foreach (string word in (string[])["Ladder", "0.400", "0.800", "k-means", "EM", "Bayes rule 0.900"]) Assert.Contains(word, svg.Words);
        double expected = bars[0].Left + (bars[0].Width * 0.9 / 0.4);
        Assert.All(svg.FilledCorners(Second), corner => Assert.InRange(corner.X, expected - 1.1, expected + 1.1));
        Assert.NotEmpty(svg.FilledCorners(Second));
    }

    [Fact]
    public void Rows_with_the_same_name_are_averaged()
    {
        var svg = new Svg(BarPicture.Of(Of(["Method", "Seed", "Accuracy"], ["a", 1, 0.4], ["a", 2, 0.6], ["b", 1, 1.0]), "Accuracy", null));
        Assert.Contains("0.500", svg.Words);
        Assert.Equal(2, svg.Boxes(First).Count);
        Assert.Equal("MissingProperty", IdOf(() => BarPicture.Of(Of(["Accuracy"], [0.5]), "Accuracy", null)));
        Assert.Equal("NothingToPlot", IdOf(() => BarPicture.Of(new Data.PlotTable(), "Accuracy", null)));
    }

    [Fact]
    public void The_best_of_each_criterion_has_a_ring_and_the_suggestion_a_line()
    {
        // Rows are in arbitrary order.
        var svg = new Svg(ClusterCountPicture.Of(Of([.. Criteria, "HeldOutLogLikelihood"],
            [3, "False", "", "EM", 340, 0.5, 350, -7], [1, "False", "", "EM", 500, null, 300, -9], [2, "True", "BIC is least", "EM", 300, 0.25, 400, -5])));
        string[] words = ["BIC (min)", "ICL (min)", "Held-out log-likelihood (max)", "Silhouette (max)"];
        foreach (string word in words) Assert.Contains(word, svg.Words);
        Assert.DoesNotContain("Silhouette (min)", svg.Words);

        // In the order of the panels: BIC, ICL, held-out log-likelihood, each with three points, and silhouette with two.
        var markers = svg.Markers(First);
        Assert.Equal([markers[1], markers[3], markers[7], markers[10]], svg.Rings(Second));
        foreach (var line in svg.Lines(First, 2)) Assert.Equal(line.OrderBy(corner => corner.X), line);
        var suggested = svg.FilledCorners(Second);
        Assert.NotEmpty(suggested);
        Assert.All(suggested, corner => Assert.Contains(new[] { markers[1].X, markers[4].X, markers[7].X, markers[9].X }, x => Math.Abs(x - corner.X) < 1.1));
    }

    [Fact]
    public void The_ring_of_the_stability_is_at_the_greatest_K_near_the_best()
    {
        var svg = new Svg(ClusterCountPicture.Of(Of(["K", "Suggested", "Reason", "Stability"], [2, "False", "", 1], [3, "True", "", 0.99], [4, "False", "", 0.9])));
        Assert.Equal([svg.Markers(First)[1]], svg.Rings(Second));
    }

    [Fact]
    public void Each_column_of_panels_has_its_axis_named_below()
    {
        string[] columns = ["K", "Suggested", "Reason", "Bic", "Aic", "Icl", "Silhouette", "Stability"];
        var svg = new Svg(ClusterCountPicture.Of(Of(columns, [2, "True", "", 1, 1, 1, 1, 1], [3, "False", "", 2, 2, 2, 0.5, 0.5])));
        Assert.Equal(3, svg.Words.Count(word => word == "K (clusters)"));
    }
}
