using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using MixturePS.Core.Random;

namespace MixturePS.Binding;

/// <summary>
/// Converts the value of a parameter to a <see cref="SeedArgument"/>, as its converter does. PowerShell refuses a list for a
/// parameter of a cmdlet that takes a single object before it asks the converter.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SeedTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => SeedArgument.Of(inputData);
}

/// <summary>
/// A seed as given: a whole number of any size, a string of its digits, a list of these, or the seed of an earlier result,
/// also in its text form. It is parsed on demand; invalid values are kept, so that the cmdlet can report them with its own
/// error id.
/// </summary>
[TypeConverter(typeof(ArgumentConverter))]
public sealed class SeedArgument
{
    private readonly object? _value;
    private readonly SeedSequence? _sequence;

    private SeedArgument(object? value, SeedSequence? sequence)
    {
        _value = value;
        _sequence = sequence;
    }

    /// <summary>Whether there is no value: null or blank text, such as an empty cell of a table.</summary>
    internal bool IsBlank => PSValue.IsBlank(_value);

    /// <summary>Reads an argument.</summary>
    internal static SeedArgument Of(object? given) => PSValue.Unwrap(given) switch
    {
        SeedArgument same => same,
        SeedSequence sequence => new SeedArgument(sequence, sequence),
        string text when SeedText.Read(text) is { } written => new SeedArgument(written, written),
        var value => new SeedArgument(value, null),
    };

    /// <summary>Whether another seed, or a value that can be one, gives the same numbers.</summary>
    /// <param name="obj">The other value.</param>
    public override bool Equals(object? obj)
    {
        try
        {
            return obj is not null && ToGenerator().Seed!.ToString() == Of(obj).ToGenerator().Seed!.ToString();
        }
        catch (Core.Foundation.MixtureException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

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
            throw Core.Foundation.MixtureError.InvalidSeed($"{NumericArgument.Shown(value)} is not one", value);
        return number >= 0 ? number.Value : throw Core.Foundation.MixtureError.InvalidSeed($"{number} is negative", value);
    }
}
