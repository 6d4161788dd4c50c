using System.Numerics;
using CsCheck;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Random;

/// <summary>Properties of seed sequences and of the PCG64 state that they seed.</summary>
public sealed class SeedSequenceTests
{
    private static readonly Gen<BigInteger> Entropy = Gen.Byte.Array[1, 40].Select(bytes => new BigInteger(bytes, isUnsigned: true));

    [Fact]
    public void ChildrenDifferFromEachOtherAndTheirParent()
    {
        Entropy.Sample(entropy =>
        {
            var parent = new SeedSequence(entropy);
            var family = parent.Spawn(4).Append(parent).Concat(parent.Spawn(2)).ToList();
            family.AddRange(family[0].Spawn(2));
            Assert.Equal(family.Count, family.Select(member => new Pcg64(member).NextUInt64()).Distinct().Count());
        }, iter: 200);
    }

    [Fact]
    public void SpawningContinuesAfterThePreviousChildren()
    {
        Gen.Select(Entropy, Gen.Int[0, 5], Gen.Int[0, 5]).Sample((entropy, first, second) =>
        {
            var parent = new SeedSequence(entropy);
            var inTwo = parent.Spawn(first).Concat(parent.Spawn(second)).ToArray();
            var atOnce = new SeedSequence(entropy).Spawn(first + second);
            Assert.Equal(atOnce.Select(child => child.GenerateState64(4)), inTwo.Select(child => child.GenerateState64(4)));
            Assert.Equal(first + second, parent.ChildrenSpawned);
            Assert.Equal(Enumerable.Range(0, first + second).Select(i => (uint)i), inTwo.Select(child => child.SpawnKey.Single()));
        }, iter: 100);
    }

    [Fact]
    public void AKeyIsAPositionInTheTree()
    {
        var grandchild = new SeedSequence(2026).Spawn(3)[2].Spawn(2)[1];
        Assert.Equal([2u, 1u], grandchild.SpawnKey);
        Assert.Equal(grandchild.GenerateState64(4), new SeedSequence(2026, [2, 1]).GenerateState64(4));
        Assert.NotEqual(grandchild.GenerateState64(4), new SeedSequence(2026, [1, 2]).GenerateState64(4));
        Assert.NotEqual(new SeedSequence([2026, 0, 0, 0, 2, 1]).ToString(), grandchild.ToString());
    }

    [Fact]
    public void LongerStatesBeginAsShorterOnes()
    {
        Gen.Select(Entropy, Gen.Int[0, 10]).Sample((entropy, words) =>
        {
            var sequence = new SeedSequence(entropy);
            Assert.Equal(sequence.GenerateState32(20)[..words], sequence.GenerateState32(words));
            Assert.Equal(
                sequence.GenerateState64(words),
                sequence.GenerateState32(2 * words).Chunk(2).Select(half => half[0] | ((ulong)half[1] << 32)));
        }, iter: 100);
    }

    [Fact]
    public void FreshEntropyDiffersEachTimeAndReproducesTheDraws()
    {
        var fresh = RandomGenerator.FromEntropy();
        Assert.NotEqual(fresh.Seed.Entropy[0], RandomGenerator.FromEntropy().Seed.Entropy[0]);
        Assert.InRange(fresh.Seed.Entropy.Single(), BigInteger.Zero, (BigInteger.One << 128) - 1);
        var again = RandomGenerator.FromSeed(BigInteger.Parse(fresh.Seed.ToString(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(fresh.NextUInt64(), again.NextUInt64());
    }

    [Fact]
    public void TheTextContainsEntropyAndKey()
    {
        Assert.Equal("340282366920938463463374607431768211456", new SeedSequence(BigInteger.One << 128).ToString());
        Assert.Equal("[1, 2]", new SeedSequence([1, 2]).ToString());
        Assert.Equal("7 spawn (0, 3)", new SeedSequence(7, [0, 3]).ToString());
        Assert.Equal("PCG64, seed 7", RandomGenerator.FromSeed(7).ToString());
    }

    [Fact]
    public void InvalidSeedsAreRefused()
    {
        Assert.Equal("InvalidSeed", Assert.Throws<MixtureException>(() => RandomGenerator.FromSeed(-1)).Id);
        Assert.Equal("InvalidSeed", Assert.Throws<MixtureException>(() => new SeedSequence([3, -2])).Id);
        Assert.Equal("InvalidSeed", Assert.Throws<MixtureException>(() => new SeedSequence(Array.Empty<BigInteger>())).Id);
        Assert.Equal("InvalidSize", Assert.Throws<MixtureException>(() => new SeedSequence(1).Spawn(-1)).Id);
        Assert.Equal("InvalidSize", Assert.Throws<MixtureException>(() => new SeedSequence(1).GenerateState64(-1)).Id);
    }

    [Fact]
    public void ASavedStateContinuesItsStream()
    {
        Gen.Select(Entropy, Gen.Int[0, 9]).Sample((entropy, halves) =>
        {
            var generator = RandomGenerator.FromSeed(entropy);
            for (int i = 0; i < halves; i++) generator.NextUInt32();
            var clone = generator.Bits.Clone();
            var restored = new RandomGenerator(generator.Seed, generator.Bits.GetState());
            for (int i = 0; i < 3; i++)
            {
                uint half = generator.NextUInt32();
                Assert.Equal(half, clone.NextUInt32());
                Assert.Equal(half, restored.NextUInt32());
            }
        }, iter: 100);
    }

    [Fact]
    public void AdvancingEqualsDrawingAndWorksBackwards()
    {
        Gen.Select(Entropy, Gen.Int[0, 300]).Sample((entropy, steps) =>
        {
            var drawn = new Pcg64(new SeedSequence(entropy));
            var start = drawn.GetState();
            var advanced = drawn.Clone();
            for (int i = 0; i < steps; i++) drawn.NextUInt64();
            advanced.Advance((UInt128)steps);
            Assert.Equal(drawn.GetState(), advanced.GetState());
            advanced.Advance(UInt128.Zero - (UInt128)steps);
            Assert.Equal(start, advanced.GetState());
        }, iter: 100);
    }

    [Fact]
    public void WordsDrawnTogetherEqualWordsDrawnOneByOne()
    {
        Gen.Select(Entropy, Gen.Int[0, 300]).Sample((entropy, count) =>
        {
            var (together, single) = (new Pcg64(new SeedSequence(entropy)), new Pcg64(new SeedSequence(entropy)));
            var words = new ulong[count];
            together.Fill(words);
            foreach (ulong word in words) Assert.Equal(single.NextUInt64(), word);
            Assert.Equal(single.GetState(), together.GetState());
        }, iter: 100);
    }
}
