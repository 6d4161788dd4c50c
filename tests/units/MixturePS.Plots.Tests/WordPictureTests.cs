using MixturePS.Core.Data;

namespace MixturePS.Plots.Tests;

public class WordPictureTests
{
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73"];

    private static MixtureModel Model(double[][] mu, double[]? alpha = null) => new(DenseMatrix.FromRows(mu), alpha, [.. Enumerable.Range(0, mu[0].Length).Select(j => "w" + j)]);

    [Fact]
    public void The_bars_of_a_word_are_in_the_order_of_the_legend()
    {
        var svg = new Svg(WordPicture.Of(Model([[0.6, 0.4], [0.1, 0.9], [0.5, 0.5]], [0.5, 0.3, 0.2])));
        string[] legend = ["cluster 0 (50 %)", "cluster 1 (30 %)", "cluster 2 (20 %)"];
        for (int j = 0; j < 2; j++)
        {
            double word = svg.Anchor("w" + j).Y;
            var bars = Colors.Select(color => svg.Boxes(color)[j]).ToArray();
            Assert.Equal(word, bars[1].Top + (bars[1].Height / 2), 0.5);
            Assert.True(bars[0].Top < bars[1].Top && bars[1].Top < bars[2].Top);
        }

        Assert.Equal(Colors, legend.Select(svg.KeyOf));
    }

    [Fact]
    public void The_words_of_a_cluster_are_adjacent_most_probable_first()
    {
        double[][] mu = [[.. Enumerable.Range(0, 100).Select(j => j + 1.0)], [.. Enumerable.Range(0, 100).Select(j => 100.0 - j)]];
        var svg = new Svg(WordPicture.Of(Model([.. mu.Select(row => row.Select(value => value / 5050).ToArray())])));
        string[] shown = [.. Enumerable.Range(0, 100).Select(j => "w" + j).Where(svg.Words.Contains).OrderBy(word => svg.Anchor(word).Y)];
        int first = (shown.Length + 1) / 2;
        Assert.InRange(shown.Length, 10, 60);
        Assert.Equal([.. Enumerable.Range(0, first).Select(i => $"w{99 - i}"), .. Enumerable.Range(0, shown.Length - first).Select(i => $"w{i}")], shown);
    }

    [Fact]
    public void Words_that_all_fit_are_in_the_order_of_the_vocabulary()
    {
        int most = 0;
        for (int j = 16; j < 32; j++)
        {
            var model = Clusterings.Model(2, j);
            var svg = new Svg(WordPicture.Of(model));
            if (!model.Vocabulary.All(svg.Words.Contains)) continue;
            Assert.Equal(model.Vocabulary, model.Vocabulary.OrderBy(word => svg.Anchor(word).Y));
            most = j;
        }

        Assert.InRange(most, 16, 30);
    }

    [Fact]
    public void The_ninth_cluster_has_a_lighter_colour_than_the_first()
    {
        var svg = new Svg(WordPicture.Of(Clusterings.Model(9, 3)));
        Assert.Equal(3, svg.Boxes(Colors[0]).Count);
        string[] keys = [.. Enumerable.Range(0, 9).Select(k => svg.KeyOf($"cluster {k} (11 %)"))];
        Assert.Distinct(keys);
        Assert.Equal(3, svg.Boxes(keys[8]).Count);
    }

    [Fact]
    public void Clusters_have_the_labels_that_they_were_matched_with()
    {
        var dfm = Clusterings.Documents(40, 2);
        var fit = Clusterings.Fit(new Dfm(dfm.Matrix, dfm.Vocabulary, knownCluster: [.. dfm.KnownCluster!.Select(label => label == 0 ? 0 : 5)]), 2).Match();
        var svg = new Svg(WordPicture.Of(fit));
        Assert.Equal(["cluster 0", "cluster 5"], svg.Words.Where(word => word.StartsWith("cluster ", StringComparison.Ordinal)).Select(word => word.Split(" (")[0]));
    }

    [Fact]
    public void A_centre_below_zero_has_its_bars_to_the_left()
    {
        var matrix = SparseMatrix.FromDense(4, 2, [-1.0, 2, -1, 2, 3, -2, 3, -2]);
        var fit = Clusterings.Fit(new Dfm(matrix, ["a", "b"], DfmWeighting.Weighted("Values")), 2);
        var svg = new Svg(WordPicture.Of(fit));
        int c = fit.Labels[0];
        var (below, above) = (svg.Boxes(Colors[c])[0], svg.Boxes(Colors[c])[1]);
        Assert.Equal(above.Left, below.Left + below.Width, 0.05);
        Assert.Equal(above.Width / 2, below.Width, 0.05);
        Assert.All(Colors[..2].SelectMany(svg.Boxes), bar => Assert.True(bar.Left >= svg.Area().Left - 0.01));
        Assert.Contains("Centre (Values)", svg.Words);
    }
}
