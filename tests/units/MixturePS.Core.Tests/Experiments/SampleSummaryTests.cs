using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Compares means, confidence intervals and quantiles with SciPy's stats.sem and stats.t.interval and NumPy's quantile.</summary>
public sealed class SampleSummaryTests
{
    private static readonly double[] Values = [0.5, 0.75, 0.625, 1.0, 0.875];

    [Fact]
    public void FiguresEqualSciPy()
    {
        var summary = SampleSummary.Of(Values, 0.9);
        Assert.Equal(5, summary.Count);
        Assert.Equal(0.75, summary.Mean, 1e-15);
        Assert.Equal(0.19764235376052372, summary.StandardDeviation!.Value, 1e-15);
        Assert.Equal(0.08838834764831845, summary.StandardError!.Value, 1e-15);
        Assert.Equal(0.5615695855582992, summary.ConfidenceLow!.Value, 1e-8);
        Assert.Equal(0.9384304144417007, summary.ConfidenceHigh!.Value, 1e-8);
        Assert.Equal([0.525, 0.625, 0.75, 0.875, 0.975], new[] { 0.05, 0.25, 0.5, 0.75, 0.95 }.Select(p => Math.Round(summary.Quantile(p)!.Value, 12)));
    }

    [Fact]
    public void TheOrderOfValuesDoesntMatter()
    {
        var random = new System.Random(1);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble())];
        var one = SampleSummary.Of(values, 0.95);
        random.Shuffle(values);
        var other = SampleSummary.Of(values, 0.95);
        Assert.Equal((one.Mean, one.StandardError, one.ConfidenceLow), (other.Mean, other.StandardError, other.ConfidenceLow));
    }

    [Fact]
    public void IntervalsCoverTheMeanAtTheirConfidenceLevel()
    {
        var random = new System.Random(3);
        int inside = 0;
        for (int i = 0; i < 2000; i++)
        {
            var summary = SampleSummary.Of(Enumerable.Range(0, 8).Select(_ => random.NextDouble() + random.NextDouble()), 0.8);
            if (summary.ConfidenceLow <= 1 && summary.ConfidenceHigh >= 1) inside++;
        }

        Assert.InRange(inside / 2000.0, 0.77, 0.83);
    }

    [Fact]
    public void FiguresAreUndefinedForTooFewValues()
    {
        Assert.Equal((0, null), (SampleSummary.Of([], 0.95).Count, SampleSummary.Of([], 0.95).Quantile(0.5)));
        var one = SampleSummary.Of([0.3], 0.95);
        Assert.Equal((0.3, null, null, 0.3), (one.Mean, one.StandardError, one.ConfidenceLow, one.Quantile(0.95)));
        var same = SampleSummary.Of([0.1, 0.1, 0.1], 0.95);
        Assert.Equal((0.1, 0, 0.1, 0.1), (same.Mean, same.StandardError, same.ConfidenceLow, same.ConfidenceHigh));
        foreach (double confidence in new[] { 0, 1, double.NaN, -1 }) Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => SampleSummary.Of(Values, confidence)).Id);
    }
}
