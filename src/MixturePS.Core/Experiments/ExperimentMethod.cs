using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MixturePS.Core.Experiments;

/// <summary>A method with one value of each of its parameters, or code of the caller's under a name.</summary>
internal sealed class ExperimentMethod : IEquatable<ExperimentMethod>
{
    private static readonly ExperimentParameter[] OfKMeans = [ExperimentParameter.FitK, ExperimentParameter.Restart, ExperimentParameter.MaxIteration, ExperimentParameter.Tolerance];
    private readonly double?[] _values = new double?[Enum.GetValues<ExperimentParameter>().Length];

    private ExperimentMethod(string name, ExperimentMethodKind? kind, string? code) => (Name, Kind, Code) = (name, kind, code);

    /// <summary>The name that rows show; that of a built-in method is its kind.</summary>
    public string Name { get; }

    /// <summary>The kind, or null for code of the caller's.</summary>
    public ExperimentMethodKind? Kind { get; }

    /// <summary>What tells code of the caller's from other code under the same name, or null.</summary>
    public string? Code { get; }

    /// <summary>The value of a parameter; null where the method has no such parameter, and for FitK that is the model's K.</summary>
    public double? this[ExperimentParameter parameter] => _values[(int)parameter];

    /// <summary>The name and every value: the same for the same method and for no other.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Name} {Code} {string.Join(' ', _values.Select(value => value?.ToString("R", CultureInfo.InvariantCulture) ?? "-"))}");

    /// <summary>
    /// The third number of the method's place in the tree of seeds: the first 4 bytes of the SHA-256 of its name, the
    /// first one the greatest. It depends on the name alone, so that fits of one method that differ in a parameter share
    /// their random numbers, which makes them easier to compare.
    /// </summary>
    public uint SeedKey => Hash(Name);

    /// <summary>The parameters that a kind has.</summary>
    public static IReadOnlyList<ExperimentParameter> ParametersOf(ExperimentMethodKind kind) => kind switch
    {
        ExperimentMethodKind.EM => [.. OfKMeans, ExperimentParameter.Smoothing],
        ExperimentMethodKind.Gibbs => [ExperimentParameter.FitK, ExperimentParameter.Sweep, ExperimentParameter.Chain, ExperimentParameter.PriorAlpha, ExperimentParameter.PriorBeta],
        ExperimentMethodKind.Bound => [],
        _ => OfKMeans,
    };

    /// <summary>A built-in method.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="value">The value of each parameter that the kind has; null for the default.</param>
    public static ExperimentMethod BuiltIn(ExperimentMethodKind kind, Func<ExperimentParameter, double?> value)
    {
        var method = new ExperimentMethod(kind.ToString(), kind, null);
        foreach (var parameter in ParametersOf(kind)) method._values[(int)parameter] = value(parameter) ?? Default(kind, parameter);
        return method;
    }

    /// <summary>Code of the caller's.</summary>
    /// <param name="name">The name that rows show.</param>
    /// <param name="code">The text of the code, from which a journal knows it again.</param>
    public static ExperimentMethod External(string name, string code) =>
        new(name, null, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)), 0, 8).ToLowerInvariant());

    /// <summary>A method as a journal has it.</summary>
    public static ExperimentMethod Restore(string name, string? code, Func<ExperimentParameter, double?> value)
    {
        if (code is not null) return new ExperimentMethod(name, null, code);
        var method = new ExperimentMethod(name, Enum.Parse<ExperimentMethodKind>(name), null);
        foreach (var parameter in ParametersOf(method.Kind!.Value)) method._values[(int)parameter] = value(parameter);
        return method;
    }

    /// <summary>The first 4 bytes of the SHA-256 of a text in UTF-8, the first one the greatest.</summary>
    public static uint Hash(string text) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public bool Equals(ExperimentMethod? other) => other is not null && other.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as ExperimentMethod);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    // Those of the cmdlets that run one method alone.
    private static double? Default(ExperimentMethodKind kind, ExperimentParameter parameter) => parameter switch
    {
        ExperimentParameter.Restart => 10,
        ExperimentParameter.MaxIteration => kind == ExperimentMethodKind.EM ? 1000 : 300,
        ExperimentParameter.Tolerance => kind == ExperimentMethodKind.EM ? 1e-7 : 1e-4,
        ExperimentParameter.Smoothing => 0.1,
        ExperimentParameter.Sweep => 30,
        ExperimentParameter.Chain => 4,
        ExperimentParameter.PriorAlpha or ExperimentParameter.PriorBeta => 0.1,
        _ => null,
    };
}
