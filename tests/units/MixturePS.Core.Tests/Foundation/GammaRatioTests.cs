using CsCheck;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>The ratio of gamma functions and its derivatives.</summary>
public sealed class GammaRatioTests
{
    private static readonly Gen<(double A, double V)> Arguments = Gen.Select(Gen.Double[-10, 12].Select(x => Math.Pow(10, x)), Gen.Int[0, 400]).Select(p => (p.Item1, (double)p.Item2));

    [Fact]
    public void EqualsTheProductOfItsFactors() => Arguments.Sample(p =>
    {
        double log = 0, first = 0, second = 0, size = 0;
        for (int t = 0; t < p.V; t++)
        {
            log += Math.Log(p.A + t);
            size += Math.Abs(Math.Log(p.A + t));
            first += 1 / (p.A + t);
            second -= 1 / ((p.A + t) * (p.A + t));
        }

        Assert.Equal(log, GammaRatio.Log(p.A, p.V), 1e-12 * (1 + size));
        var (d1, d2) = GammaRatio.Derivatives(p.A, p.V);
        Assert.Equal(first, d1, 1e-9 * Math.Abs(first));
        Assert.Equal(second, d2, 1e-7 * Math.Abs(second));
    }, iter: 3000);

    [Theory]
    [InlineData(0.5, 1e6)]
    [InlineData(30, 1e9)]
    public void IsAccurateForManyFactors(double a, double v)
    {
        double expected = MathNet.Numerics.SpecialFunctions.GammaLn(a + v) - MathNet.Numerics.SpecialFunctions.GammaLn(a);
        Assert.Equal(expected, GammaRatio.Log(a, v), 1e-12 * expected);
        var (first, _) = GammaRatio.Derivatives(a, v);
        Assert.Equal(MathNet.Numerics.SpecialFunctions.DiGamma(a + v) - MathNet.Numerics.SpecialFunctions.DiGamma(a), first, 1e-11);
    }
}
