using MixturePS.Plots.Data;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class IndexPictureTests
{
    private static readonly string[] Columns = ["Method", "K", "Accuracy", "AdjustedRandIndex", "Purity", "KnownK", "N"];

    [Fact]
    public void The_indices_of_a_clustering_are_bars_with_their_values()
    {
        var svg = new Svg(IndexPicture.Of(Of(Columns, ["k-means", 3, 0.8, 0.4, 1.0, 3, 100])));
        var bars = svg.Boxes(First);
        string[] names = ["Accuracy", "Adjusted Rand index", "Purity"], values = ["0.800", "0.400", "1.000"];
        Assert.Equal(3, bars.Count);
        for (int i = 0; i < 3; i++)
        {
            double middle = bars[i].Top + (bars[i].Height / 2);
            Assert.Equal(middle, svg.Anchor(names[i]).Y, 0.6);
            Assert.Equal(middle, svg.Anchor(values[i]).Y, 0.6);
            Assert.True(svg.Anchor(values[i]).X > bars[i].Left + bars[i].Width);
        }

        Assert.Equal(2, bars[0].Width / bars[1].Width, 0.01);
        Assert.Contains("Agreement with the known clusters, k-means", svg.Words);
        Assert.Contains("Greater is better.", svg.Words);
        Assert.DoesNotContain("1.1", svg.Words);
    }

    [Fact]
    public void The_bars_of_several_clusterings_are_in_the_order_of_the_legend()
    {
        var svg = new Svg(IndexPicture.Of(Of(Columns, ["k-means", 3, 0.8, -0.1, 1.0, 3, 100], ["EM", 3, 0.9, 0.5, 1.0, 3, 100])));
        Assert.Equal([First, Second], new[] { "k-means", "EM" }.Select(svg.KeyOf));
        var (first, second) = (svg.Boxes(First), svg.Boxes(Second));
        Assert.Equal((3, 3), (first.Count, second.Count));
        for (int i = 0; i < 3; i++) Assert.True(first[i].Top < second[i].Top);
        Assert.True(second[0].Top < first[1].Top);

        // A negative index extends to the left.
        Assert.Equal(first[0].Left, first[1].Left + first[1].Width, 0.1);
        Assert.Equal(8, first[0].Width / first[1].Width, 0.1);
    }

    [Fact]
    public void Rows_of_the_same_method_are_named_by_what_differs()
    {
        string[] words = [.. new Svg(IndexPicture.Of(Of(["Method", "Weighting", "K", "Seed", "KnownK", "AdjustedRandIndex", "Accuracy"], ["EM", "Count", 3, 1, 3, 0.5, 0.5], ["EM", "Count", 4, 1, 3, 0.5, 0.5], ["EM", "Count", 3, 2, 3, 0.5, 0.5]))).Words];
        foreach (string name in (string[])["EM, K 3, Seed 1", "EM, K 4, Seed 1", "EM, K 3, Seed 2"]) Assert.Contains(name, words);
        string[] equal = [.. new Svg(IndexPicture.Of(Of(Columns, ["EM", 3, 0.8, 0.4, 1.0, 3, 100], ["EM", 3, 0.8, 0.4, 1.0, 3, 100]))).Words];
        foreach (string name in (string[])["EM (1)", "EM (2)"]) Assert.Contains(name, equal);
    }

    [Fact]
    public void Measures_of_different_scales_have_panels()
    {
        var svg = new Svg(IndexPicture.Of(Of(["Topic", "TopicName", "Share", "UMassCoherence", "NpmiCoherence", "Exclusivity"], [0, "pets", 0.25, -30, 0.1, 0.5], [1, null, 0.75, -15, null, 0.25])));
        Assert.Equal(4, svg.Areas().Count);
        foreach (string title in (string[])["Share", "UMass coherence (max)", "NPMI coherence (max)", "Exclusivity (max)", "Quality of the topics"]) Assert.Contains(title, svg.Words);
        Assert.Equal(4, svg.Words.Count(word => word == "pets"));
        var bars = svg.Boxes(First);
        Assert.Equal(7, bars.Count);
        Assert.Equal(3, bars[1].Width / bars[0].Width, 0.02);
        Assert.Equal(2, bars[2].Width / bars[3].Width, 0.02);
        Assert.Equal(0.5, bars[6].Width / bars[5].Width, 0.02);
    }

    [Fact]
    public void Topics_have_distances_and_shares_and_the_note_tells_them_apart()
    {
        var svg = new Svg(IndexPicture.Of(Of(["Method", "K", "KnownK", "HellingerDistance", "ShareError", "TokenAccuracy"], ["Gibbs LDA", 3, 3, 0.1, 0.2, 0.9])));
        Assert.Contains("Agreement with the true topics, Gibbs LDA", svg.Words);
        Assert.Contains("Greater is better, but for Hellinger distance and Share error, where less is better.", svg.Words);
    }

    [Fact]
    public void Rows_of_runs_are_no_indices()
    {
        Assert.False(IndexPicture.Suits(Of([.. Columns, "Replicate"], ["EM", 3, 0.8, 0.4, 1.0, 3, 100, 0])));
        Assert.False(IndexPicture.Suits(new PlotTable()));
        Assert.Equal("NotNumeric", IdOf(() => IndexPicture.Of(Of(Columns, ["EM", 3, "much", 0.4, 1.0, 3, 100]))));
        Assert.Equal("TooManyToPlot", IdOf(() => IndexPicture.Of(Of(Columns, [.. Enumerable.Repeat(new object?[] { "EM", 3, 0.8, 0.4, 1.0, 3, 100 }, 61)]))));
    }

    [Fact]
    public void Many_rows_make_the_picture_taller()
    {
        var picture = IndexPicture.Of(Of(Columns, [.. Enumerable.Range(0, 30).Select(i => new object?[] { "m" + i, 3, 0.8, 0.4, 1.0, 3, 100 })]));
        Assert.InRange(picture.HeightFor(800), 1000, 2500);
    }
}
