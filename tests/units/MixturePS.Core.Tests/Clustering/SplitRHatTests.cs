using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Clustering;

public sealed class SplitRHatTests
{
    [Fact]
    public void EqualsTheFormulaComputedByHand()
    {
        // Halves (1, 3), (2, 4), (5, 9), (6, 8): means 2, 3, 7, 7; variances 2, 2, 8, 2; W = 3.5; B / N = 6.916667; N = 2.
        double expected = Math.Sqrt(((0.5 * 3.5) + (20.75 / 3)) / 3.5);
        Assert.Equal(expected, SplitRHat.Measure([[1, 3, 2, 4], [5, 9, 6, 8]]), 1e-12);
        Assert.Equal(expected, SplitRHat.Measure([[1, 3, 99, 2, 4], [5, 9, -7, 6, 8]]), 1e-12);
    }

    [Fact]
    public void DetectsATrendWithinOneChain() => Assert.True(SplitRHat.Measure([[.. Enumerable.Range(0, 100).Select(t => (double)t)]]) > 1.5);

    [Fact]
    public void ConstantDrawsAreOneOrInfinite()
    {
        double[] odd = [-0.1, -0.1, -0.1, -0.1, -0.1, -0.1];
        Assert.Equal(1, SplitRHat.Measure([odd, odd]));
        Assert.Equal(double.PositiveInfinity, SplitRHat.Measure([odd, Array.ConvertAll(odd, x => x + 1)]));
    }

    [Fact]
    public void IsUndefinedForTooFewDraws()
    {
        Assert.True(double.IsNaN(SplitRHat.Measure([])));
        Assert.True(double.IsNaN(SplitRHat.Measure([[1, 2, 3]])));
    }

    [Fact]
    public void ChainsMustHaveEqualLengths() =>
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => SplitRHat.Measure([[1, 2, 3, 4], [1]])).Id);
}
