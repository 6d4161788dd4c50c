using System.Globalization;
using System.Text.Json;
using CsCheck;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Random;

/// <summary>The recorded draws of NumPy's RandomState, and the properties of its permutations and choices.</summary>
public sealed class LegacyRandomStateTests
{
    private static readonly JsonElement[] Recorded = Load();

    public static TheoryData<int> Recordings => [.. Enumerable.Range(0, Recorded.Length)];

    [Theory, MemberData(nameof(Recordings))]
    public void NumbersEqualTheRecordedOnes(int index)
    {
        var recorded = Recorded[index];
        var words = recorded.GetProperty("uint32").EnumerateArray().Select(word => word.GetUInt32()).ToArray();
        var state = Fresh(recorded);
        Assert.Equal(words, words.Select(_ => state.NextUInt32()));

        var uniform = recorded.GetProperty("uniform");
        var draws = uniform.GetProperty("draws").Doubles();
        var filled = new double[draws.Length];
        Fresh(recorded).Uniform(uniform.GetProperty("low").GetDouble(), uniform.GetProperty("high").GetDouble(), filled);
        Assert.Equal(draws, filled);

        foreach (var entry in recorded.GetProperty("randint").EnumerateArray())
        {
            long low = entry.GetProperty("low").GetInt64(), high = entry.GetProperty("high").GetInt64();
            long[] integers = [.. entry.GetProperty("draws").EnumerateArray().Select(draw => long.Parse(draw.GetString()!, CultureInfo.InvariantCulture))];
            Assert.Equal(integers, Fresh(recorded).RandInt(low, high, integers.Length));
        }

        var restarts = Fresh(recorded);
        Assert.All(recorded.GetProperty("restart_seeds").Ints(), seed => Assert.Equal(seed, restarts.RandInt(0, int.MaxValue)));
    }

    [Theory, MemberData(nameof(Recordings))]
    public void OrdersAndChoicesEqualTheRecordedOnes(int index)
    {
        var recorded = Recorded[index];
        double[] weights = [.. Enumerable.Range(1, 30).Select(i => i / 465.0)];
        Assert.Equal(recorded.GetProperty("permutation_20").Ints(), Fresh(recorded).Permutation(20));
        Assert.Equal(recorded.GetProperty("choice_one").GetInt32(), Fresh(recorded).Choice(30, weights));
        Assert.Equal(recorded.GetProperty("choice").Ints(), Fresh(recorded).Choice(30, 40, replace: true, weights));
        Assert.Equal(recorded.GetProperty("choice_uniform").Ints(), Fresh(recorded).Choice(11, 20, replace: true));
        Assert.Equal(recorded.GetProperty("choice_uniform_distinct").Ints(), Fresh(recorded).Choice(30, 9, replace: false));
        foreach (var entry in recorded.GetProperty("choice_distinct").EnumerateArray())
        {
            var p = entry.GetProperty("p").Doubles();
            Assert.Equal(entry.GetProperty("draws").Ints(), Fresh(recorded).Choice(p.Length, entry.GetProperty("size").GetInt32(), replace: false, p));
        }

        var order = recorded.GetProperty("in_order");
        var state = Fresh(recorded);
        Assert.Equal(order[0].GetDouble(), state.RandomSample());
        Assert.Equal(order[1].GetInt64(), state.RandInt(0, 100));
        Assert.Equal(order[2].Ints(), state.Permutation(5));
        Assert.Equal(order[3].GetDouble(), state.RandomSample());
    }

    [Fact]
    public void ChoicesWithoutReplacementAreDistinctAndPossible()
    {
        Gen.Select(Gen.UInt, Gen.Int[0, 8].Array[1, 20]).Where(input => input.Item2.Any(weight => weight > 0)).Sample((seed, counts) =>
        {
            double total = counts.Sum();
            double[] p = [.. counts.Select(count => count / total)];
            int possible = counts.Count(count => count > 0);
            var drawn = new LegacyRandomState(seed).Choice(p.Length, possible, replace: false, p);
            Assert.Equal(Enumerable.Range(0, p.Length).Where(i => counts[i] > 0), drawn.Order());
            var refused = Assert.Throws<MixtureException>(() => new LegacyRandomState(seed).Choice(p.Length, possible + 1, replace: false, p));
            Assert.Equal("InvalidOption", refused.Id);
        }, iter: 200);
    }

    [Fact]
    public void IntegersStayInTheirRange()
    {
        Gen.Select(Gen.UInt, Gen.Long, Gen.Long).Where(input => input.Item2 < input.Item3).Sample(
            (seed, low, high) => Assert.All(new LegacyRandomState(seed).RandInt(low, high, 5), draw => Assert.InRange(draw, low, high - 1)), iter: 200);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L << 32)]
    public void SeedsBeyond32BitsAreRefused(long seed)
    {
        Assert.Equal("InvalidSeed", Assert.Throws<MixtureException>(() => new LegacyRandomState(seed)).Id);
        Assert.Equal("InvalidSeed", Assert.Throws<MixtureException>(() => new LegacyRandomState([1, seed])).Id);
    }

    [Fact]
    public void InvalidDrawsAreRefused()
    {
        var state = new LegacyRandomState(1);
        Refused("InvalidSeed", () => _ = new LegacyRandomState(Array.Empty<long>()));
        Refused("InvalidOption", () => state.RandInt(5, 5));
        Refused("InvalidSize", () => state.RandInt(0, 5, -1));
        Refused("InvalidSize", () => state.Permutation(-1));
        Refused("InvalidSize", () => state.Choice(3, -1, replace: true));
        Refused("InvalidOption", () => state.Choice(0, 1, replace: true));
        Refused("InvalidOption", () => state.Choice(3, 4, replace: false));
        Refused("ShapeMismatch", () => state.Choice(3, [0.5, 0.5]));
        Refused("InvalidProbability", () => state.Choice(2, [0.5, 0.6]));
        Refused("InvalidOption", () => state.Uniform(double.MinValue, double.MaxValue, new double[1]));
        Assert.Equal(new LegacyRandomState(1).NextUInt32(), state.NextUInt32());
    }

    private static void Refused(string id, Action action) => Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);

    private static LegacyRandomState Fresh(JsonElement recorded)
    {
        var seed = recorded.GetProperty("seed");
        return seed.ValueKind == JsonValueKind.Array
            ? new LegacyRandomState([.. seed.EnumerateArray().Select(word => word.GetInt64())])
            : new LegacyRandomState(seed.GetInt64());
    }

    private static JsonElement[] Load()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "golden", "numpy-legacy.json"));
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    }
}
