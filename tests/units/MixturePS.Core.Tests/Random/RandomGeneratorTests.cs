using CsCheck;
using MathNet.Numerics.Distributions;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Random;

/// <summary>Permutations, ranges, the System.Random view, errors, and the underlying numerics.</summary>
public sealed class RandomGeneratorTests
{
    [Fact]
    public void APermutationHasEachNumberOnce()
    {
        Gen.Select(Gen.UInt, Gen.Int[0, 300]).Sample(
            (seed, n) => Assert.Equal(Enumerable.Range(0, n), RandomGenerator.FromSeed(seed).Permutation(n).Order()), iter: 100);
    }

    [Fact]
    public void AShuffleIsThePermutationOfItsItems()
    {
        string[] items = [.. "abcdefghij".Select(letter => letter.ToString())];
        string[] shuffled = [.. items];
        RandomGenerator.FromSeed(5).Shuffle<string>(shuffled);
        Assert.Equal(RandomGenerator.FromSeed(5).Permutation(10).Select(i => items[i]), shuffled);
    }

    [Fact]
    public void IntegersStayInTheirRange()
    {
        var close = Gen.Select(Gen.Long, Gen.Long[1, 5]).Where(pair => pair.Item1 < long.MaxValue - 5).Select((low, width) => (low, low + width));
        var any = Gen.Select(Gen.Long, Gen.Long).Where(pair => pair.Item1 < pair.Item2);
        Gen.Select(Gen.UInt, Gen.OneOf(close, any)).Sample((seed, range) =>
        {
            var draws = new long[5];
            RandomGenerator.FromSeed(seed).Integers(range.Item1, range.Item2, draws);
            Assert.All(draws, draw => Assert.InRange(draw, range.Item1, range.Item2 - 1));
        }, iter: 300);
    }

    [Fact]
    public void ChoicesHavePositiveProbability()
    {
        var drawn = RandomGenerator.FromSeed(6).Choice([0, 0.5, 0, 0.5, 0], 200);
        Assert.Equal([1, 3], drawn.Distinct().Order());
    }

    [Fact]
    public void SpawnedGeneratorsUseTheChildrenOfTheSeed()
    {
        var spawned = RandomGenerator.FromSeed(8).Spawn(3);
        var children = new SeedSequence(8).Spawn(3);
        Assert.Equal(children.Select(child => new RandomGenerator(child).NextUInt64()), spawned.Select(generator => generator.NextUInt64()));
    }

    [Fact]
    public void MathNetDrawsFromTheStream()
    {
        var generator = RandomGenerator.FromSeed(9);
        var view = generator.AsSystemRandom();
        const int size = 20_000;
        double mean = Enumerable.Range(0, size).Average(_ => Normal.Sample(view, 3, 2));
        Assert.InRange(mean, 3 - 10 / Math.Sqrt(size), 3 + 10 / Math.Sqrt(size));

        // The view draws the generator's own numbers and advances it.
        var twin = RandomGenerator.FromSeed(9);
        var other = RandomGenerator.FromSeed(9);
        var otherView = other.AsSystemRandom();
        Assert.Equal(twin.NextDouble(), otherView.NextDouble());
        Assert.Equal(twin.NextDouble(), other.NextDouble());
        Assert.Equal(twin.Integers(0, 17), otherView.Next(17));
        Assert.InRange(otherView.Next(), 0, int.MaxValue - 1);
        var bytes = new byte[64];
        otherView.NextBytes(bytes);
        Assert.True(bytes.Distinct().Count() > 30);
    }

    [Fact]
    public void InvalidParametersAreRefusedAndNothingIsDrawn()
    {
        var generator = RandomGenerator.FromSeed(10);
        Refused("InvalidOption", () => generator.StandardGamma(-1));
        Refused("InvalidOption", () => generator.StandardGamma(double.NaN));
        Refused("InvalidOption", () => generator.Gamma(1, -1));
        Refused("InvalidOption", () => generator.Beta(0, 1));
        Refused("InvalidOption", () => generator.Beta(1, double.PositiveInfinity));
        Refused("InvalidEta", () => generator.Dirichlet([], []));
        Refused("InvalidEta", () => generator.Dirichlet([1, 0], new double[2]));
        Refused("InvalidEta", () => generator.Dirichlet([1, double.NaN], new double[2]));
        Refused("ShapeMismatch", () => generator.Dirichlet([1, 1], new double[3]));
        Refused("InvalidOption", () => generator.Binomial(-1, 0.5));
        Refused("InvalidProbability", () => generator.Binomial(1, 1.5));
        Refused("InvalidProbability", () => generator.Binomial(1, double.NaN));
        Refused("InvalidOption", () => generator.Multinomial(-1, [1], new long[1]));
        Refused("InvalidProbability", () => generator.Multinomial(1, [], []));
        Refused("InvalidProbability", () => generator.Multinomial(1, [0.5, -0.1, 0.6], new long[3]));
        Refused("InvalidProbability", () => generator.Multinomial(1, [0.5, 0.5 + 2e-12, 0], new long[3]));
        Refused("ShapeMismatch", () => generator.Multinomial(1, [0.5, 0.5], new long[3]));
        Refused("ShapeMismatch", () => generator.Multinomial(1, [0.5, 0.5], 2, new long[3]));
        Refused("InvalidSize", () => generator.Multinomial(1, [0.5, 0.5], -1, []));
        Refused("InvalidOption", () => generator.Poisson(-0.1));
        Refused("InvalidOption", () => generator.Poisson(1e19));
        Refused("InvalidOption", () => generator.NegativeBinomial(0, 0.5));
        Refused("InvalidOption", () => generator.NegativeBinomial(1e10, 1e-10));
        Refused("InvalidProbability", () => generator.NegativeBinomial(1, 0));
        Refused("InvalidOption", () => generator.Integers(3, 3));
        Refused("InvalidSize", () => generator.Permutation(-1));
        Refused("InvalidProbability", () => generator.Choice([0.5, 0.4], 1));
        Refused("InvalidSize", () => generator.Choice([0.5, 0.5], -1));
        Refused("InvalidSize", () => generator.Spawn(-1));
        Assert.Equal(RandomGenerator.FromSeed(10).NextUInt64(), generator.NextUInt64());
    }

    [Fact]
    public void TheLastProbabilityOfAMultinomialIsTheRemainder()
    {
        var counts = new long[3];
        RandomGenerator.FromSeed(1).Multinomial(1000, [0.25, 0.75 + 5e-13, 0], counts);
        Assert.Equal(1000, counts.Sum());
        RandomGenerator.FromSeed(1).Multinomial(7, [1, 0, 0], counts);
        Assert.Equal([7, 0, 0], counts);
        RandomGenerator.FromSeed(1).Multinomial(7, [0, 0, 0], counts);
        Assert.Equal([0, 0, 7], counts);
    }

    [Fact]
    public void TheLayersOfTheZigguratsLieUnderTheirDensities()
    {
        Assert.Equal(1 / ZigguratTables.NormalTail, ZigguratTables.NormalTailInverse, 1e-15);
        for (int i = 1; i < 256; i++)
        {
            double edge = ZigguratTables.NormalWidth[i] * Math.Pow(2, 52);
            Assert.Equal(Math.Exp(-edge * edge / 2), ZigguratTables.NormalDensity[i], 1e-14);
            double exponentialEdge = ZigguratTables.ExponentialWidth[i] * Math.Pow(2, 53);
            Assert.Equal(Math.Exp(-exponentialEdge), ZigguratTables.ExponentialDensity[i], 1e-14);
            if (i == 1) continue;
            double inner = ZigguratTables.NormalWidth[i - 1] / ZigguratTables.NormalWidth[i];
            Assert.Equal(inner, ZigguratTables.NormalThreshold[i] * Math.Pow(2, -52), 1e-14);
            inner = ZigguratTables.ExponentialWidth[i - 1] / ZigguratTables.ExponentialWidth[i];
            Assert.Equal(inner, ZigguratTables.ExponentialThreshold[i] * Math.Pow(2, -53), 1e-14);
        }
    }

    [Fact]
    public void TheManagedLogarithmEqualsTheRuntimesUpToItsLastBits()
    {
        Gen.OneOf(Gen.Double[-1 + 1e-16, 0], Gen.Double[0, 10], Gen.Double[-1e-9, 1e-9]).Sample(x =>
        {
            double exact = CRuntime.Log1P(x);
            Assert.InRange(CRuntime.ManagedLog1P(x), exact - 4 * Math.Abs(exact) * 1.2e-16, exact + 4 * Math.Abs(exact) * 1.2e-16);
        }, iter: 2000);
        Assert.Equal(double.NegativeInfinity, CRuntime.ManagedLog1P(-1));
        Assert.Equal(double.NegativeInfinity, CRuntime.Log1P(-1));
    }

    private static void Refused(string id, Action action) => Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);
}
