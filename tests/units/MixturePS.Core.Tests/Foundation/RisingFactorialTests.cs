using CsCheck;
using MathNet.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

public sealed class RisingFactorialTests
{
    [Fact]
    public void EqualsTheRatioOfGammaFunctions() => Gen.Select(Gen.Double[-3, 6], Gen.Int[0, 100_000]).Sample((power, n) =>
    {
        double x = Math.Pow(10, power), expected = SpecialFunctions.GammaLn(x + n) - SpecialFunctions.GammaLn(x);
        double scale = Math.Abs(SpecialFunctions.GammaLn(x + n)) + Math.Abs(SpecialFunctions.GammaLn(x)) + 1;
        Assert.Equal(expected, RisingFactorial.Log(x, n), 1e-13 * scale);
    }, iter: 2000);

    [Fact]
    public void OneMoreFactorAddsItsLogarithm() => Gen.Select(Gen.Double[-100, 100], Gen.Int[0, 3000]).Sample((power, n) =>
    {
        double x = Math.Pow(10, power), before = RisingFactorial.Log(x, n);
        Assert.Equal(before + Math.Log(x + n), RisingFactorial.Log(x, n + 1), 1e-13 * (10 + Math.Abs(before)));
    }, iter: 2000);

    [Fact]
    public void HugeArgumentsKeepTheirDigits() => Assert.Equal(1e5 * Math.Log(1e60), RisingFactorial.Log(1e60, 1e5), 1e-9 * 1e5);

    [Fact]
    public void LongProductsNeitherOverflowNorLoseDigits() => Gen.Select(Gen.Double[0, 1e6], Gen.Double[-3, 3], Gen.Int[0, 3000]).Sample((n, power, count) =>
    {
        double start = Math.Pow(10, power);
        var reciprocals = Enumerable.Range(0, count).Select(j => 1 / (start + j)).ToArray();
        var (product, byLog) = (new ScaledProduct(1), new ScaledProduct(1));
        product.MultiplyRun(n, start, count, reciprocals);
        byLog.MultiplyRun(n, start, count, []);
        double log = ScaledProduct.LogRun(n, start, count);
        foreach (var p in new[] { product, byLog }) Assert.Equal(log, Math.Log(p.Mantissa) + (p.Exponent * Math.Log(2)), 1e-11 * (1 + log));
        product.Normalise();
        Assert.InRange(product.Mantissa, 1, 2);
    }, iter: 300);
}
