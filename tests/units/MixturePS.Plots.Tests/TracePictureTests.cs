using MixturePS.Core.Clustering;
using MixturePS.Plots.Drawing;

namespace MixturePS.Plots.Tests;

public class TracePictureTests
{
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73"];

    [Fact]
    public void Each_chain_has_its_colour_and_the_end_of_burn_in_is_marked()
    {
        var gibbs = Enumerable.Range(1, 20).Select(seed => Gibbs.Fit(Clusterings.Documents(30), new GibbsOptions { K = 4, Chains = 3, Iterations = 12, BurnIn = 8 }, seed)).First(fit => fit.Chain != 0);
        var svg = new Svg(TracePicture.Of(gibbs));
        for (int t = 0; t < 3; t++)
        {
            bool isKept = t == gibbs.Chain;
            Assert.Equal(Colors[t], svg.KeyOf(isKept ? $"chain {t} (greatest mean)" : $"chain {t}"));
            var line = svg.Lines(Colors[t], isKept ? 2.5 : 1.2).Single();
            Assert.Equal(gibbs.ChainLogJoint[t].Count, line.Count);
            var dashes = svg.FilledCorners("#666");
            Assert.NotEmpty(dashes);
            Assert.All(dashes, corner => Assert.Equal(line[gibbs.BurnIn].X, corner.X, 1.1));
        }
    }

    [Fact]
    public void The_best_start_of_variational_topics_is_marked()
    {
        var topics = TopicModel.Fit(Clusterings.Documents(30), new TopicModelOptions { K = 3, Chains = 2, Method = TopicMethod.Variational, Iterations = 9 }, 1);
        var svg = new Svg(TracePicture.Of(topics), width: 1600);
        for (int t = 0; t < 2; t++)
        {
            bool isKept = t == topics.Chain;
            Assert.Equal(Colors[t], svg.KeyOf(isKept ? $"start {t} (greatest bound)" : $"start {t}"));
            Assert.Equal(topics.ChainTrace[t].Count, svg.Lines(Colors[t], isKept ? 2.5 : 1.2).Single().Count);
        }

        Assert.Contains(svg.Words, word => word.Contains("; 9 passes; ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(61, 0)]
    public void A_long_trace_is_a_line_without_markers(int iterations, int markers)
    {
        var gibbs = Gibbs.Fit(Clusterings.Documents(20), new GibbsOptions { K = 3, Chains = 1, Iterations = iterations }, 1);
        var svg = new Svg(TracePicture.Of(gibbs));
        Assert.Equal(iterations, gibbs.ChainLogJoint[0].Count);
        Assert.Equal(markers, svg.Markers(Colors[0]).Count);
        Assert.Equal(iterations, svg.Lines(Colors[0], 2.5).Single().Count);
    }

    [Fact]
    public void The_note_states_whether_the_fit_converged()
    {
        foreach (int most in (int[])[2, 500])
        {
            var fit = MixtureEM.Fit(Clusterings.Documents(), new MixtureEMOptions { K = 3, Restarts = 1, MaxIterations = most }, 1);
            Assert.Equal(most > 2, fit.Converged);
            string end = $"; {Numbers.Whole(fit.Iterations)} iterations; {(most > 2 ? "converged: the change is within the tolerance" : "not converged within 2 iterations")}.";
            Assert.Contains(new Svg(TracePicture.Of(fit), width: 1600).Words, word => word.EndsWith(end, StringComparison.Ordinal));
        }
    }
}
