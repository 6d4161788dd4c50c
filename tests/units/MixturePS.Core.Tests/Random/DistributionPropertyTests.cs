using CsCheck;
using MathNet.Numerics.Distributions;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Random;

/// <summary>Properties of draws for any seed, and comparisons of moments and distributions with theory.</summary>
public sealed class DistributionPropertyTests
{
    private static readonly Gen<double[]> Weights = Gen.Double[0.01, 1].Array[1, 12].Select(weights => weights.Select(w => w / weights.Sum()).ToArray());

    [Fact]
    public void MultinomialCountsSumToTheTrials()
    {
        Gen.Select(Gen.UInt, Gen.Long[0, 2000], Weights, Gen.Int[0, 6]).Sample((seed, n, p, size) =>
        {
            var counts = new long[size * p.Length];
            RandomGenerator.FromSeed(seed).Multinomial(n, p, size, counts);
            Assert.All(counts.Chunk(p.Length), row =>
            {
                Assert.Equal(n, row.Sum());
                Assert.All(row, count => Assert.InRange(count, 0, n));
            });
        }, iter: 300);
    }

    [Fact]
    public void RowsDrawnTogetherEqualRowsDrawnOneByOne()
    {
        // Few and many trials, one category and hundreds: draws from a cached table equal those from a new one.
        var sizes = Gen.OneOf(Gen.Long[0, 40], Gen.Long[400, 700], Gen.Long[100_000, 200_000]);
        Gen.Select(Gen.UInt, sizes, Gen.OneOf(Weights, Gen.Double[0.001, 1].Array[300, 400].Select(w => w.Select(x => x / w.Sum()).ToArray()))).Sample((seed, n, p) =>
        {
            const int size = 80;
            var together = new long[size * p.Length];
            var single = RandomGenerator.FromSeed(seed);
            RandomGenerator.FromSeed(seed).Multinomial(n, p, size, together);
            var row = new long[p.Length];
            for (int i = 0; i < size; i++)
            {
                single.Multinomial(n, p, row);
                Assert.Equal(row, together.AsSpan(i * p.Length, p.Length));
            }
        }, iter: 60);
    }

    [Fact]
    public void DirichletDrawsSumToOne()
    {
        Gen.Select(Gen.UInt, Gen.Double[0.002, 0.099].Array[1, 10], Gen.Double[0.01, 50].Array[1, 10]).Sample((seed, sparse, dense) =>
        {
            var generator = RandomGenerator.FromSeed(seed);
            foreach (double[] eta in new[] { sparse, dense })
            {
                var draw = new double[eta.Length];
                generator.Dirichlet(eta, draw);
                Assert.Equal(1.0, draw.Sum(), 1e-12);
                Assert.All(draw, probability => Assert.InRange(probability, 0, 1 + 1e-12));
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData(20, 0.3)]
    [InlineData(20, 0.85)]
    [InlineData(400, 0.25)]
    [InlineData(1_000_000, 0.6)]
    public void BinomialMomentsAgreeWithTheory(long n, double p)
    {
        const int size = 20_000;
        var generator = RandomGenerator.FromSeed(n);
        double[] draws = [.. Enumerable.Range(0, size).Select(_ => (double)generator.Binomial(n, p))];
        double mean = draws.Average(), variance = n * p * (1 - p);
        double spread = draws.Select(draw => (draw - n * p) * (draw - n * p)).Average();
        Assert.InRange(mean, n * p - 5 * Math.Sqrt(variance / size), n * p + 5 * Math.Sqrt(variance / size));

        // The variance of (X - mean)^2 is the fourth central moment minus the squared variance.
        double fourth = variance * (1 + 3 * (n - 2) * p * (1 - p));
        double error = Math.Sqrt((fourth - variance * variance) / size);
        Assert.InRange(spread, variance - 5 * error, variance + 5 * error);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(40.0)]
    public void GammaDrawsFollowTheGammaDistribution(double shape)
    {
        var generator = RandomGenerator.FromSeed(11);
        KolmogorovSmirnov(() => generator.StandardGamma(shape), x => Gamma.CDF(shape, 1, x));
        KolmogorovSmirnov(() => generator.Gamma(shape, 3), x => Gamma.CDF(shape, 1.0 / 3, x));
    }

    [Theory]
    [InlineData(0.3, 0.6)]
    [InlineData(2.0, 5.0)]
    public void BetaDrawsFollowTheBetaDistribution(double a, double b)
    {
        var generator = RandomGenerator.FromSeed(12);
        KolmogorovSmirnov(() => generator.Beta(a, b), x => Beta.CDF(a, b, x));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-8)]
    [InlineData(3e-110)]
    public void TinyBetaDrawsTerminateAndKeepTheMean(double scale)
    {
        // In the limit, a draw is 1 with probability a / (a + b).
        double a = scale == 0 ? 1e-3 : scale, b = 3 * a;
        const int size = 4000;
        var generator = RandomGenerator.FromSeed(13);
        double mean = Enumerable.Range(0, size).Average(_ => generator.Beta(a, b));
        Assert.InRange(mean, 0.25 - 5 * Math.Sqrt(0.1875 / size), 0.25 + 5 * Math.Sqrt(0.1875 / size));
    }

    [Fact]
    public void NormalAndExponentialDrawsFollowTheirDistributions()
    {
        var generator = RandomGenerator.FromSeed(14);
        KolmogorovSmirnov(generator.StandardNormal, x => Normal.CDF(0, 1, x));
        KolmogorovSmirnov(generator.StandardExponential, x => 1 - Math.Exp(-x));
    }

    [Theory]
    [InlineData(4.0)]
    [InlineData(60.0)]
    public void PoissonAndNegativeBinomialMomentsAgreeWithTheory(double mean)
    {
        const int size = 20_000;
        const double p = 0.4;
        var generator = RandomGenerator.FromSeed(15);
        double poisson = Enumerable.Range(0, size).Average(_ => (double)generator.Poisson(mean));
        Assert.InRange(poisson, mean - 5 * Math.Sqrt(mean / size), mean + 5 * Math.Sqrt(mean / size));
        double failures = mean * (1 - p) / p, variance = failures / p;
        double negative = Enumerable.Range(0, size).Average(_ => (double)generator.NegativeBinomial(mean, p));
        Assert.InRange(negative, failures - 5 * Math.Sqrt(variance / size), failures + 5 * Math.Sqrt(variance / size));
    }

    /// <summary>A Kolmogorov-Smirnov test of the draws' distribution at the level of one in ten million.</summary>
    private static void KolmogorovSmirnov(Func<double> draw, Func<double, double> distribution)
    {
        const int size = 5000;
        double[] sorted = [.. Enumerable.Range(0, size).Select(_ => draw()).Order()];
        double gap = 0;
        for (int i = 0; i < size; i++)
        {
            double expected = distribution(sorted[i]);
            gap = Math.Max(gap, Math.Max(expected - (double)i / size, (double)(i + 1) / size - expected));
        }

        // P(sqrt(n) gap > x) tends to 2 exp(-2 x^2).
        Assert.InRange(gap * Math.Sqrt(size), 0, Math.Sqrt(Math.Log(2e7) / 2));
    }
}
