using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

public sealed class StartProgressTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Progress_only_rises_and_reports_every_iteration(int restarts)
    {
        var model = MixtureModel.Draw(5, [0.5], null, null, RandomGenerator.FromSeed(1));
        var dfm = DfmSampler.Sample(model, 500, DocumentLength.Fixed(20), RandomGenerator.FromSeed(2));
        var reports = new Reports();
        var found = KMeans.Fit(dfm, new KMeansOptions { K = 5, Restarts = restarts }, 3, reports);
        Assert.Equal(reports.All.Select(report => report.Fraction).Order(), reports.All.Select(report => report.Fraction));
        Assert.All(reports.All, report => Assert.InRange(report.Fraction, 0, 1));
        string last = restarts == 1 ? $"iteration {found.Iterations}" : $"start {restarts} of {restarts}, iteration ";
        Assert.StartsWith(last, reports.All[^1].Status, StringComparison.Ordinal);
        Assert.Contains(reports.All, report => report.Status.EndsWith("4 of 5 first centres", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_reported_that_is_not_due()
    {
        var model = MixtureModel.Draw(3, [0.5], null, null, RandomGenerator.FromSeed(1));
        var dfm = DfmSampler.Sample(model, 100, DocumentLength.Fixed(20), RandomGenerator.FromSeed(2));
        var throttled = new EveryThird();
        KMeans.Fit(dfm, new KMeansOptions { K = 3, Restarts = 4 }, 3, new ProgressPart(throttled, 0, 1));
        Assert.InRange(throttled.Reported, 2, throttled.Asked / 3);
    }

    private sealed class EveryThird : IThrottledProgress
    {
        public int Asked { get; private set; }

        public int Reported { get; private set; }

        public bool IsDue => ++Asked % 3 == 0;

        public void Report(ProgressReport value) => Reported++;
    }
}
