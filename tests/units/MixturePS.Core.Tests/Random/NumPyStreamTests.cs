using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Random;

/// <summary>Every recorded draw of NumPy, bit for bit, each from a new generator.</summary>
public sealed class NumPyStreamTests
{
    public static TheoryData<int> Recordings => [.. Enumerable.Range(0, Golden.Streams.GetArrayLength())];

    [Theory, MemberData(nameof(Recordings))]
    public void SeedSequencesGenerateTheRecordedWords(int index)
    {
        var recorded = Golden.Streams[index];
        var sequence = new SeedSequence(Seed(recorded));
        Assert.Equal(UInt64s(recorded.GetProperty("seed_sequence_state_uint64")), sequence.GenerateState64(4));
        var spawned = recorded.GetProperty("spawn").EnumerateArray().Select(UInt64s).ToArray();
        Assert.Equal(spawned, sequence.Spawn(spawned.Length).Select(child => child.GenerateState64(4)));
        Assert.Equal(spawned.Length, sequence.ChildrenSpawned);
    }

    [Theory, MemberData(nameof(Recordings))]
    public void TheBitsEqualTheRecordedOnes(int index)
    {
        var recorded = Golden.Streams[index];
        var words = UInt64s(recorded.GetProperty("pcg64_raw"));
        var generator = Fresh(recorded);
        Assert.Equal(words, words.Select(_ => generator.NextUInt64()));

        var uniforms = recorded.GetProperty("random").Doubles();
        var filled = new double[uniforms.Length];
        Fresh(recorded).NextDouble(filled);
        Assert.Equal(uniforms, filled);
    }

    [Theory, MemberData(nameof(Recordings))]
    public void ContinuousDrawsEqualTheRecordedOnes(int index)
    {
        var recorded = Golden.Streams[index];
        FirstAndLast(recorded.GetProperty("standard_exponential").Doubles(), 2000, Fresh(recorded).StandardExponential);
        FirstAndLast(recorded.GetProperty("standard_normal").Doubles(), 2000, Fresh(recorded).StandardNormal);
        foreach (var entry in recorded.GetProperty("standard_gamma").EnumerateArray())
        {
            var generator = Fresh(recorded);
            double shape = entry.GetProperty("shape").GetDouble();
            FirstAndLast(entry.GetProperty("first5_and_1000th").Doubles(), 1000, () => generator.StandardGamma(shape));
        }

        foreach (var entry in recorded.GetProperty("beta").EnumerateArray())
        {
            var generator = Fresh(recorded);
            double a = entry.GetProperty("a").GetDouble(), b = entry.GetProperty("b").GetDouble();
            FirstAndLast(entry.GetProperty("first5_and_500th").Doubles(), 500, () => generator.Beta(a, b));
        }

        foreach (var entry in recorded.GetProperty("dirichlet").EnumerateArray())
        {
            var generator = Fresh(recorded);
            var eta = entry.GetProperty("eta").Doubles();
            foreach (var row in entry.GetProperty("draws").DoubleRows())
            {
                var drawn = new double[eta.Length];
                generator.Dirichlet(eta, drawn);
                Assert.Equal(row, drawn);
            }
        }
    }

    [Theory, MemberData(nameof(Recordings))]
    public void CountsEqualTheRecordedOnes(int index)
    {
        var recorded = Golden.Streams[index];
        foreach (var entry in recorded.GetProperty("binomial").EnumerateArray())
        {
            var generator = Fresh(recorded);
            long n = entry.GetProperty("n").GetInt64();
            double p = entry.GetProperty("p").GetDouble();
            FirstAndLast(Int64s(entry.GetProperty("first20_and_1000th")), 1000, () => generator.Binomial(n, p));
        }

        foreach (var entry in recorded.GetProperty("poisson").EnumerateArray())
        {
            var generator = Fresh(recorded);
            double mean = entry.GetProperty("lam").GetDouble();
            Same(Int64s(entry.GetProperty("first20")), () => generator.Poisson(mean));
        }

        foreach (var entry in recorded.GetProperty("multinomial").EnumerateArray())
        {
            var p = entry.GetProperty("p").Doubles();
            long n = entry.GetProperty("n").GetInt64();
            long[] rows = [.. entry.GetProperty("draws").EnumerateArray().SelectMany(Int64s)];
            var filled = new long[rows.Length];
            Fresh(recorded).Multinomial(n, p, rows.Length / p.Length, filled);
            Assert.Equal(rows, filled);

            var generator = Fresh(recorded);
            for (int i = 0; i < filled.Length; i += p.Length) generator.Multinomial(n, p, filled.AsSpan(i, p.Length));
            Assert.Equal(rows, filled);
        }

        var byRow = recorded.GetProperty("multinomial_rows");
        var shared = Fresh(recorded);
        foreach (var (n, p, row) in byRow.GetProperty("n").Ints().Zip(byRow.GetProperty("p").DoubleRows(), byRow.GetProperty("draws").EnumerateArray().Select(Int64s)))
        {
            var drawn = new long[p.Length];
            shared.Multinomial(n, p, drawn);
            Assert.Equal(row, drawn);
        }
    }

    [Theory, MemberData(nameof(Recordings))]
    public void OrdersAndChoicesEqualTheRecordedOnes(int index)
    {
        var recorded = Golden.Streams[index];
        foreach (var entry in recorded.GetProperty("integers").EnumerateArray())
        {
            var generator = Fresh(recorded);
            long low = entry.GetProperty("low").GetInt64(), high = entry.GetProperty("high").GetInt64();
            var expected = Int64s(entry.GetProperty("first10"));
            Same(expected, () => generator.Integers(low, high));
            var filled = new long[expected.Length];
            Fresh(recorded).Integers(low, high, filled);
            Assert.Equal(expected, filled);
        }

        Assert.Equal(recorded.GetProperty("permutation_10").Ints(), Fresh(recorded).Permutation(10));
        var choice = recorded.GetProperty("choice_weighted");
        Assert.Equal(choice.GetProperty("draws").Ints(), Fresh(recorded).Choice(choice.GetProperty("p").Doubles(), choice.GetProperty("size").GetInt32()));
    }

    [Theory, MemberData(nameof(Recordings))]
    public void TheLegacyStreamEqualsTheRecordedOne(int index)
    {
        var recorded = Golden.Streams[index];
        var legacy = recorded.GetProperty("legacy_mt19937");
        long seed = (long)(Seed(recorded) % (BigInteger.One << 32));
        Same(legacy.GetProperty("random_sample").Doubles(), new LegacyRandomState(seed).RandomSample);
        var choice = legacy.GetProperty("choice_p").Ints();
        double[] even = [.. Enumerable.Repeat(1.0 / 7, 7)];
        Assert.Equal(choice, new LegacyRandomState(seed).Choice(7, choice.Length, replace: true, even));
        var one = new LegacyRandomState(seed);
        Same(choice, () => one.Choice(7, even));
    }

    private static RandomGenerator Fresh(JsonElement recorded) => RandomGenerator.FromSeed(Seed(recorded));

    private static BigInteger Seed(JsonElement recorded) =>
        BigInteger.Parse(recorded.GetProperty("seed").GetRawText(), CultureInfo.InvariantCulture);

    private static ulong[] UInt64s(JsonElement element) =>
        [.. element.EnumerateArray().Select(word => ulong.Parse(word.GetString()!, CultureInfo.InvariantCulture))];

    private static long[] Int64s(JsonElement element) => [.. element.EnumerateArray().Select(Int64)];

    private static long Int64(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? long.Parse(element.GetString()!, CultureInfo.InvariantCulture) : element.GetInt64();

    private static void Same<T>(T[] expected, Func<T> draw) => Assert.Equal(expected, expected.Select(_ => draw()));

    private static void FirstAndLast<T>(T[] expected, int size, Func<T> draw)
    {
        var drawn = new T[size];
        for (int i = 0; i < size; i++) drawn[i] = draw();
        Assert.Equal(expected[..^1], drawn[..(expected.Length - 1)]);
        Assert.Equal(expected[^1], drawn[^1]);
    }
}
