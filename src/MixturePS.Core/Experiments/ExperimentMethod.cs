using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MixturePS.Core.Clustering;

namespace MixturePS.Core.Experiments;

/// <summary>A method with one value for each of its parameters, or a named custom method.</summary>
internal sealed class ExperimentMethod : IEquatable<ExperimentMethod>
{
    private readonly Dictionary<string, double?> _values = [];

    private ExperimentMethod(string name, ExperimentMethodKind? kind, string? code) => (Name, Kind, Code) = (name, kind, code);

    /// <summary>The name that rows show; that of a built-in method is its kind.</summary>
    public string Name { get; }

    /// <summary>The kind, or null for a custom method.</summary>
    public ExperimentMethodKind? Kind { get; }

    /// <summary>A hash of the code of a custom method, or null.</summary>
    public string? Code { get; }

    /// <summary>The value of a parameter; null where the method lacks it, and where FitK is the model's K.</summary>
    public double? this[string parameter] => _values.GetValueOrDefault(parameter);

    /// <summary>The name and every value: equal for equal methods only.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Name} {Code} {string.Join(' ', ExperimentRow.ColumnsOf(ExperimentColumnKind.Method).Where(IsInText).Select(TextOf))}");

    /// <summary>
    /// The third number of the method's spawn key: the first 4 bytes of the SHA-256 of its name, most significant first. It depends on the name alone, so that fits of one method with different parameters share
    /// their random numbers, which makes them easier to compare.
    /// </summary>
    public uint SeedKey => Hash(Name);

    /// <summary>The parameters of a kind.</summary>
    public static IEnumerable<ExperimentColumn> ParametersOf(ExperimentMethodKind kind) =>
        ExperimentRow.ColumnsOf(ExperimentColumnKind.Method).Where(parameter => kind switch
        {
            ExperimentMethodKind.EM or ExperimentMethodKind.EvenEM => parameter.EM is not null,
            ExperimentMethodKind.Gibbs => parameter.Gibbs is not null,
            ExperimentMethodKind.Topics => parameter.Topics is not null,
            ExperimentMethodKind.Bound => false,
            _ => parameter.KMeans is not null,
        });

    /// <summary>A built-in method.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="value">The value of each parameter of the kind; null for the default of the method's options.</param>
    public static ExperimentMethod BuiltIn(ExperimentMethodKind kind, Func<string, double?> value)
    {
        var method = new ExperimentMethod(kind.ToString(), kind, null);
        foreach (var parameter in ParametersOf(kind)) method._values[parameter.Name] = value(parameter.Name) ?? Default(kind, parameter);
        return method;
    }

    /// <summary>A method's options with the values of its parameters.</summary>
    /// <param name="options">The options.</param>
    /// <param name="option">The option that a parameter sets, or null.</param>
    /// <exception cref="Foundation.MixtureException">Any error of the options.</exception>
    public T Apply<T>(T options, Func<ExperimentColumn, MethodOption<T>?> option)
    {
        foreach (var parameter in ExperimentRow.ColumnsOf(ExperimentColumnKind.Method))
            if (option(parameter) is { } set && this[parameter.Name] is { } value) options = set.With(options, value);
        return options;
    }

    /// <summary>A custom method.</summary>
    /// <param name="name">The name that rows show.</param>
    /// <param name="code">The text of the code, which a journal identifies it by.</param>
    public static ExperimentMethod External(string name, string code) =>
        new(name, null, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)), 0, 8).ToLowerInvariant());

    /// <summary>A method from a journal.</summary>
    public static ExperimentMethod Restore(string name, string? code, Func<string, double?> value)
    {
        if (code is not null) return new ExperimentMethod(name, null, code);
        var method = new ExperimentMethod(name, Enum.Parse<ExperimentMethodKind>(name), null);
        foreach (var parameter in ParametersOf(method.Kind!.Value)) method._values[parameter.Name] = value(parameter.Name);
        return method;
    }

    /// <summary>The first 4 bytes of the SHA-256 of a text in UTF-8, most significant first.</summary>
    public static uint Hash(string text) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public bool Equals(ExperimentMethod? other) => other is not null && other.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as ExperimentMethod);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    // A parameter that was added later is in the text only if it has a value, so that older journals keep their fingerprint.
    private bool IsInText(ExperimentColumn parameter) => !parameter.IsAdded || this[parameter.Name] is not null;

    private string TextOf(ExperimentColumn parameter) => (parameter.IsAdded ? parameter.Name + "=" : string.Empty) + (this[parameter.Name]?.ToString("R", CultureInfo.InvariantCulture) ?? "-");

    private static double? Default(ExperimentMethodKind kind, ExperimentColumn parameter) => kind switch
    {
        ExperimentMethodKind.EM or ExperimentMethodKind.EvenEM => parameter.EM!.Get(new MixtureEMOptions { K = 1 }),
        ExperimentMethodKind.Gibbs => parameter.Gibbs!.Get(new GibbsOptions()),
        ExperimentMethodKind.Topics => parameter.Topics!.Get(new TopicModelOptions()),
        _ => parameter.KMeans!.Get(new KMeansOptions { K = 1 }),
    };
}
