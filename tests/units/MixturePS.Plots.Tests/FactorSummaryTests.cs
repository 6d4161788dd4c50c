using MixturePS.Plots.Data;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class FactorSummaryTests
{
    [Fact]
    public void Intervals_are_by_Students_t()
    {
        // The quantile of Student's t with 3 degrees of freedom at 0.975 is 3.182446305284263.
        var table = Of(["Length", "Seconds"], [5, 0.1], [5, 0.2], [5, 0.3], [5, 0.4], [10, 0.5]);
        var summary = FactorSummary.Of(table, "Seconds", null, null);
        Assert.Equal("Length", summary.X);
        Assert.Equal(0.25, summary.Points[0].Mean, 12);
        double half = 3.182446305284263 * Math.Sqrt(0.05 / 3 / 4);
        Assert.Equal(0.25 - half, summary.Points[0].Interval!.Value.Lower, 9);
        Assert.Equal(0.25 + half, summary.Points[0].Interval!.Value.Upper, 9);
        Assert.Equal(4, summary.Points[0].Count);
        Assert.Null(summary.Points[1].Interval);
    }

    [Fact]
    public void Intervals_of_indices_are_on_the_logit_scale()
    {
        // logit(0.25) -+ t se / (0.25 * 0.75), transformed back.
        var table = Of(["Length", "Accuracy"], [5, 0.1], [5, 0.2], [5, 0.3], [5, 0.4], [10, 0.5]);
        var (lower, upper) = FactorSummary.Of(table, "Accuracy", null, null).Points[0].Interval!.Value;
        double half = 3.182446305284263 * Math.Sqrt(0.05 / 3 / 4) / (0.25 * 0.75);
        Assert.Equal(1 / (1 + Math.Exp(Math.Log(3) + half)), lower, 9);
        Assert.Equal(1 / (1 + Math.Exp(Math.Log(3) - half)), upper, 9);
    }

    [Fact]
    public void Numeric_text_from_a_file_is_treated_as_numbers()
    {
        var numbers = FactorSummary.Of(Of(["Method", "Eta", "Accuracy"], ["a", 0.1, 0.5], ["a", 1, 0.25], ["b", 0.1, 1]), "accuracy", "eta", null);
        var text = FactorSummary.Of(Of(["Method", "Eta", "Accuracy"], ["a", "0.1", "0.5"], ["a", "1", "2.5e-1"], ["b", "0.1", "1"]), "Accuracy", "Eta", "Method");
        Assert.Equal(numbers.Points, text.Points);
        Assert.Equal(numbers.Groups, text.Groups);
        Assert.True(text.IsNumeric);
    }

    [Fact]
    public void Summarised_rows_keep_their_interval()
    {
        var table = Of(["Method", "Metric", "DocumentLength", "Count", "Mean", "StandardError", "ConfidenceLow", "ConfidenceHigh", "Bound"],
            ["EM", "Accuracy", 5, 20, 0.7, 0.01, 0.65, 0.74, 0.8], ["EM", "Accuracy", 50, 20, 0.9, 0.01, 0.88, 0.92, 0.95], ["EM", "Purity", 5, 20, 0.1, 0.01, 0, 0.2, null]);
        var summary = FactorSummary.Of(table, "Accuracy", null, null);
        Assert.Equal("DocumentLength", summary.X);
        Assert.Equal([new FactorPoint(0, 5, 0.7, (0.65, 0.74), 20, 0.8), new FactorPoint(0, 50, 0.9, (0.88, 0.92), 20, 0.95)], summary.Points);
        Assert.Equal(0.1, FactorSummary.Of(table, "Purity", "DocumentLength", null).Points.Single().Mean);
    }

    [Fact]
    public void Failed_runs_are_counted_and_omitted()
    {
        var summary = FactorSummary.Of(Of(["K", "Accuracy"], [2, 0.5], [3, null], [3, 0.7], [3, "NaN"]), "Accuracy", null, null);
        Assert.Equal(2, summary.LeftOut);
        Assert.Equal([0.5, 0.7], summary.Points.Select(point => point.Mean));
    }

    [Fact]
    public void The_factor_is_the_one_that_varies_within_groups()
    {
        // Restart varies only between methods, and the seed is not a factor.
        var table = Of(["Seed", "Restart", "Method", "K", "Accuracy"], [1, 10, "a", 2, 0.1], [2, 10, "a", 3, 0.2], [3, 5, "b", 2, 0.3], [4, 5, "b", 3, 0.4]);
        var summary = FactorSummary.Of(table, "Accuracy", null, null);
        Assert.Equal("K", summary.X);
        Assert.Empty(summary.Averaged);
        Assert.Equal(["K 2, 3"], FactorSummary.Of(table, "Accuracy", "Restart", null).Averaged);
    }

    [Fact]
    public void Numeric_groups_are_sorted_and_others_keep_their_order()
    {
        var table = Of(["Eta", "Name", "K", "Accuracy"], [10, "z", 2, 0.1], [1, "a", 2, 0.2], [2, "z", 2, 0.3]);
        Assert.Equal(["1", "2", "10"], FactorSummary.Of(table, "Accuracy", "K", "Eta").Groups);
        Assert.Equal(0.1, FactorSummary.Of(table, "Accuracy", "K", "Eta").Points[2].Mean);
        Assert.Equal(["z", "a"], FactorSummary.Of(table, "Accuracy", "K", "Name").Groups);
    }

    [Fact]
    public void The_mean_of_summaries_has_the_standard_error_of_a_mean()
    {
        var table = Of(["K", "Metric", "Mean", "StandardError", "Count"], [2, "Accuracy", 0.4, 0.03, 5], [2, "Accuracy", 0.6, 0.04, 7]);
        var point = FactorSummary.Of(table, "Accuracy", "K", null).Points.Single();
        Assert.Equal(12, point.Count);
        Assert.Equal(0.5 - (1.959963984540054 * 0.05 / 2), point.Interval!.Value.Lower, 9);
        Assert.Equal(0.5 + (1.959963984540054 * 0.05 / 2), point.Interval!.Value.Upper, 9);
    }

    [Theory]
    [InlineData("Accuracy", 0, 1)]
    [InlineData("AdjustedRandIndex", -1, 1)]
    [InlineData("AdjustedMutualInformation", -1, 1)]
    [InlineData("tokens", -2.5, 3.5)]
    public void An_interval_does_not_exceed_the_range_of_its_metric(string metric, double least, double most)
    {
        var runs = FactorSummary.Of(Of(["K", metric], [2, 0], [2, 1]), metric, "K", null).Points.Single();
        double half = 12.706204736 * 0.5;
        Assert.Equal(Math.Max(0.5 - half, metric == "tokens" ? -100 : least), runs.Interval!.Value.Lower, 6);
        Assert.Equal(Math.Min(0.5 + half, metric == "tokens" ? 100 : most), runs.Interval!.Value.Upper, 6);
        var summary = FactorSummary.Of(Of(["K", "Metric", "Mean", "Lower", "Upper"], [2, metric, 0.5, -2.5, 3.5]), metric, "K", null).Points.Single();
        Assert.Equal((least, most), summary.Interval);
    }

    [Fact]
    public void The_lines_of_a_single_method_are_those_of_another_factor()
    {
        string[] columns = ["Method", "Eta", "DocumentLength", "Accuracy"];
        object?[][] rows = [["EM", 1, 5, 0.5], ["EM", 2, 5, 0.6], ["EM", 1, 10, 0.7], ["EM", 2, 10, 0.8]];
        var single = FactorSummary.Of(Of(columns, rows), "Accuracy", null, null);
        Assert.Equal(("Eta", "DocumentLength"), (single.X, single.GroupName));
        Assert.Equal(["5", "10"], single.Groups);
        Assert.Equal("Method", FactorSummary.Of(Of(columns, [.. rows, ["KMeans", 1, 5, 0.4]]), "Accuracy", null, null).GroupName);
        Assert.Null(FactorSummary.Of(Of(columns, rows), "Accuracy", null, "").GroupName);
    }

    [Fact]
    public void A_known_factor_comes_before_another_and_a_number_before_text()
    {
        Assert.Equal("K", FactorSummary.Of(Of(["Size", "K", "Accuracy"], [1, 2, 0.1], [2, 3, 0.2]), "Accuracy", null, null).X);
        Assert.Equal("Size", FactorSummary.Of(Of(["Weighting", "Size", "Accuracy"], ["tf", 2, 0.1], ["none", 3, 0.2]), "Accuracy", null, null).X);
        Assert.Equal("Weighting", FactorSummary.Of(Of(["Weighting", "Accuracy"], ["tf", 0.1], ["none", 0.2]), "Accuracy", null, null).X);
    }

    [Theory]
    [InlineData(6, "J 1, 2, 3, 4, 5, 6")]
    [InlineData(7, "7 values of J")]
    public void The_number_of_averaged_values_is_stated_if_there_are_many(int count, string expected) =>
        Assert.Equal([expected], FactorSummary.Of(Of(["K", "J", "Accuracy"], [.. Enumerable.Range(1, count).Select(j => new object?[] { 2, j, 0.5 })]), "Accuracy", "K", "").Averaged);

    [Fact]
    public void The_bound_applies_only_to_accuracy()
    {
        var table = Of(["Method", "K", "Accuracy", "Purity", "Bound"], ["a", 2, 0.5, 0.5, 0.8], ["b", 2, 0.5, 0.5, 0.9]);
        var (k, bound) = Assert.Single(FactorSummary.Of(table, "Accuracy", "K", null).Bound);
        Assert.Equal(2, k);
        Assert.Equal(0.85, bound, 12);
        Assert.Empty(FactorSummary.Of(table, "Purity", "K", null).Bound);
    }

    [Fact]
    public void Rows_that_cannot_be_plotted_are_refused()
    {
        string[] columns = ["Method", "K", "Accuracy"];
        Assert.Equal("NothingToPlot", IdOf(() => FactorSummary.Of(new PlotTable(), "Accuracy", null, null)));
        Assert.Equal("MissingProperty", IdOf(() => FactorSummary.Of(Of(columns, ["a", 1, 0.5]), "Purity", null, null)));
        Assert.Equal("MissingProperty", IdOf(() => FactorSummary.Of(Of(columns, ["a", 1, 0.5]), "Accuracy", "J", null)));
        Assert.Equal("MissingProperty", IdOf(() => FactorSummary.Of(Of(columns, ["a", 1, 0.5]), "Accuracy", "K", "J")));
        Assert.Equal("NotNumeric", IdOf(() => FactorSummary.Of(Of(columns, ["a", 1, "much"]), "Accuracy", "K", null)));
        Assert.Equal("NoFactorVaries", IdOf(() => FactorSummary.Of(Of(columns, ["a", 1, 0.5], ["b", 1, 0.6]), "Accuracy", null, null)));
        Assert.Equal("NothingToPlot", IdOf(() => FactorSummary.Of(Of(columns, ["a", 1, null]), "Accuracy", "K", null)));
    }
}
