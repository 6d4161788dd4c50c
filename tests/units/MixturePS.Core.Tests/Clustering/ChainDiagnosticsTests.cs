using System.Text.Json;
using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Clustering;

public sealed class ChainDiagnosticsTests
{
    private static readonly JsonElement[] Cases = [.. Golden.Load("chain-diagnostics.json").GetProperty("cases").EnumerateArray()];

    public static TheoryData<string> Names => [.. Cases.Select(item => item.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsTheFiguresOfPosterior(string name)
    {
        var item = Cases.Single(item => item.GetProperty("name").GetString() == name);
        double[][] chains = item.GetProperty("chains").DoubleRows();
        Equal("rhat", ChainDiagnostics.RankNormalizedRHat(chains));
        Equal("bulk", ChainDiagnostics.BulkEffectiveSize(chains));

        // Posterior leaves the size of a constant indicator undefined.
        if (item.GetProperty("tail").ValueKind == JsonValueKind.Null) Assert.Equal("two values", name);
        else Equal("tail", ChainDiagnostics.TailEffectiveSize(chains));

        void Equal(string figure, double actual) => Assert.Equal(1, actual / item.GetProperty(figure).GetDouble(), 1e-10);
    }

    [Fact]
    public void RHatDetectsChainsOfDifferentSpread()
    {
        var random = RandomGenerator.FromSeed(3);
        double[][] chains = [.. Enumerable.Range(0, 4).Select(c => Draws(random, 200, c == 0 ? 4 : 1))];
        Assert.True(SplitRHat.Measure(chains) < 1.02);
        Assert.True(ChainDiagnostics.RankNormalizedRHat(chains) > 1.1);
    }

    [Fact]
    public void OnlyRanksMatterForTheBulk()
    {
        var random = RandomGenerator.FromSeed(4);
        double[][] chains = [Draws(random, 60, 1), Draws(random, 60, 1)];
        double[][] changed = [.. chains.Select(chain => Array.ConvertAll(chain, draw => Math.Exp(3 * draw)))];
        Assert.Equal(ChainDiagnostics.BulkEffectiveSize(chains), ChainDiagnostics.BulkEffectiveSize(changed));
    }

    [Fact]
    public void ConstantDrawsAreInAgreement()
    {
        double[] same = [.. Enumerable.Repeat(-0.1, 21)];
        double[][] agreeing = [same, same];
        Assert.Equal((1, 40, 40), (ChainDiagnostics.RankNormalizedRHat(agreeing), ChainDiagnostics.BulkEffectiveSize(agreeing), ChainDiagnostics.TailEffectiveSize(agreeing)));
        double[][] differing = [same, Array.ConvertAll(same, draw => draw + 1)];
        Assert.Equal(double.PositiveInfinity, ChainDiagnostics.RankNormalizedRHat(differing));
        Assert.True(ChainDiagnostics.BulkEffectiveSize(differing) < 4);
    }

    [Fact]
    public void AConstantIndicatorHasAllDraws()
    {
        // Both quantiles are 0 or 1, so the indicators are constant or that of a draw of 0.
        double[][] chains = Cases.Single(item => item.GetProperty("name").GetString() == "two values").GetProperty("chains").DoubleRows();
        Assert.InRange(ChainDiagnostics.TailEffectiveSize(chains), 100, 240);
    }

    [Fact]
    public void TooFewOrInfiniteDrawsAreUndefined()
    {
        Assert.True(double.IsNaN(ChainDiagnostics.RankNormalizedRHat([])));
        Assert.True(double.IsNaN(ChainDiagnostics.RankNormalizedRHat([[1, 2, 3]])));
        Assert.False(double.IsNaN(ChainDiagnostics.RankNormalizedRHat([[1, 2, 4, 3]])));
        double[] eleven = [.. Enumerable.Range(0, 11).Select(t => t % 3.0)];
        Assert.True(double.IsNaN(ChainDiagnostics.BulkEffectiveSize([eleven])));
        Assert.True(double.IsNaN(ChainDiagnostics.TailEffectiveSize([eleven])));
        Assert.False(double.IsNaN(ChainDiagnostics.BulkEffectiveSize([[.. eleven, 5]])));
        Assert.True(double.IsNaN(ChainDiagnostics.BulkEffectiveSize([[.. eleven, double.NegativeInfinity]])));
        Assert.True(double.IsNaN(ChainDiagnostics.RankNormalizedRHat([[.. eleven, double.NaN]])));
    }

    [Fact]
    public void ChainsMustHaveEqualLengths() =>
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => ChainDiagnostics.BulkEffectiveSize([[1, 2, 3, 4], [1]])).Id);

    private static double[] Draws(RandomGenerator random, int count, double spread) => [.. Enumerable.Range(0, count).Select(_ => spread * random.StandardNormal())];
}
