using MathNet.Numerics.Distributions;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Evaluation;

public class MixtureIntervalTests
{
    private static readonly Dfm Documents = ObservedInformationTests.Draw(80, 10, 4);

    public static TheoryData<IntervalTarget, IntervalMethod, MixtureComponent> Drawn => new()
    {
        { IntervalTarget.Share, IntervalMethod.Bootstrap, MixtureComponent.Multinomial },
        { IntervalTarget.Word, IntervalMethod.Bootstrap, MixtureComponent.DirichletMultinomial },
        { IntervalTarget.Label, IntervalMethod.Bootstrap, MixtureComponent.DirichletMultinomial },
        { IntervalTarget.Label, IntervalMethod.Information, MixtureComponent.Multinomial },
    };

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Same_seed_gives_the_same_bits_for_any_number_of_threads(IntervalTarget target, IntervalMethod method, MixtureComponent component)
    {
        var fit = Fit(Documents, new MixtureEMOptions { K = 2, Component = component, Restarts = 2 });
        var options = new IntervalOptions { Method = method, Seed = 5, Replicates = 20, ThrottleLimit = 1 };
        var rows = MixtureIntervals.Rows(fit, target, options);
        Assert.Equal(rows, MixtureIntervals.Rows(fit, target, options with { ThrottleLimit = 3 }));
        Assert.NotEqual(rows, MixtureIntervals.Rows(fit, target, options with { Seed = 6 }));
    }

    [Fact]
    public void One_cluster_has_the_intervals_of_jeffreys()
    {
        var dfm = TestDfm.Random(30, 5, 7);
        var fit = Fit(dfm, new MixtureEMOptions { K = 1, Smoothing = 0 });
        foreach (var row in MixtureIntervals.Rows(fit, IntervalTarget.Word, new IntervalOptions { Level = 0.9, Method = IntervalMethod.Information }).Cast<WordInterval>())
        {
            double count = row.Estimate * 210;
            Assert.Equal(Beta.InvCDF(count + 0.5, 210.5 - count, 0.05), row.Lower, 9);
            Assert.Equal(Beta.InvCDF(count + 0.5, 210.5 - count, 0.95), row.Upper, 9);
        }

        var share = Assert.IsType<ShareInterval>(Assert.Single(MixtureIntervals.Rows(fit, IntervalTarget.Share, new IntervalOptions())));
        Assert.Equal((1, 1, 0, IntervalMethod.Fixed), (share.Lower, share.Upper, share.StandardError, share.Method));
    }

    [Fact]
    public void Bootstrap_errors_are_near_those_of_the_information()
    {
        var fit = Fit(ObservedInformationTests.Draw(400, 20, 4), new MixtureEMOptions { K = 2 });
        var information = Shares(IntervalMethod.Information);
        var bootstrap = Shares(IntervalMethod.Bootstrap);
        for (int k = 0; k < 2; k++)
        {
            Assert.InRange(bootstrap[k].StandardError / information[k].StandardError, 0.85, 1.15);
            Assert.True(information[k].Lower < fit.Alpha[k] && fit.Alpha[k] < information[k].Upper);
        }

        ShareInterval[] Shares(IntervalMethod method) =>
            [.. MixtureIntervals.Rows(fit, IntervalTarget.Share, new IntervalOptions { Method = method, Seed = 1, Replicates = 400 }).Cast<ShareInterval>()];
    }

    [Fact]
    public void Given_parameters_have_no_interval()
    {
        var mu = DenseMatrix.FromRows([[0.6, 0.3, 0.1], [0.15, 0.25, 0.6]]);
        var rule = Fit(Documents, new MixtureEMOptions { K = 2, Mu = mu, Alpha = [0.4, 0.6] });
        foreach (var row in MixtureIntervals.Rows(rule, IntervalTarget.Word, new IntervalOptions()).Cast<WordInterval>())
            Assert.Equal((row.Estimate, row.Estimate, 0, IntervalMethod.Fixed), (row.Lower, row.Upper, row.StandardError, row.Method));
        var label = (LabelInterval)MixtureIntervals.Rows(rule, IntervalTarget.Label, new IntervalOptions())[0];
        Assert.Equal((rule.Posterior[0, rule.Labels[0]], IntervalMethod.Fixed), (label.Probability, label.Method));

        // With only the word probabilities given, a share is estimated.
        var shares = Fit(Documents, new MixtureEMOptions { K = 2, Mu = mu });
        Assert.All(MixtureIntervals.Rows(shares, IntervalTarget.Share, new IntervalOptions()).Cast<ShareInterval>(), row => Assert.True(row.Method == IntervalMethod.Information && row.Lower < row.Estimate && row.Estimate < row.Upper));
        Assert.All(MixtureIntervals.Rows(shares, IntervalTarget.Word, new IntervalOptions()).Cast<WordInterval>(), row => Assert.Equal(IntervalMethod.Fixed, row.Method));
        var words = Fit(Documents, new MixtureEMOptions { K = 2, Alpha = [0.4, 0.6] });
        Assert.All(MixtureIntervals.Rows(words, IntervalTarget.Share, new IntervalOptions()).Cast<ShareInterval>(), row => Assert.Equal(IntervalMethod.Fixed, row.Method));
        Assert.All(MixtureIntervals.Rows(words, IntervalTarget.Word, new IntervalOptions { Method = IntervalMethod.Bootstrap, Replicates = 10 }).Cast<WordInterval>(), row => Assert.True(row.Lower < row.Upper));
    }

    [Fact]
    public void Auto_chooses_the_bootstrap_where_there_is_no_information()
    {
        var polya = Fit(Documents, new MixtureEMOptions { K = 2, Component = MixtureComponent.DirichletMultinomial, Restarts = 2 });
        var options = new IntervalOptions { Replicates = 5, Seed = 1 };
        Assert.Equal(IntervalMethod.Bootstrap, ((ShareInterval)MixtureIntervals.Rows(polya, IntervalTarget.Share, options)[0]).Method);
        AssertThrows("InformationUnavailable", () => MixtureIntervals.Rows(polya, IntervalTarget.Share, options with { Method = IntervalMethod.Information }));
        var wide = Fit(TestDfm.Random(20, 2000, 30), new MixtureEMOptions { K = 2, Restarts = 1 });
        AssertThrows("InformationUnavailable", () => MixtureIntervals.Rows(wide, IntervalTarget.Share, options with { Method = IntervalMethod.Information }));
        Assert.Equal(IntervalMethod.Bootstrap, ((ShareInterval)MixtureIntervals.Rows(wide, IntervalTarget.Share, options)[0]).Method);
    }

    [Fact]
    public void Gibbs_shares_and_words_are_means_of_beta_distributions()
    {
        int[] labels = [0, 0, 1, 1, 1];
        var dfm = TestDfm.OfRows([[3, 1], [2, 0], [0, 4], [1, 5], [2, 2]]);

        // The second draw has the clusters in the other order, and the third has no second cluster.
        int[][] draws = [[0, 0, 1, 1, 1], [1, 1, 0, 0, 1], [0, 0, 0, 0, 0]];
        Assert.Equal([0, 1], LabelMatching.Partners(labels, draws[0], 2, CancellationToken.None));
        Assert.Equal([1, 0], LabelMatching.Partners(labels, draws[1], 2, CancellationToken.None));
        Assert.Equal([1], LabelMatching.Partners(labels, draws[2], 2, CancellationToken.None));
        var share = GibbsIntervals.Shares(labels, 2, draws, 0.5, 3, CancellationToken.None)[0];
        foreach (double x in new[] { 0.1, 0.4, 0.8 })
            Assert.Equal((Cdf(2.5, 4, x) + Cdf(3.5, 3, x) + Cdf(0.5, 6, x)) / 3, share.Cdf(x), 12);
        var word = GibbsIntervals.Words(dfm.Matrix, labels, 2, draws, 0.1, [(0, 1), (1, 1)], CancellationToken.None);
        foreach (double x in new[] { 0.1, 0.4, 0.8 })
        {
            Assert.Equal((Cdf(1.1, 5.1, x) + Cdf(3.1, 7.1, x)) / 2, word[0].Cdf(x), 12);
            Assert.Equal((Cdf(11.1, 3.1, x) + Cdf(9.1, 1.1, x) + Cdf(12.1, 8.1, x)) / 3, word[1].Cdf(x), 12);
        }

        static double Cdf(double a, double b, double x) => Beta.CDF(a, b, x);
    }

    [Fact]
    public void Gibbs_rows_keep_the_order_of_matched_clusters()
    {
        var fit = Gibbs.Fit(Documents, new GibbsOptions { K = 2, Alpha = 1, Beta = 1, Iterations = 40 }, 3);
        var rows = MixtureIntervals.Rows(fit, IntervalTarget.Share, new IntervalOptions()).Cast<ShareInterval>().ToArray();
        int[] swapped = [.. fit.Labels.Select(label => 1 - label)];
        var matched = fit.Match(swapped);
        var after = MixtureIntervals.Rows(matched, IntervalTarget.Share, new IntervalOptions()).Cast<ShareInterval>().ToArray();
        Assert.Equal(2, rows.Length);
        Assert.Equal((rows[1].Lower, rows[1].Upper), (after[0].Lower, after[0].Upper));
        Assert.All(rows, row => Assert.True(row.Method == IntervalMethod.Posterior && row.Lower < row.Estimate && row.Estimate < row.Upper));
        AssertThrows("InvalidOption", () => MixtureIntervals.Rows(fit, IntervalTarget.Share, new IntervalOptions { Method = IntervalMethod.Bootstrap }));
    }

    [Theory]
    [InlineData(0.95, "1", 0.96)]
    [InlineData(0.97, "1,0", 0.98)]
    [InlineData(0.999, "1,0,2", 1)]
    public void Sets_are_the_smallest_that_reach_the_level(double level, string clusters, double probability)
    {
        var (set, sum) = MixtureIntervals.SmallestSet([0.02, 0.96, 0.02], level);
        Assert.Equal(clusters, string.Join(',', set));
        Assert.Equal(probability, sum, 12);
    }

    [Fact]
    public void Refuses_clusterings_without_likelihood_and_invalid_options()
    {
        var kmeans = KMeans.Fit(Documents, new KMeansOptions { K = 2 }, 1);
        AssertThrows("NoLikelihood", () => MixtureIntervals.Rows(kmeans, IntervalTarget.Share, new IntervalOptions()));
        AssertThrows("InvalidOption", () => new IntervalOptions { Level = 1 });
        AssertThrows("InvalidOption", () => new IntervalOptions { Replicates = 1 });
        AssertThrows("InvalidOption", () => new IntervalOptions { Method = IntervalMethod.Fixed });
        AssertThrows("InvalidOption", () => MixtureIntervals.Rows(Fit(Documents, new MixtureEMOptions { K = 2 }), IntervalTarget.Share, new IntervalOptions { Method = IntervalMethod.Posterior }));
    }

    [Fact]
    public void Can_be_cancelled()
    {
        var fit = Fit(Documents, new MixtureEMOptions { K = 2 });
        var options = new IntervalOptions { Replicates = 3, Seed = 1, ThrottleLimit = 1, Method = IntervalMethod.Bootstrap };
        Checks.CancelThroughout(token => MixtureIntervals.Rows(fit, IntervalTarget.Label, options, null, token));
        Checks.CancelThroughout(token => MixtureIntervals.Rows(fit, IntervalTarget.Label, options with { Method = IntervalMethod.Information }, null, token));
    }

    [Fact]
    public void A_replicate_of_the_bootstrap_keeps_its_clusters()
    {
        var mixture = new MixtureParameters(Fit(ObservedInformationTests.Draw(300, 20, 4), new MixtureEMOptions { K = 2 }), CancellationToken.None);
        for (int seed = 0; seed < 5; seed++)
        {
            var (fit, match) = MixtureBootstrap.Replicate(mixture, RandomGenerator.FromSeed(seed), CancellationToken.None);
            for (int k = 0; k < 2; k++) Assert.InRange(Math.Abs(fit.Mu[match[k], 0] - mixture.Mu[k, 0]), 0, 0.1);
        }
    }

    private static MixtureClustering Fit(Dfm dfm, MixtureEMOptions options) => MixtureEM.Fit(dfm, options, 1);

    private static void AssertThrows(string id, Action action) => Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);
}
