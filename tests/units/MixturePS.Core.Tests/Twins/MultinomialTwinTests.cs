using System.Runtime.Intrinsics.X86;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Twins;

/// <summary>Multinomial draws of many rows against one binomial draw after the other: the same counts from the same words.</summary>
public sealed class MultinomialTwinTests
{
    [Fact]
    public void RowsOfRandomModelsAreThePlainOnes()
    {
        for (int seed = 0; seed < 2500; seed++)
        {
            var random = new System.Random(seed);
            double[] p = Model(random, random.Next(1, seed % 5 == 0 ? 400 : 40));
            Compare(p, Enumerable.Range(0, 12).Select(_ => Trials(random)).ToArray(), (ulong)seed);
        }
    }

    [Fact]
    public void ManyRowsOfOneModelAreThePlainOnes()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new System.Random(seed);
            double[] p = Model(random, (int[])[2, 3, 5, 20, 33, 100, 5000] is var sizes ? sizes[seed % sizes.Length] : 0);
            long n = random.Next(1, 120);
            Compare(p, [.. Enumerable.Repeat(n, p.Length > 1000 ? 60 : 600)], (ulong)seed);
        }
    }

    [Theory]
    [InlineData(new[] { 0.0, 0.0, 0.0 })]
    [InlineData(new[] { 1.0, 0.0, 0.0 })]
    [InlineData(new[] { 0.0, 1.0, 0.0 })]
    [InlineData(new[] { 0.0, 0.0, 1.0 })]
    [InlineData(new[] { 5e-324, 5e-324, 1.0 })]
    [InlineData(new[] { 1e-300, 1 - 1e-16, 1e-16 })]
    [InlineData(new[] { 0.5, 0.5, 0.0 })]
    [InlineData(new[] { 0.5, 0.5 + 1e-13, 0.0 })]
    [InlineData(new[] { 0.3, 0.7 + 2e-16, 0.0, 0.0 })]
    [InlineData(new[] { 0.1, 0.2, 0.3, 0.4, 1e-16, 0.0 })]
    [InlineData(new[] { 1.0 })]
    public void ExtremeProbabilitiesAreDrawnPlainly(double[] p)
    {
        long[] trials = [0, 1, 2, 3, 10, 30, 31, 100, 511, 512, 513, 10_000, 1L << 31, 1L << 33];
        for (ulong seed = 0; seed < 20; seed++) Compare(p, [.. trials, .. trials], seed);

        // Among so many categories the words are compared ahead.
        double[] many = [.. Enumerable.Range(0, 60).SelectMany(_ => p.Select(value => value / 60))];
        for (ulong seed = 0; seed < 20; seed++) Compare(many, [.. trials, .. trials], seed);
    }

    [Fact]
    public void SingleTrialsAreThePlainOnes()
    {
        for (int seed = 0; seed < 1500; seed++)
        {
            var random = new System.Random(seed);
            double[] p = Model(random, random.Next(1, seed % 7 == 0 ? 200 : 12));
            Pcg64 bits = RandomGenerator.FromSeed(seed).Bits, plain = RandomGenerator.FromSeed(seed).Bits;
            var categories = new int[random.Next(0, 300)];
            new OneTrialSampler(p).Sample(bits, categories);
            foreach (int category in categories) Assert.Equal(Array.IndexOf(PlainMultinomial.Sample(plain, 1, p), 1), category);
            Assert.Equal(plain.GetState(), bits.GetState());
        }
    }

    [Fact]
    public void WordsThatCertainlyYieldZeroDo()
    {
        var random = new System.Random(1);
        for (int trial = 0; trial < 200_000; trial++)
        {
            double p = random.NextDouble() * Math.Pow(2, -random.Next(1, 80));
            uint left = (uint)random.Next(1, random.Next(2) == 0 ? 40 : int.MaxValue);

            // Words close to the probability of zero, on either side.
            double none = Math.Exp(left * Math.Log(1 - p));
            ulong word = (ulong)Math.Clamp((none * 18446744073709551616.0) + ((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(1, 50))), 0, 18446744073709549568.0);
            if (MultinomialSampler.Zeros([word], [MultinomialSampler.Ceiling(p)], left) == 1) Assert.True((long)(word >> 11) * Pcg64.TwoToMinus53 <= none);
        }
    }

    [Fact]
    public void WordsAreComparedWithTheSameResultInVectors()
    {
        if (!Avx2.IsSupported) return;
        var random = new System.Random(2);
        for (int trial = 0; trial < 20_000; trial++)
        {
            var words = Enumerable.Range(0, random.Next(0, 30)).Select(_ => (ulong)random.NextInt64() << 1).ToArray();
            var ceilings = Enumerable.Range(0, random.Next(0, 30)).Select(_ => MultinomialSampler.Ceiling(random.Next(20) == 0 ? 2 : Math.Pow(2, -random.Next(1, 40)))).ToArray();
            uint left = (uint)random.Next(1, random.Next(2) == 0 ? 8 : int.MaxValue);
            int plain = 0;
            while (plain < Math.Min(words.Length, ceilings.Length) && ~words[plain] >> 32 > (ulong)left * ceilings[plain]) plain++;
            Assert.Equal(plain, MultinomialSampler.Zeros(words, ceilings, left));
        }
    }

    [Fact]
    public void WordsAreThoseOfTheRecurrence()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new System.Random(seed);
            var bits = RandomGenerator.FromSeed(seed).Bits;
            var (state, increment, _, _) = bits.GetState();
            for (int step = 0; step < 60; step++)
            {
                var words = new ulong[random.Next(0, 40)];
                if (random.Next(3) == 0) bits.Fill(words);
                else for (int i = 0; i < words.Length; i++) words[i] = bits.NextUInt64();
                foreach (ulong word in words)
                {
                    (ulong expected, state) = PlainMultinomial.Next(state, increment);
                    Assert.Equal(expected, word);
                }

                Assert.Equal(state, bits.GetState().State);
                int skipped = random.Next(0, 600);
                if (random.Next(4) == 0)
                {
                    bits.Advance((UInt128)skipped);
                    for (int i = 0; i < skipped; i++) (_, state) = PlainMultinomial.Next(state, increment);
                    bits.Advance(UInt128.MaxValue);
                    bits.Advance(1);
                }

                if (random.Next(4) == 0) bits = bits.Clone();
            }
        }
    }

    private static void Compare(double[] p, long[] trials, ulong seed)
    {
        Pcg64 bits = RandomGenerator.FromSeed(seed).Bits, sparseBits = RandomGenerator.FromSeed(seed).Bits, plain = RandomGenerator.FromSeed(seed).Bits;
        var (sampler, sparse) = (new MultinomialSampler(p), new MultinomialSampler(p));
        var (counts, columns, values) = (new long[p.Length], new int[p.Length], new double[p.Length]);
        foreach (long n in trials)
        {
            long[] expected = PlainMultinomial.Sample(plain, n, p);
            sampler.Sample(bits, n, counts);
            Assert.Equal(expected, counts);
            int cells = sparse.Sample(sparseBits, n, columns, values);
            var dense = new long[p.Length];
            for (int i = 0; i < cells; i++) dense[columns[i]] = (long)values[i];
            Assert.Equal(expected, dense);
            Assert.DoesNotContain(0.0, values[..cells]);
        }

        Assert.Equal(plain.GetState(), bits.GetState());
        Assert.Equal(plain.GetState(), sparseBits.GetState());
    }

    private static long Trials(System.Random random) => random.Next(5) switch
    {
        0 => random.Next(0, 4),
        1 => random.Next(0, 40),
        2 => random.Next(0, 600),
        3 => random.Next(0, 100_000),
        _ => random.NextInt64(1L << 34),
    };

    /// <summary>Probabilities of very different sizes, some of them zero, whose sum may round to a little more or less than 1.</summary>
    private static double[] Model(System.Random random, int categories)
    {
        int spread = random.Next(3) switch { 0 => 1, 1 => 10, _ => 400 };
        double[] p = [.. Enumerable.Range(0, categories).Select(_ => random.Next(8) == 0 ? 0 : random.NextDouble() * Math.Pow(2, -random.Next(spread)))];
        double sum = p.Sum();
        return sum > 0 ? Array.ConvertAll(p, value => value / sum) : [.. Enumerable.Repeat(1.0 / categories, categories)];
    }
}
