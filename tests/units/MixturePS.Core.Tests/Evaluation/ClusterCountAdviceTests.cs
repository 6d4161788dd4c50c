using MixturePS.Core.Evaluation;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>What a comparison of numbers of clusters leaves open.</summary>
public sealed class ClusterCountAdviceTests
{
    [Theory]
    [InlineData(new[] { 3.0, 2, 1 }, false, true)]
    [InlineData(new[] { 1.0, 2, 3 }, true, false)]
    [InlineData(new[] { 2.0, 1, 3 }, false, false)]
    [InlineData(new[] { 1.0 }, false, false)]
    public void ABestKAtTheEdgeIsNamed(double[] bic, bool atLeast, bool atGreatest)
    {
        var advice = ClusterCountAdvice.Of([.. bic.Select((value, i) => Row(3 + i, value, null))], ClusterCountCriterion.Bic);
        Assert.Equal((atLeast, atGreatest), (advice.IsAtLeast, advice.IsAtGreatest));
        string reason = ClusterCountSuggestion.Fill([.. bic.Select((value, i) => Row(3 + i, value, null))], ClusterCountCriterion.Bic).Single(row => row.Suggested).Reason;
        Assert.Equal(atLeast || atGreatest, reason.Contains("K compared", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEdgeBeyondWhichNothingIsDefinedIsNone()
    {
        Assert.False(ClusterCountAdvice.Of([Row(1, 1, null), Row(2, 2, null)], ClusterCountCriterion.Bic).IsAtLeast);
        Assert.True(ClusterCountAdvice.Of([Row(2, 1, null), Row(3, 2, null)], ClusterCountCriterion.Bic).IsAtLeast);
        Assert.False(ClusterCountAdvice.Of([Row(2, 1, 0.5), Row(3, 2, 0.1)], ClusterCountCriterion.Silhouette).IsAtLeast);
        Assert.False(ClusterCountAdvice.Of([Row(98, 1, 0.1), Row(99, 2, 0.5)], ClusterCountCriterion.Silhouette).IsAtGreatest);
        Assert.False(ClusterCountAdvice.Of([Row(99, 2, null), Row(100, 1, null)], ClusterCountCriterion.Bic).IsAtGreatest);
    }

    [Fact]
    public void CriteriaThatDisagreeAreListed()
    {
        var advice = ClusterCountAdvice.Of([Row(2, 5, 0.9), Row(3, 1, 0.2), Row(4, 2, 0.1)], ClusterCountCriterion.Bic);
        Assert.True(advice.Disagrees);
        Assert.Equal([("BIC", 3), ("the silhouette", 2)], advice.Suggestions);
        Assert.False(ClusterCountAdvice.Of([Row(2, 5, 0.1), Row(3, 1, 0.2), Row(4, 2, 0.1)], ClusterCountCriterion.Bic).Disagrees);
    }

    [Fact]
    public void ATieIsNoDisagreement()
    {
        Assert.False(ClusterCountAdvice.Of([Row(2, 5, 0.5), Row(3, 1, 0.5), Row(4, 2, 0.1)], ClusterCountCriterion.Bic).Disagrees);
        Assert.True(ClusterCountAdvice.Of([Row(2, 5, 0.5001), Row(3, 1, 0.5), Row(4, 2, 0.1)], ClusterCountCriterion.Bic).Disagrees);
    }

    [Fact]
    public void AStabilityNearTheBestIsNoDisagreement()
    {
        Assert.False(Advice(0.985).Disagrees);
        Assert.True(Advice(0.975).Disagrees);

        static ClusterCountAdvice Advice(double stability) => ClusterCountAdvice.Of(
            [Row(2, 1, null) with { Stability = stability }, Row(3, 2, null) with { Stability = 1 }, Row(4, 3, null) with { Stability = 0.99 }], ClusterCountCriterion.Bic);
    }

    [Fact]
    public void EachRowListsTheCriteriaByWhichItIsTheBest()
    {
        ClusterCountRow[] rows = [Row(1, 3, null) with { HeldOutLogLikelihood = -9, Icl = 4 }, Row(2, 1, 0.9) with { HeldOutLogLikelihood = -8, Icl = 2 }, Row(3, 2, 0.2) with { HeldOutLogLikelihood = -7, Icl = 2 }];
        var filled = ClusterCountSuggestion.Fill(rows, ClusterCountCriterion.HeldOut);
        Assert.Equal(["", "BIC, ICL, the silhouette", "the held-out log-likelihood"], filled.Select(row => row.BestBy));
        Assert.Equal("", ClusterCountSuggestion.Fill([rows[1]], ClusterCountCriterion.Bic)[0].BestBy);
    }

    [Fact]
    public void DifferentKByBicAndByHeldOutDocumentsAreAConflict()
    {
        ClusterCountRow[] rows = [Row(1, 1, null) with { HeldOutLogLikelihood = -9 }, Row(2, 2, null) with { HeldOutLogLikelihood = -8 }];
        Assert.Equal((1, 2), ClusterCountAdvice.Of(rows, ClusterCountCriterion.Bic).Conflict);
        Assert.Null(ClusterCountAdvice.Of([rows[0], rows[1] with { HeldOutLogLikelihood = -10 }], ClusterCountCriterion.Bic).Conflict);
        Assert.Null(ClusterCountAdvice.Of([Row(1, 1, null), Row(2, 2, null)], ClusterCountCriterion.Bic).Conflict);
        Assert.Equal((2, 1), ClusterCountAdvice.Of([rows[0] with { Bic = 3 }, rows[1] with { HeldOutLogLikelihood = -10 }], ClusterCountCriterion.Bic).Conflict);
    }

    [Fact]
    public void FitsThatDidntConvergeAreListed() =>
        Assert.Equal([3], ClusterCountAdvice.Of([Row(2, 5, null), Row(3, 1, null) with { Converged = false }], ClusterCountCriterion.Bic).NotConverged);

    private static ClusterCountRow Row(int k, double bic, double? silhouette) => new() { K = k, Bic = bic, Silhouette = silhouette, N = 100, Converged = true };
}
