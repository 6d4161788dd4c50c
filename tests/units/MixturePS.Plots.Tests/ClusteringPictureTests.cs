using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Drawing;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class ClusteringPictureTests
{
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73"];

    [Fact]
    public void Documents_are_at_their_scores_in_both_panels()
    {
        var dfm = Clusterings.Documents();
        var fit = Clusterings.Fit(dfm);
        var scores = PrincipalComponents.Fit(dfm.Matrix).Scores;
        var matched = LabelMatching.Match([.. dfm.KnownCluster!], [.. fit.Labels]).Labels;
        var svg = new Svg(DocumentPicture.Of(fit));
        for (int c = 0; c < 3; c++)
        {
            var markers = svg.Markers(Colors[c]);
            int[] known = [.. Enumerable.Range(0, 60).Where(i => dfm.KnownCluster![i] == c)], estimated = [.. Enumerable.Range(0, 60).Where(i => matched[i] == c)];
            Assert.Equal(known.Length + estimated.Length, markers.Count);
            AssertAlong(known, [.. markers.Take(known.Length)]);
            AssertAlong(estimated, [.. markers.Skip(known.Length)]);
        }

        foreach (string word in (string[])["Known cluster", "Estimated cluster", "cluster 0", "cluster 1", "cluster 2"]) Assert.Contains(word, svg.Words);

        void AssertAlong(int[] documents, (double X, double Y)[] markers)
        {
            double x = Slope(documents, i => scores[i, 0], i => markers[i].X), y = Slope(documents, i => scores[i, 1], i => markers[i].Y);
            Assert.True(x > 0 && y < 0);
            for (int i = 0; i < documents.Length; i++)
            {
                Assert.Equal(markers[0].X + (x * (scores[documents[i], 0] - scores[documents[0], 0])), markers[i].X, 0.2);
                Assert.Equal(markers[0].Y + (y * (scores[documents[i], 1] - scores[documents[0], 1])), markers[i].Y, 0.2);
            }
        }

        static double Slope(int[] documents, Func<int, double> value, Func<int, double> pixel)
        {
            int far = Enumerable.Range(0, documents.Length).MaxBy(i => Math.Abs(value(documents[i]) - value(documents[0])));
            return (pixel(far) - pixel(0)) / (value(documents[far]) - value(documents[0]));
        }
    }

    [Fact]
    public void Matched_clusters_have_the_names_of_the_known_ones()
    {
        var drawn = Clusterings.Documents();
        var dfm = drawn.WithKnown(new DocumentLabels([.. drawn.KnownCluster!], ["cats", "big dogs", "birds"]));
        var matched = Clusterings.Fit(dfm).Match();
        string[] words = [.. new Svg(WordPicture.Of(matched)).Words];
        foreach (string name in (string[])["cats (", "big dogs (", "birds ("]) Assert.Contains(words, word => word.StartsWith(name, StringComparison.Ordinal));
        var confusion = new Svg(ConfusionPicture.Of(ClusterAccuracy.Measure(matched.KnownOr((DocumentLabels?)null), matched.NamedLabels)));
        foreach (string name in (string[])["cats", "big dogs", "birds"]) Assert.Equal(2, confusion.Words.Count(word => word == name));
        foreach (string name in (string[])["cats", "big dogs", "birds"]) Assert.Contains(name, new Svg(DocumentPicture.Of(matched)).Words);
    }

    [Fact]
    public void The_axes_have_the_shares_of_their_components_and_the_legend_the_names_of_the_clusters()
    {
        var drawn = Clusterings.Documents();
        var dfm = new Dfm(drawn.Matrix, drawn.Vocabulary, knownCluster: [.. drawn.KnownCluster!]) { KnownClusterName = ["cats", "dogs", "birds"] };
        var components = PrincipalComponents.Fit(dfm.Matrix);
        var svg = new Svg(DocumentPicture.Of(dfm));
        Assert.NotEqual(Numbers.Percent(components.VarianceShare(0)), Numbers.Percent(components.VarianceShare(1)));
        string first = $"First component ({Numbers.Percent(components.VarianceShare(0))} of the variance)", second = $"Second component ({Numbers.Percent(components.VarianceShare(1))} of the variance)";
        Assert.True(svg.Anchor(first).Y > svg.Area().Bottom);
        Assert.True(svg.Anchor(second).X < svg.Area().Left && svg.Anchor(second).Y < svg.Area().Bottom);
        Assert.Equal(Colors, new[] { "cats", "dogs", "birds" }.Select(svg.KeyOf));
    }

    [Fact]
    public void Without_known_clusters_there_is_one_panel()
    {
        var known = Clusterings.Documents();
        var svg = new Svg(DocumentPicture.Of(Clusterings.Fit(new Dfm(known.Matrix, known.Vocabulary))));
        Assert.Contains("Estimated cluster", svg.Words);
        Assert.DoesNotContain("Known cluster", svg.Words);
        Assert.Equal(60, Colors.Sum(color => svg.Markers(color).Count));
        Assert.Equal("NothingToPlot", IdOf(() => DocumentPicture.Of(new Dfm(new SparseMatrix(0, 1, [0], [], []), ["a"]))));
    }

    [Fact]
    public void The_confusion_matrix_is_ordered_by_the_matching()
    {
        var svg = new Svg(ConfusionPicture.Of(ClusterAccuracy.Measure([.. Repeat(0, 30), .. Repeat(1, 40), .. Repeat(2, 50)], [.. Repeat(1, 27), .. Repeat(2, 3), .. Repeat(0, 36), .. Repeat(1, 4), .. Repeat(2, 45), .. Repeat(0, 5)])));
        var (a, b, c) = (svg.Place("27"), svg.Place("36"), svg.Place("45"));
        Assert.Equal(b.X - a.X, c.X - b.X, 1.0);
        Assert.Equal(b.Y - a.Y, c.Y - b.Y, 1.0);
        Assert.True(b.X > a.X && b.Y > a.Y);
        Assert.Equal(a.Y, svg.Place("3").Y, 1.0);
        Assert.Contains(svg.Words, word => word.Contains("accuracy 0.900", StringComparison.Ordinal));
        Assert.Contains(svg.Words, word => word.StartsWith("120 documents", StringComparison.Ordinal));
        Assert.Contains("Known cluster", svg.Words);
        Assert.Contains("Estimated cluster", svg.Words);

        static IEnumerable<int> Repeat(int label, int count) => Enumerable.Repeat(label, count);
    }

    [Fact]
    public void Word_bars_are_as_long_as_the_probabilities()
    {
        var model = Clusterings.Model(3, 6);
        var svg = new Svg(WordPicture.Of(model));
        double unit = 0;
        for (int k = 0; k < 3; k++)
        {
            var bars = svg.Boxes(Colors[k]);
            Assert.Equal(6, bars.Count);
            for (int j = 0; j < 6; j++)
            {
                if (model.Mu[k, j] < 0.05) continue;
                if (unit == 0) unit = bars[j].Width / model.Mu[k, j];
                Assert.Equal(unit * model.Mu[k, j], bars[j].Width, 0.1);
            }
        }

        foreach (string word in model.Vocabulary) Assert.Contains(word, svg.Words);
    }

    [Fact]
    public void A_trace_has_a_marker_for_each_iteration()
    {
        var fit = Clusterings.Fit(Clusterings.Documents(300, 3, 12));
        var svg = new Svg(TracePicture.Of(fit));
        Assert.Equal(fit.InertiaTrace.Count, svg.Markers(First).Count);
        Assert.True(svg.Markers(First).Zip(svg.Markers(First).Skip(1)).All(pair => pair.First.Y <= pair.Second.Y + 0.01));
        Assert.Contains("Inertia", svg.Words);
        var em = MixtureEM.Fit(Clusterings.Documents(), new MixtureEMOptions { K = 3, Restarts = 2, Smoothing = 0 }, 1);
        Assert.Contains("Log-likelihood (nats)", new Svg(TracePicture.Of(em)).Words);
        var gibbs = new Svg(TracePicture.Of(Gibbs.Fit(Clusterings.Documents(), new GibbsOptions { K = 4 }, 1)));
        Assert.Contains(gibbs.Words, word => word.EndsWith("(greatest mean)", StringComparison.Ordinal));
    }
}
