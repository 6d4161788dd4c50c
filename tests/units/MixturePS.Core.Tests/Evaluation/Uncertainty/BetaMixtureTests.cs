using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MixturePS.Core.Evaluation;

namespace MixturePS.Core.Tests.Evaluation;

public class BetaMixtureTests
{
    public static TheoryData<double[], double> Cases => new()
    {
        { [3, 5], 0.025 },
        { [0.1, 40], 0.025 },
        { [0.1, 40], 0.975 },
        { [3, 5, 30, 2, 0.6, 0.7], 0.4 },
        { [3, 997, 5, 1200, 3, 997], 0.975 },
        { [400000, 600000, 400100, 599900], 0.5 },
        { [80, 0.2], 0.99 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Quantile_equals_that_of_plain_bisection(double[] parameters, double probability)
    {
        var parts = parameters.Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
        double low = -700, high = 36;
        for (int step = 0; step < 100; step++)
        {
            double middle = (low + high) / 2, x = 1 / (1 + Math.Exp(-middle));
            if (parts.Average(part => SpecialFunctions.BetaRegularized(part.Item1, part.Item2, x)) < probability) low = middle;
            else high = middle;
        }

        double expected = 1 / (1 + Math.Exp(-low));
        Assert.Equal(expected, new BetaMixture(parts).Quantile(probability), 1e-9 * expected);
    }

    [Fact]
    public void Moments_are_those_of_the_mixture()
    {
        var mixture = new BetaMixture([(2, 3), (2, 3), (5, 1)]);
        double mean = ((2 * 0.4) + (5.0 / 6)) / 3, square = ((2 * (0.04 + 0.16)) + ((5.0 / 36 / 7) + (25.0 / 36))) / 3;
        Assert.Equal(mean, mixture.Mean, 14);
        Assert.Equal(Math.Sqrt(square - (mean * mean)), mixture.Deviation, 14);
    }

    [Theory]
    [InlineData(0.2, 100)]
    [InlineData(0.013, 3000)]
    public void Effective_sample_of_independent_trials_is_the_interval_of_jeffreys(double p, double trials)
    {
        var (lower, upper) = EffectiveSample.Interval(p, Math.Sqrt(p * (1 - p) / trials), trials, 0, 0.9);
        double successes = p * trials;
        Assert.Equal(Beta.InvCDF(successes + 0.5, trials - successes + 0.5, 0.05), lower, 9);
        Assert.Equal(Beta.InvCDF(successes + 0.5, trials - successes + 0.5, 0.95), upper, 9);
    }

    [Fact]
    public void Effective_sample_is_one_sided_at_the_border()
    {
        Assert.Equal(0, EffectiveSample.Interval(0.1 / 1001, 0, 1001, 0.1, 0.95).Lower);
        Assert.Equal(1, EffectiveSample.Interval(1, 0, 50, 0, 0.95).Upper);
        Assert.Equal((0, 1), EffectiveSample.Interval(0.3, 0, 0, 0, 0.95));
    }
}
