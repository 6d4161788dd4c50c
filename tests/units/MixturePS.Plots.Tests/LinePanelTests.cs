using MixturePS.Plots.Data;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class LinePanelTests
{
    private static readonly string[] Columns = ["Method", "DocumentLength", "Eta", "Accuracy"];
    private static readonly string[] TargetColumns = ["Eta", "Method", "Metric", "Target", "Reached", "DocumentLength", "Mean", "ConfidenceLow", "ConfidenceHigh", "Count", "Greatest"];

    private static LinePicture Picture(string? panel = null) => LinePicture.Of(
        Of(Columns, [.. from eta in new[] { 8, 0.5, 2 } from length in new[] { 5, 10, 20 } from method in new[] { "EM", "KMeans" }
            select new object?[] { method, length, eta, 0.9 - (eta / 20) - (1.0 / length) - (method == "EM" ? 0 : 0.1) }]), "Accuracy", "DocumentLength", null, panel: panel);

    private static LinePicture Targets(params object?[][] rows) => LinePicture.Of(Of(TargetColumns, rows), "Accuracy", null, null);

    [Fact]
    public void A_further_factor_has_a_panel_for_each_value_in_ascending_order()
    {
        var svg = new Svg(Picture());
        Assert.Equal(3, svg.Areas().Count);
        string[] titles = ["Eta = 0.5", "Eta = 2", "Eta = 8"];
        for (int p = 0; p < 3; p++)
        {
            var area = svg.Areas()[p];
            var (x, y) = svg.Anchor(titles[p]);
            Assert.InRange(x, area.Left, area.Right);
            Assert.InRange(y, area.Top - 40, area.Top);
        }

        Assert.Single(svg.Words, word => word == "Document length (tokens)");
        Assert.Single(svg.Words, word => word == "Accuracy (share of documents)");
        Assert.Contains("Accuracy by document length for each method and eta", svg.Words);
        Assert.DoesNotContain(svg.Words, word => word.Contains("over Eta", StringComparison.Ordinal));
    }

    [Fact]
    public void All_panels_have_the_same_axes()
    {
        var svg = new Svg(Picture());
        var (first, areas) = (svg.Markers(First), svg.Areas());
        Assert.Equal(9, first.Count);
        double unit = (first[0].Y - first[2].Y) / (0.2 - 0.05);
        for (int p = 0; p < 3; p++)
        {
            Assert.Equal(areas[0].Right - areas[0].Left, areas[p].Right - areas[p].Left, 0.1);
            Assert.Equal(areas[0].Bottom - areas[0].Top, areas[p].Bottom - areas[p].Top, 0.1);
            double[] etas = [0.5, 2, 8];
            for (int i = 0; i < 3; i++)
            {
                var marker = first[(3 * p) + i];
                Assert.InRange(marker.X, areas[p].Left, areas[p].Right);
                Assert.Equal(first[i].X - areas[0].Left, marker.X - areas[p].Left, 0.1);
                Assert.Equal((etas[p] - 0.5) / 20 * unit, marker.Y - areas[p].Top - (first[i].Y - areas[0].Top), 0.5);
            }
        }
    }

    [Fact]
    public void Without_panels_the_means_are_over_the_factor()
    {
        var svg = new Svg(Picture(string.Empty));
        Assert.Single(svg.Areas());
        Assert.Contains(svg.Words, word => word.Contains("over Eta 0.5, 2, 8", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_without_a_value_of_the_factor_are_in_all_panels()
    {
        var svg = new Svg(LinePicture.Of(Of(["Method", "K", "Smoothing", "Accuracy"], ["EM", 2, 0.1, 0.5], ["EM", 2, 1, 0.6], ["EM", 3, 0.1, 0.4], ["EM", 3, 1, 0.5], ["KMeans", 2, null, 0.3], ["KMeans", 3, null, 0.2]), "Accuracy", null, null));
        Assert.Equal(2, svg.Areas().Count);
        Assert.Equal(4, svg.Markers(First).Count);
        Assert.Equal(4, svg.Markers(Second).Count);
        Assert.Contains("Smoothing = 0.1", svg.Words);
    }

    [Fact]
    public void Many_panels_make_the_picture_taller()
    {
        var picture = LinePicture.Of(Of(Columns, [.. from eta in Enumerable.Range(1, 20) from length in new[] { 5, 10 } from method in new[] { "EM", "KMeans" } select new object?[] { method, length, eta, 0.5 }]), "Accuracy", "DocumentLength", null);
        Assert.InRange(picture.HeightFor(800), 900, 2000);
        var svg = new Svg(picture, 800, picture.HeightFor(800));
        Assert.Equal(20, svg.Areas().Count);
        Assert.All(svg.Areas(), area => Assert.True(area.Bottom - area.Top > 100 && area.Right - area.Left > 100));
    }

    [Fact]
    public void A_search_for_a_target_gives_the_needed_value()
    {
        var svg = new Svg(Targets(
            [1, "EM", "Accuracy", 0.9, "True", 10, 0.93, 0.9, 0.95, 8, 40], [2, "EM", "Accuracy", 0.9, "True", 20, 0.91, 0.9, 0.95, 8, 40], [3, "EM", "Accuracy", 0.9, "True", 40, 0.97, 0.9, 0.95, 8, 40],
            [1, "KMeans", "Accuracy", 0.9, "True", 20, 0.92, 0.9, 0.95, 8, 40], [2, "KMeans", "Accuracy", 0.9, "False", null, 0.8, 0.7, 0.85, 8, 40], [3, "KMeans", "Accuracy", 0.9, "False", null, 0.6, 0.5, 0.7, 8, 40]));
        Assert.Contains("Document length needed for an accuracy of 0.9 by eta for each method", svg.Words);
        Assert.Contains("Document length (tokens)", svg.Words);
        Assert.Contains("not reached within 40", svg.Words);
        Assert.Contains("Smallest document length that was run with an accuracy of 0.9; 8 runs each.", svg.Words);
        Assert.DoesNotContain(svg.Words, word => word.Contains("Bayes", StringComparison.Ordinal));

        // 10, 20 and 40 tokens by EM; 20 by k-means.
        var em = svg.Markers(First);
        Assert.Equal(3, em.Count);
        Assert.Equal(2, (em[1].Y - em[2].Y) / (em[0].Y - em[1].Y), 0.02);
        var kmeans = Assert.Single(svg.Markers(Second));
        Assert.Equal(em[1].Y, kmeans.Y, 0.1);
        Assert.InRange(kmeans.X - em[0].X, 5, 30);

        // The other two are open, above all others.
        var open = svg.Outlines(Second);
        Assert.Equal(2, open.Count);
        Assert.All(open, marker => Assert.InRange(marker.Y, svg.Area().Top, em[2].Y - 5));
        Assert.Equal(em[1].X - em[0].X, open[0].X - kmeans.X, 0.2);
    }

    [Fact]
    public void Needed_values_that_span_a_decade_are_on_a_logarithmic_axis()
    {
        var svg = new Svg(Targets([1, "EM", "Accuracy", 0.9, "True", 5, 0.9, 0, 1, 8, 80], [2, "EM", "Accuracy", 0.9, "True", 20, 0.9, 0, 1, 8, 80], [3, "EM", "Accuracy", 0.9, "True", 80, 0.9, 0, 1, 8, 80]));
        var markers = svg.Markers(First);
        Assert.Equal(markers[0].Y - markers[1].Y, markers[1].Y - markers[2].Y, 0.1);
        Assert.DoesNotContain(svg.Words, word => word.StartsWith("not reached", StringComparison.Ordinal));
    }

    [Fact]
    public void Targets_of_methods_alone_are_categories_and_nothing_reached_is_drawn()
    {
        var svg = new Svg(Targets([1, "EM", "Accuracy", 0.9, "True", 20, 0.9, 0, 1, 8, 80], [1, "Bound", "Accuracy", 0.9, "True", 10, 0.9, 0, 1, 8, 80]));
        Assert.Equal(["EM", "Bayes rule"], svg.Words.Where(word => word is "EM" or "Bayes rule"));
        Assert.Equal(2, svg.Markers(First).Count);
        var none = new Svg(Targets([1, "EM", "Accuracy", 0.9, "False", null, 0.5, 0, 1, 8, 80], [2, "EM", "Accuracy", 0.9, "False", null, 0.5, 0, 1, 8, 80]));
        Assert.Equal(2, none.Rings(First).Count);
        Assert.Empty(none.Markers(First));
        Assert.Contains("not reached within 80", none.Words);
    }

    [Fact]
    public void The_bar_of_a_target_that_was_not_reached_is_empty()
    {
        var svg = new Svg(BarPicture.Of(Of(TargetColumns, [1, "EM", "Accuracy", 0.9, "True", 20, 0.9, 0, 1, 8, 80], [1, "KMeans", "Accuracy", 0.9, "False", null, 0.5, 0, 1, 8, 80]), "Accuracy", null));
        var bar = Assert.Single(svg.Boxes(First));
        var empty = Assert.Single(svg.Boxes("white"), box => box.Width > 50);
        Assert.Equal(4, empty.Width / bar.Width, 0.02);
        Assert.Contains("> 80", svg.Words);
        Assert.Contains("20", svg.Words);
        Assert.Contains("Document length needed: accuracy of 0.9", svg.Words);
    }

    [Fact]
    public void The_Bayes_rule_as_a_method_has_its_name_and_no_second_line()
    {
        var svg = new Svg(LinePicture.Of(Of(["Method", "K", "Accuracy", "Bound"], ["EM", 2, 0.7, 0.8], ["EM", 3, 0.6, 0.75], ["Bound", 2, 0.81, 0.8], ["Bound", 3, 0.74, 0.75]), "Accuracy", null, null));
        Assert.Single(svg.Words, word => word == "Bayes rule");
        Assert.DoesNotContain("Bound", svg.Words);
        Assert.Empty(svg.FilledCorners("#222"));
        Assert.Equal(2, svg.Markers(Second).Count);
    }

    [Fact]
    public void Whiskers_and_ticks_end_at_the_greatest_possible_value()
    {
        var svg = new Svg(LinePicture.Of(Of(["K", "Metric", "Mean", "ConfidenceLow", "ConfidenceHigh"], [2, "Accuracy", 0.94, 0.43, 1.45], [3, "Accuracy", 0.5, 0.4, 0.6]), "Accuracy", null, null));
        double unit = (svg.Markers(First)[1].Y - svg.Markers(First)[0].Y) / 0.44, one = svg.Markers(First)[0].Y - (0.06 * unit);
        Assert.Equal(one, svg.Lines(First, 1.5)[0].Min(corner => corner.Y), 0.3);
        Assert.True(one > svg.Area().Top);
        Assert.DoesNotContain("1.1", svg.Words);
        Assert.DoesNotContain("1.2", svg.Words);
    }

    [Fact]
    public void Shares_of_clusters_have_their_intervals_at_each_group()
    {
        string[] columns = ["year", "Cluster", "ClusterName", "Count", "DocumentCount", "Share", "ConfidenceLow", "ConfidenceHigh"];
        var table = Of(columns, [2019, 0, "pets", 3, 10, 0.3, 0.1, 0.6], [2019, 1, null, 7, 10, 0.7, 0.4, 0.9], [2020, 0, "pets", 10, 20, 0.5, 0.3, 0.7], [2020, 1, null, 10, 20, 0.5, 0.3, 0.7]);
        Assert.True(ShareRows.AreIn(table));
        var svg = new Svg(ShareRows.Picture(table, null, null, null, null));
        foreach (string word in (string[])["pets", "cluster 1", "2019", "2020", "year", "Share (of the documents)", "10 to 20 documents per group; with the confidence interval of each share."]) Assert.Contains(word, svg.Words);
        var (first, second) = (svg.Markers(First), svg.Markers(Second));
        double unit = (first[0].Y - first[1].Y) / 0.2;
        Assert.Equal(0.4 * unit, first[0].Y - second[0].Y, 0.3);
        var whisker = svg.Lines(First, 1.5).SelectMany(line => line).Where(corner => Math.Abs(corner.X - first[0].X) < 6).ToList();
        Assert.Equal(0.3 * unit, first[0].Y - whisker.Min(corner => corner.Y), 0.3);
        Assert.Equal(0.2 * unit, whisker.Max(corner => corner.Y) - first[0].Y, 0.3);
        var whole = new Svg(ShareRows.Picture(Of(columns[1..], [0, null, 3, 10, 0.3, 0.1, 0.6], [1, null, 7, 10, 0.7, 0.4, 0.9]), null, null, null, null));
        foreach (string word in (string[])["cluster 0", "cluster 1"]) Assert.Contains(word, whole.Words);

        // Numbers of known clusters have no order, so no line joins them.
        var known = new Svg(ShareRows.Picture(Of([.. columns.Select(name => name == "year" ? "KnownCluster" : name)], [0, 0, "a", 3, 10, 0.3, 0.1, 0.6], [1, 0, "a", 7, 10, 0.7, 0.4, 0.9]), null, null, null, null));
        Assert.Contains("cluster 0", known.Words);
        Assert.Empty(known.Lines(First, 2));
    }
}
