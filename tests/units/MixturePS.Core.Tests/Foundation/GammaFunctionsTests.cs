using MathNet.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>The logarithm of the gamma function and its derivative.</summary>
public sealed class GammaFunctionsTests
{
    public static TheoryData<double> Values => [1e-6, 1e-3, 0.01, 0.1, 0.5, 1, 1.4616321449683623, 2, 3.75, 8, 30, 1234.5, 1e6, 1e12];

    [Theory]
    [MemberData(nameof(Values))]
    public void ValuesAreThoseOfMathNet(double x)
    {
        double digamma = SpecialFunctions.DiGamma(x), log = SpecialFunctions.GammaLn(x);
        Assert.Equal(digamma, GammaFunctions.Digamma(x), 1e-13 * Math.Max(1, Math.Abs(digamma)));
        Assert.Equal(log, GammaFunctions.LogGamma(x), 2e-13 * Math.Max(1, Math.Abs(log)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void TheExponentialIsThatOfDigamma(double x)
    {
        var result = new double[8];
        GammaFunctions.ExpDigamma([x, 1, x, 2, 3, 4, 5, x], result);
        double digamma = SpecialFunctions.DiGamma(x);
        Assert.Equal(result[0], result[2]);
        Assert.Equal(result[0], result[7]);
        if (digamma < -690) Assert.InRange(result[0], 1e-305, 1e-290);
        else Assert.Equal(1, result[0] / Math.Exp(digamma), 1e-13 * Math.Max(1, Math.Abs(digamma)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void TheExponentialInSinglePrecisionIsNearThatInDouble(double x)
    {
        var (single, exact) = (new float[8], new double[4]);
        GammaFunctions.ExpDigamma([(float)x, 1, 2, 3, 4, 5, 6, (float)x], single);
        GammaFunctions.ExpDigamma([(float)x, 6, 6, 6], exact);
        Assert.Equal(single[0], single[7]);
        Assert.Equal(exact[0] < 1e-30 ? 0 : exact[0], single[0], 1e-7 * exact[0]);
        Assert.Equal(exact[1], single[6], 1e-7 * exact[1]);
    }
}
