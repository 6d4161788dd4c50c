using System.Globalization;
using MixturePS.Core.Random;

namespace MixturePS.Core.Files;

/// <summary>The state of a generator, and a seed sequence with its number of spawned children.</summary>
internal static class GeneratorSection
{
    public static void Write(JsonObjectWriter json, RandomGenerator generator)
    {
        var state = generator.Bits.GetState();
        json.Object("seed", () => WriteSeed(json, generator.Seed));
        json.Text("state", state.State);
        json.Text("increment", state.Increment);
        if (state.HasUInt32) json.Integer("half", state.UInt32);
        else json.Null("half");
    }

    public static RandomGenerator Generator(JsonNodeReader node)
    {
        bool hasHalf = !node["half"].IsNull;
        uint half = hasHalf ? (uint)node["half"].Integer(0, uint.MaxValue) : 0;
        return new RandomGenerator(Seed(node["seed"]), new Pcg64State(Wide(node["state"]), Wide(node["increment"]), hasHalf, half));
    }

    public static void WriteSeed(JsonObjectWriter json, SeedSequence seed)
    {
        json.Texts("entropy", seed.Entropy.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        json.Texts("spawnKey", seed.SpawnKey.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        json.Integer("children", seed.ChildrenSpawned);
    }

    public static SeedSequence Seed(JsonNodeReader node)
    {
        var key = node["spawnKey"].Array(null, item => item.Big() is var number && number <= uint.MaxValue ? (uint)number : throw item.Fault("it has more than 32 bits"));
        var seed = new SeedSequence(node["entropy"].Array(null, item => item.Big()), key);
        seed.SkipChildren((uint)node["children"].Integer(0, uint.MaxValue));
        return seed;
    }

    private static UInt128 Wide(JsonNodeReader node) =>
        node.Big() is var number && number <= UInt128.MaxValue ? (UInt128)number : throw node.Fault("it has more than 128 bits");
}
