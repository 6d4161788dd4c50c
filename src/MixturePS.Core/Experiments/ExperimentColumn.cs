using System.Globalization;
using System.Reflection;
using System.Text.Json;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Files;

namespace MixturePS.Core.Experiments;

/// <summary>The origin of a column's values.</summary>
internal enum ExperimentColumnKind
{
    /// <summary>The place and the seeds of the run.</summary>
    Run,

    /// <summary>A parameter of the documents: a value of the cell.</summary>
    Documents,

    /// <summary>A parameter of the method.</summary>
    Method,

    /// <summary>An index of agreement, from <see cref="ClusterAccuracy"/>.</summary>
    Index,

    /// <summary>A measured value other than an index.</summary>
    Outcome,
}

/// <summary>
/// A column of an experiment's rows: its name, type, origin, label, unit, range and sense, and how it is written to a journal
/// and read back. <see cref="ExperimentRow.Columns"/> lists them; method, plan, row, journal, summary, plots,
/// tables and cmdlets use that list.
/// </summary>
internal sealed class ExperimentColumn
{
    private readonly PropertyInfo _property;

    /// <summary>A column for a property of <see cref="ExperimentRow"/>.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="kind">The origin of the values.</param>
    /// <param name="label">The name for people; null for the words of <paramref name="name"/>.</param>
    /// <param name="unit">The unit on an axis, or null.</param>
    public ExperimentColumn(string name, ExperimentColumnKind kind, string? label = null, string? unit = null)
    {
        _property = typeof(ExperimentRow).GetProperty(name)!;
        (Name, Kind, Label, Unit) = (name, kind, label, unit);
        Type = Nullable.GetUnderlyingType(_property.PropertyType) ?? _property.PropertyType;
        JsonName = JsonNamingPolicy.CamelCase.ConvertName(name);
    }

    /// <summary>The name of the column and of its property.</summary>
    public string Name { get; }

    /// <summary>The origin of the values.</summary>
    public ExperimentColumnKind Kind { get; }

    /// <summary>The name for people, or null for the words of <see cref="Name"/>.</summary>
    public string? Label { get; }

    /// <summary>The unit, or null.</summary>
    public string? Unit { get; }

    /// <summary>The heading in a table where it is neither <see cref="Label"/> nor the words of <see cref="Name"/>; or null.</summary>
    public string? Heading { get; init; }

    /// <summary>Whether greater or smaller values are better; null where neither is.</summary>
    public TableBest? Sense { get; init; }

    /// <summary>The values that are possible, or null if there are no two limits.</summary>
    public ValueRange? Range { get; init; }

    /// <summary>The type of the values; <see cref="object"/> where they are numbers or text.</summary>
    public Type Type { get; }

    /// <summary>The name in a journal.</summary>
    public string JsonName { get; }

    /// <summary>The value of a cell, a whole number or text; for a parameter of the documents.</summary>
    public Func<CellKey, object>? OfCell { get; init; }

    /// <summary>The value as rows show it, where it differs from <see cref="OfCell"/>.</summary>
    public Func<CellKey, object>? InRow { get; init; }

    /// <summary>The value of an index.</summary>
    public Func<ClusterAccuracy, double>? OfAccuracy { get; init; }

    /// <summary>The option of k-means that the parameter sets, or null.</summary>
    public MethodOption<KMeansOptions>? KMeans { get; init; }

    /// <summary>Whether journals of the first version don't have the parameter, which then has no value.</summary>
    public bool IsAdded { get; init; }

    /// <summary>The option of EM that the parameter sets, or null.</summary>
    public MethodOption<MixtureEMOptions>? EM { get; init; }

    /// <summary>The option of Gibbs sampling that the parameter sets, or null.</summary>
    public MethodOption<GibbsOptions>? Gibbs { get; init; }

    /// <summary>The option of topic models that the parameter sets, or null.</summary>
    public MethodOption<TopicModelOptions>? Topics { get; init; }

    /// <summary>The value in a row.</summary>
    public object? Get(ExperimentRow row) => _property.GetValue(row);

    /// <summary>Sets the value in a row that nobody else has yet; numbers are converted to the column's type.</summary>
    public void Set(ExperimentRow row, object? value) =>
        _property.SetValue(row, value is null || Type == typeof(object) ? value : Convert.ChangeType(value, Type, CultureInfo.InvariantCulture));

    /// <summary>Writes the value to a line of a journal; nothing for null.</summary>
    public void Write(JsonObjectWriter json, ExperimentRow row)
    {
        switch (Get(row))
        {
            case null:
                break;
            case string text:
                json.Text(JsonName, text);
                break;
            case bool flag:
                json.Flag(JsonName, flag);
                break;
            case int whole:
                json.Integer(JsonName, whole);
                break;
            case long whole:
                json.Integer(JsonName, whole);
                break;
            case var number:
                json.Number(JsonName, Convert.ToDouble(number, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>Sets the value from a line of a journal; null where the line has none.</summary>
    /// <exception cref="Foundation.MixtureException">MalformedFile.</exception>
    public void Read(JsonNodeReader line, ExperimentRow row)
    {
        object? Value(JsonNodeReader node) => Type == typeof(string) ? node.Text()
            : Type == typeof(bool) ? node.Flag()
            : Type == typeof(int) ? node.Count()
            : node.Number(any: true);
        Set(row, line.Optional(JsonName) is { } node ? Value(node) : null);
    }
}

/// <summary>An option of a clustering method that a parameter of an experiment sets.</summary>
/// <param name="Get">The option's value; null where the model supplies it.</param>
/// <param name="With">The options with another value, which they validate.</param>
internal sealed record MethodOption<T>(Func<T, double?> Get, Func<T, double, T> With);
