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

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Load("intervals.json").GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void IntervalsOfIndicesAndOfDifferencesEqualSciPy(int number)
    {
        var figures = Golden.Load("intervals.json").GetProperty("cases")[number];
        double[] first = figures.GetProperty("first").Doubles(), second = figures.GetProperty("second").Doubles();
        double confidence = figures.GetProperty("confidence").GetDouble();
        var range = new ValueRange(figures.GetProperty("low").GetDouble(), figures.GetProperty("high").GetDouble());
        var mean = SampleSummary.Of(first, confidence, range);
        Assert.Equal(figures.GetProperty("limited").Doubles(), [mean.ConfidenceLow!.Value, mean.ConfidenceHigh!.Value], (a, b) => Math.Abs(a - b) < 1e-7);

        // The pairs come in any order, with a run of the reference that has no partner.
        var (reference, other) = (new RunGroup(["KMeans"], 1), new RunGroup(["EM"], 1));
        var pairs = new RunPairs("kmeans", ["Restart"]);
        for (int i = 0; i < first.Length; i++) pairs.Add(other, "EM", $"replicate {i}", [null], [first[i]]);
        for (int i = first.Length - 1; i >= 0; i--) pairs.Add(reference, "KMeans", $"replicate {i}", [10L], [second[i]]);
        pairs.Add(reference, "KMeans", "another", [10L], [0.5]);
        pairs.Pair(default);
        var rows = RunSummary.Differences(other, "Other", 0, pairs.Reference, confidence).ToDictionary(figure => figure.Name, figure => figure.Value);
        Assert.Equal("KMeans", rows["Reference"]);
        Assert.Equal(figures.GetProperty("difference").GetDouble(), (double)rows["Difference"]!, 1e-14);
        Assert.Equal(figures.GetProperty("differenceError").GetDouble(), (double)rows["DifferenceStandardError"]!, 1e-14);
        Assert.Equal(figures.GetProperty("paired").Doubles(), [(double)rows["DifferenceLow"]!, (double)rows["DifferenceHigh"]!], (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal((first.Length, 0), (rows["PairCount"], rows["UnpairedCount"]));
        Assert.All(RunSummary.Differences(reference, "Other", 0, pairs.Reference, confidence).Skip(1), figure => Assert.Null(figure.Value));
    }

    [Fact]
    public void IntervalsOfIndicesStayWithinTheirLimits()
    {
        var random = new System.Random(5);
        for (int i = 0; i < 500; i++)
        {
            double[] values = [.. Enumerable.Range(0, 2 + (i % 4)).Select(_ => Math.Min(1, 0.9 + (random.NextDouble() / 8)))];
            var range = i % 2 == 0 ? ValueRange.Share : ValueRange.Adjusted;
            var summary = SampleSummary.Of(values, 0.999, range);
            Assert.InRange(summary.ConfidenceLow!.Value, range.Low, summary.Mean);
            Assert.InRange(summary.ConfidenceHigh!.Value, summary.Mean, range.High);
        }

        // Values that are all equal, even to a limit, have a standard error of zero, and values beyond the limits none that limit them.
        var same = SampleSummary.Of([1, 1, 1], 0.95, ValueRange.Share);
        Assert.Equal((1, 1), (same.ConfidenceLow, same.ConfidenceHigh));
        var far = SampleSummary.Of([0, 1], 0.95, ValueRange.Share);
        Assert.InRange(far.ConfidenceLow!.Value, 0, 1e-5);
        Assert.InRange(far.ConfidenceHigh!.Value, 1 - 1e-5, 1);
        Assert.Equal(SampleSummary.Of([93, 97], 0.95), SampleSummary.Of([93, 97], 0.95, ValueRange.Share), (a, b) => (a.ConfidenceLow, a.ConfidenceHigh) == (b.ConfidenceLow, b.ConfidenceHigh));
        Assert.Null(SampleSummary.Of([0.94], 0.95, ValueRange.Share).ConfidenceLow);
    }

    /// <summary>Accuracies 1 - U^power, whose mean is power / (power + 1) and which are the more skewed the greater the power.</summary>
    [Theory]
    [InlineData(1, 5, 0.93, 0.97)]
    [InlineData(4, 5, 0.88, 0.94)]
    [InlineData(4, 10, 0.90, 0.95)]
    [InlineData(4, 40, 0.93, 0.96)]
    public void IntervalsOfIndicesCoverTheMeanAndMissItLessThanStudents(double power, int replicates, double least, double most)
    {
        var random = new System.Random(7);
        int limited = 0, student = 0;
        const int Repetitions = 4000;
        double mean = power / (power + 1);
        for (int i = 0; i < Repetitions; i++)
        {
            double[] values = [.. Enumerable.Range(0, replicates).Select(_ => 1 - Math.Pow(random.NextDouble(), power))];
            var within = SampleSummary.Of(values, 0.95, ValueRange.Share);
            var plain = SampleSummary.Of(values, 0.95);
            if (within.ConfidenceLow <= mean && within.ConfidenceHigh >= mean) limited++;
            if (plain.ConfidenceLow <= mean && plain.ConfidenceHigh >= mean) student++;
        }

        Assert.InRange(limited / (double)Repetitions, least, most);
        Assert.True(limited >= student, $"{limited} of {Repetitions}, but {student} without limits");
    }

    [Fact]
    public void RunsArePairedByTheirDocumentsAndParameters()
    {
        RunGroup reference = new(["KMeans"], 2), em = new(["EM"], 2), gibbs = new(["Gibbs"], 2);
        var pairs = new RunPairs("KMeans", ["FitK", "Smoothing"]);
        foreach (string documents in new[] { "a", "b" })
        {
            foreach (long k in new[] { 2, 3 })
            {
                pairs.Add(reference, "KMeans", documents, [k, null], [0.1 * k, 1]);
                pairs.Add(em, "EM", documents, [k, 0.5], [(0.1 * k) + 0.25, null]);
            }
        }

        pairs.Add(gibbs, "Gibbs", "a", [4L, null], [0.5, 0.5]);
        pairs.Add(gibbs, "Gibbs", "c", [2L, null], [0.5, 0.5]);
        pairs.Pair(default);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], em.Differences[0], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Empty(em.Differences[1]);
        Assert.Equal([2, 2], gibbs.Unpaired);
        Assert.Equal((2, true, false), (pairs.UnpairedCount, reference.IsOfReference, em.IsOfReference));
    }

    [Fact]
    public void AnUnknownOrAmbiguousReferenceIsRefused()
    {
        RunGroup reference = new(["KMeans"], 1), bound = new(["Bound"], 1);
        var pairs = new RunPairs("KMean", []);
        pairs.Add(reference, "KMeans", "a", [], [0.5]);
        pairs.Add(bound, "Bound", "a", [], [0.5]);
        var error = Assert.Throws<MixtureException>(() => pairs.Pair(default));
        Assert.Equal("UnknownReference", error.Id);
        Assert.Contains("KMeans, Bound", error.Message, StringComparison.Ordinal);
        pairs = new RunPairs("KMeans", ["FitK", "Restart"]);
        foreach (long restarts in new[] { 1, 10 }) pairs.Add(reference, "KMeans", "a", [2L, restarts], [0.5]);
        pairs.Add(bound, "Bound", "a", [null, null], [0.5]);
        error = Assert.Throws<MixtureException>(() => pairs.Pair(default));
        Assert.Equal("AmbiguousReference", error.Id);
        Assert.Contains("differ in Restart.", error.Message, StringComparison.Ordinal);
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
