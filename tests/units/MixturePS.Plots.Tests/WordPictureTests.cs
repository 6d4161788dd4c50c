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
    public void Each_cluster_has_a_panel_with_its_own_words_most_probable_first()
    {
        double[][] mu = [[.. Enumerable.Range(0, 100).Select(j => j + 1.0)], [.. Enumerable.Range(0, 100).Select(j => 100.0 - j)], [.. Enumerable.Range(0, 100).Select(j => j == 50 ? 151.0 : 49)]];
        var model = Model([.. mu.Select(row => row.Select(value => value / row.Sum()).ToArray())], [0.5, 0.3, 0.2]);
        var svg = new Svg(WordPicture.Of(model));
        Assert.Equal(3, svg.Areas().Count);
        string[][] expected = [["w99", "w98", "w97"], ["w0", "w1", "w2"], ["w50", "w0", "w1"]];
        for (int c = 0; c < 3; c++)
        {
            var area = svg.Areas()[c];
            string[] words = [.. svg.WordsBeside(area).Where(word => word.StartsWith('w'))];
            Assert.InRange(words.Length, 5, 12);
            Assert.Equal(expected[c], words.Take(3));
            var bars = svg.Boxes(Colors[c]);
            Assert.Equal(words.Length, bars.Count);
            for (int w = 0; w < words.Length; w++)
                Assert.Equal(bars[0].Width * model.Mu[c, int.Parse(words[w][1..], System.Globalization.CultureInfo.InvariantCulture)] / model.Mu[c, int.Parse(words[0][1..], System.Globalization.CultureInfo.InvariantCulture)], bars[w].Width, 0.2);
        }

        // One scale for all panels.
        Assert.Equal(model.Mu[1, 0] / model.Mu[2, 50], svg.Boxes(Colors[1])[0].Width / svg.Boxes(Colors[2])[0].Width, 0.02);
        Assert.Contains("cluster 1 (30 %)", svg.Words);
        Assert.Single(svg.Words, word => word == "Probability");
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(30, 30)]
    [InlineData(100, 100)]
    [InlineData(600, 600)]
    [InlineData(1200, 912)]
    public void A_picture_is_tall_enough_for_its_clusters(int clusters, int shown)
    {
        var model = Clusterings.Model(clusters, 50);
        var picture = WordPicture.Of(model);
        int height = picture.HeightFor(800);
        Assert.InRange(height, 500, 8000);
        var svg = new Svg(picture, 800, height);
        Assert.Equal(shown, svg.Words.Count(word => word.StartsWith("cluster ", StringComparison.Ordinal)));
        Assert.Equal(shown, svg.Areas().Count);
        Assert.Equal(shown < clusters, svg.Words.Any(word => word.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The {shown:#,0} largest of {clusters:#,0}"), StringComparison.Ordinal)));
    }

    [Fact]
    public void The_largest_clusters_are_shown_in_their_order_if_there_is_no_room_for_all()
    {
        double[] alpha = [.. Enumerable.Range(0, 40).Select(k => (k % 2 == 0 ? 1 : 3) / 80.0)];
        var svg = new Svg(WordPicture.Of(Model([.. Enumerable.Range(0, 40).Select(_ => Enumerable.Repeat(0.02, 50).ToArray())], alpha)), 400, 300);
        string[] titles = [.. svg.Words.Where(word => word.StartsWith("cluster ", StringComparison.Ordinal)).Select(word => word.Split(' ')[1])];
        Assert.InRange(titles.Length, 4, 19);
        Assert.Equal(Enumerable.Range(0, titles.Length).Select(i => $"{(2 * i) + 1}"), titles);
    }

    [Fact]
    public void Terms_are_in_the_order_of_their_ranks_in_the_panel_of_their_cluster()
    {
        var svg = new Svg(WordPicture.Of(Tables.Of(["Cluster", "ClusterName", "Rank", "Term", "Score"],
            [0, "pets", 2, "dog", 0.2], [0, "pets", 1, "cat", 0.4], [1, null, 1, "fund", 0.1])));
        Assert.Equal(2, svg.Areas().Count);
        Assert.Equal(["cat", "dog"], svg.WordsBeside(svg.Areas()[0]).Where(word => word.Length > 2 && char.IsLetter(word[0])));
        Assert.Contains("pets", svg.Words);
        Assert.Contains("cluster 1", svg.Words);
        Assert.Equal(2, svg.Boxes(Colors[0])[0].Width / svg.Boxes(Colors[0])[1].Width, 0.01);
        Assert.Equal("NotNumeric", Tables.IdOf(() => WordPicture.Of(Tables.Of(["Cluster", "Rank", "Term", "Score"], [0, 1, "a", "much"]))));
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
        Assert.Equal(3, svg.BoxesIn(svg.Areas()[8]).Count);
        Assert.Equal(9, svg.Areas().Count);
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
