using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using MixturePS.Core.Random;

namespace MixturePS.Binding;

/// <summary>
/// Reads a seed: a whole number of any size, a string of its digits, a list of these, or the seed of an earlier result,
/// also in its text form. Invalid values are kept, so that the cmdlet can report them with its own error id.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SeedTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = PSValue.Unwrap(inputData)!;
        return value is SeedSequence sequence ? new SeedArgument(sequence)
            : value is string text && SeedText.Read(text) is { } written ? new SeedArgument(written)
            : new SeedArgument(value);
    }
}

/// <summary>A seed as given; it is parsed on demand.</summary>
public sealed class SeedArgument
{
    private readonly object? _value;
    private readonly SeedSequence? _sequence;

    internal SeedArgument(object? value) => _value = value;

    internal SeedArgument(SeedSequence sequence)
    {
        _sequence = sequence;
        _value = sequence;
    }

    /// <summary>A new stream of PCG64.</summary>
    internal RandomGenerator ToGenerator() => new(_sequence is null ? new SeedSequence(Entropy()) : new SeedSequence(_sequence.Entropy, _sequence.SpawnKey));

    /// <summary>A seed that consists of one number.</summary>
    /// <param name="what">The consumer of the seed, for the error message.</param>
    internal BigInteger ToSingle(string what)
    {
        var sequence = ToGenerator().Seed;
        return sequence is { Entropy.Count: 1, SpawnKey.Count: 0 } ? sequence.Entropy[0]
            : throw Core.Foundation.MixtureError.InvalidSeed($"{what} takes a single number, not {this}", _value);
    }

    /// <summary>A seed of MT19937: a whole number below 2^32.</summary>
    internal uint ToLegacySeed()
    {
        var entropy = Entropy();
        return entropy.Count == 1 && entropy[0] >= 0 && entropy[0] <= uint.MaxValue
            ? (uint)entropy[0]
            : throw Core.Foundation.MixtureError.InvalidSeed($"k-means takes one number from 0 to {uint.MaxValue}, like scikit-learn's random_state, not {this}", _value);
    }

    /// <inheritdoc/>
    public override string ToString() => _value is IEnumerable list and not string
        ? string.Join(", ", list.Cast<object>()) : Convert.ToString(_value, CultureInfo.InvariantCulture) ?? "null";

    private IReadOnlyList<BigInteger> Entropy()
    {
        if (_sequence is not null) return _sequence.Entropy;
        if (_value is IEnumerable list and not string)
        {
            var numbers = list.Cast<object>().Select(Number).ToArray();
            return numbers.Length > 0 ? numbers : throw Core.Foundation.MixtureError.InvalidSeed("the list is empty", null);
        }

        return [Number(_value)];
    }

    private static BigInteger Number(object? value)
    {
        value = PSValue.Unwrap(value);
        BigInteger? number = value switch
        {
            BigInteger big => big,
            int or long or short or sbyte or byte or ushort or uint => new BigInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            ulong unsigned => unsigned,
            UInt128 wide => (BigInteger)wide,
            double real when real == Math.Floor(real) && Math.Abs(real) <= 9007199254740992 => (BigInteger)real,
            decimal exact when exact == Math.Floor(exact) => (BigInteger)exact,
            string digits when Core.Foundation.NumberText.TryInteger(digits, out var parsed) => parsed,
            _ => null,
        };
        if (number is null)
            throw Core.Foundation.MixtureError.InvalidSeed($"'{Convert.ToString(value, CultureInfo.InvariantCulture)}' is not one", value);
        return number >= 0 ? number.Value : throw Core.Foundation.MixtureError.InvalidSeed($"{number} is negative", value);
    }
}
