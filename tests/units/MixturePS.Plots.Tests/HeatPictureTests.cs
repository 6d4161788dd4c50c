using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class HeatPictureTests
{
    [Fact]
    public void Cells_have_their_numbers_and_shades_in_their_rows_and_columns()
    {
        var matrix = new DenseMatrix(2, 3, [0, 1, 2, 3, 4, 8], ["a", "b", "c"], ["first", "second"]);
        var svg = new Svg(HeatPicture.Of(matrix));
        string[] rows = ["first", "second"], columns = ["a", "b", "c"];
        for (int r = 0; r < 2; r++)
        {
            for (int c = 0; c < 3; c++)
            {
                string word = $"{matrix[r, c]}";
                var place = svg.Anchors(word).Single(at => at.X > svg.Area().Left && at.X < svg.Area().Right && at.Y < svg.Area().Bottom);
                Assert.Equal(svg.Anchor(rows[r]).Y, place.Y, 1.0);
                Assert.Equal(svg.Anchor(columns[c]).X, place.X, 1.0);
            }
        }

        Assert.Equal("#08306B", svg.Behind("8"));
        Assert.NotEqual(svg.Behind("3"), svg.Behind("1"));
        Assert.Contains("Matrix of 2 x 3 cells", svg.Words);
    }

    [Fact]
    public void The_colour_bar_has_the_least_and_the_greatest_value()
    {
        var svg = new Svg(HeatPicture.Of(new DenseMatrix(2, 2, [-4, 0, 2, 6])));
        var (zero, six) = (svg.Anchors("0").MaxBy(at => at.X), svg.Anchors("6").MaxBy(at => at.X));
        Assert.True(zero.X > svg.Area().Right && six.X > svg.Area().Right);
        double height = svg.Area().Bottom - svg.Area().Top;
        Assert.Equal(svg.Area().Top, six.Y, 7.0);
        Assert.Equal(0.6 * height, zero.Y - six.Y, 1.0);
    }

    [Fact]
    public void Documents_that_share_a_cluster_are_adjacent()
    {
        // Documents 0, 2, 4 and 1, 3; the last is alone.
        int[] own = [0, 1, 0, 1, 0, 2];
        var matrix = new DenseMatrix(6, 6, [.. from i in Enumerable.Range(0, 6) from j in Enumerable.Range(0, 6) select i == j ? 1 : own[i] == own[j] ? 0.8 : 0.1]);
        var order = MatrixOrder.ByLeader(matrix);
        Assert.Equal([0, 2, 4, 1, 3, 5], order.Rows);
        Assert.Equal([3, 2, 1], order.Blocks);
        var svg = new Svg(HeatPicture.Of(matrix));
        Assert.Contains("Probability that two documents share a cluster", svg.Words);
        Assert.Contains(svg.Words, word => word.StartsWith("6 documents; lines divide 3 blocks", StringComparison.Ordinal));
        Assert.Equal(["0", "2", "4", "1", "3", "5"], svg.WordsBeside(svg.Area()).Where(word => word.Length == 1));
        Assert.False(MatrixOrder.IsCoClustering(new DenseMatrix(2, 2, [1, 0.5, 0.4, 1])));
        Assert.False(MatrixOrder.IsCoClustering(new DenseMatrix(2, 2, [1, 2, 2, 1])));
    }

    [Fact]
    public void The_draws_of_a_clustering_are_ordered_by_its_clusters()
    {
        var gibbs = Gibbs.Fit(Clusterings.Documents(30), new GibbsOptions { K = 3, Chains = 1, Iterations = 30, BurnIn = 10 }, 1);
        var svg = new Svg(HeatPicture.Of(gibbs));
        foreach (int label in gibbs.Labels.Distinct()) Assert.Contains($"cluster {label}", svg.Words);
        Assert.Contains(svg.Words, word => word.StartsWith("30 documents by cluster", StringComparison.Ordinal));
        var order = MatrixOrder.ByLabel(gibbs.CoClustering(), gibbs.Labels);
        Assert.Equal(gibbs.Labels.Order(), order.Rows.Select(row => gibbs.Labels[row]));
        Assert.Equal(30, order.Blocks.Sum());
    }

    [Fact]
    public void A_large_matrix_is_an_image_and_one_without_values_is_refused()
    {
        double[] cells = [.. Enumerable.Range(0, 100 * 90).Select(i => (double)(i % 97))];
        string svg = System.Text.Encoding.UTF8.GetString(HeatPicture.Of(new DenseMatrix(100, 90, cells)).ToSvg(800, 500));
        Assert.Contains("<image", svg, StringComparison.Ordinal);
        Assert.Equal("NothingToPlot", IdOf(() => HeatPicture.Of(new DenseMatrix(1, 2, [double.NaN, double.NaN]))));
        Assert.Equal("NothingToPlot", IdOf(() => HeatPicture.Of(new DenseMatrix(0, 2, []))));
        Assert.Contains("1", new Svg(HeatPicture.Of(new DenseMatrix(1, 2, [double.NaN, 1]))).Words);
        Assert.Equal("#F7FBFF", Hex(GroupPalette.Shade(0)));

        static string Hex(ScottPlot.Color color) => $"#{color.R:X2}{color.G:X2}{color.B:X2}";
    }
}
