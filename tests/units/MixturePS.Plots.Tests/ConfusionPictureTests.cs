using MixturePS.Core.Agreement;
using MixturePS.Core.Data;

namespace MixturePS.Plots.Tests;

public class ConfusionPictureTests
{
    /// <summary>Pairs of a known and an estimated cluster, each with its number of documents.</summary>
    private static Svg Picture(int[][] cells, string[]? names = null)
    {
        var pairs = cells.SelectMany((row, r) => row.SelectMany((count, c) => Enumerable.Repeat((r, c), count))).ToArray();
        return new(ConfusionPicture.Of(ClusterAccuracy.Measure(new DocumentLabels([.. pairs.Select(pair => pair.r)], names), new DocumentLabels([.. pairs.Select(pair => pair.c)], null))));
    }

    [Fact]
    public void A_cells_shade_is_its_share_of_the_known_cluster_and_its_count_is_readable()
    {
        var svg = Picture([[75, 25], [40, 40]]);
        foreach (var (count, share) in new[] { ("75", "75 %"), ("25", "25 %"), ("40", "50 %") }) Assert.Equal(svg.KeyOf(share), svg.Behind(count));
        string[] shades = [.. new[] { "0 %", "25 %", "50 %", "75 %", "100 %" }.Select(svg.KeyOf)];
        int[] light = [.. shades.Select(shade => Convert.ToInt32(shade[1..3], 16) + Convert.ToInt32(shade[3..5], 16) + Convert.ToInt32(shade[5..7], 16))];
        for (int i = 1; i < light.Length; i++) Assert.True(light[i] < light[i - 1] - 40);
        Assert.True(light[0] > 700 && light[^1] < 200);
        Assert.Equal(["white", "#222", "#222"], new[] { "75", "40", "25" }.Select(svg.ColorOf));
    }

    [Fact]
    public void Each_count_is_in_the_row_of_its_known_and_the_column_of_its_estimated_cluster()
    {
        int[][] cells = [[4, 5, 90], [80, 6, 7], [8, 70, 9]];
        var svg = Picture(cells, ["cats", "dogs", "birds"]);
        string[] known = ["cats", "dogs", "birds"];
        for (int r = 0; r < 3; r++)
        {
            for (int c = 0; c < 3; c++)
            {
                var cell = svg.Anchor($"{cells[r][c]}");
                Assert.Equal(svg.Anchor(known[r]).Y, cell.Y, 1.0);
                Assert.Equal(svg.Anchor($"{c}").X, cell.X, 1.0);
            }
        }

        Assert.True(svg.Anchor("cats").Y < svg.Anchor("dogs").Y && svg.Anchor("dogs").Y < svg.Anchor("birds").Y);
    }

    [Fact]
    public void Unmatched_estimated_clusters_come_last()
    {
        var svg = Picture([[3, 50, 5], [4, 6, 60]]);
        Assert.True(svg.Anchor("50").X < svg.Anchor("60").X);
        Assert.True(svg.Anchor("60").X < svg.Anchor("3").X);
    }

    [Fact]
    public void Long_names_are_shortened()
    {
        string name = "a cluster of a name that goes on and on";
        var svg = Picture([[7, 3], [4, 9]], [name, "short"]);
        Assert.Contains("a cluster of a name t...", svg.Words);
        Assert.DoesNotContain(name, svg.Words);
        Assert.Contains("short", svg.Words);
    }
}
