using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The variables of documents, as an object with one member per variable: its type, and a value per document. A factor has its
/// levels and the index of each document's level, -1 where it is missing; a missing number is NaN, other missing values are
/// empty. Older files don't have it.
/// </summary>
internal static class DocumentVariableParts
{
    private const string Name = "documentVariables";
    private const string Type = "type";
    private const string Levels = "levels";
    private const string Values = "values";

    /// <summary>Writes variables, or nothing if there are none.</summary>
    public static void Write(JsonObjectWriter json, IReadOnlyList<DocumentVariable> variables)
    {
        if (variables.Count == 0) return;
        json.Object(Name, () =>
        {
            foreach (var variable in variables) json.Object(variable.Name, () => Write(json, variable));
        });
    }

    /// <summary>Reads the variables in an object; none if it has none.</summary>
    /// <param name="parent">The object.</param>
    /// <param name="documents">The number of documents; null to accept any number.</param>
    /// <exception cref="MixtureException">The error of the file.</exception>
    public static IReadOnlyList<DocumentVariable> Read(JsonNodeReader parent, int? documents)
    {
        if (parent.Optional(Name) is not { IsNull: false } node) return [];
        var variables = new List<DocumentVariable>();
        foreach (var (name, value) in node.Members())
        {
            if (variables.Any(earlier => earlier.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) throw node.Fault($"the variable '{name}' occurs twice");
            variables.Add(Read(name, value, documents));
        }

        return variables;
    }

    private static void Write(JsonObjectWriter json, DocumentVariable variable)
    {
        json.Text(Type, variable.Type.ToString());
        switch (variable.Type)
        {
            case DocumentVariableType.Number:
                json.Numbers(Values, variable.Value.Select(value => (double?)value ?? double.NaN));
                break;
            case DocumentVariableType.Factor:
                var index = variable.Level!.Select((level, i) => (level, i)).ToDictionary(pair => pair.level, pair => pair.i);
                json.Texts(Levels, variable.Level);
                json.Integers(Values, variable.Value.Select(value => value is string level ? index[level] : -1));
                break;
            default:
                json.Texts(Values, Enumerable.Range(0, variable.Value.Count).Select(variable.Text));
                break;
        }
    }

    private static DocumentVariable Read(string name, JsonNodeReader node, int? documents)
    {
        var type = node[Type].Choice<DocumentVariableType>();
        var values = node[Values];
        if (type == DocumentVariableType.Number) return new DocumentVariable(name, type, values.Array(documents, value => (object?)Number(value)), null);
        if (type == DocumentVariableType.Factor)
        {
            string[] levels = node[Levels].Texts();
            if (levels.Distinct().Count() != levels.Length) throw node[Levels].Fault("a level occurs twice");
            return new DocumentVariable(name, type, values.Array(documents, value => value.Integer(-1, levels.Length - 1) is var level and >= 0 ? (object)levels[level] : null), levels);
        }

        return new DocumentVariable(name, type, values.Array(documents, value => value.Text() is { Length: > 0 } text ? type == DocumentVariableType.Date ? Date(value, text) : text : null), null);
    }

    private static object? Number(JsonNodeReader node) => node.Number(any: true) is var number && double.IsNaN(number) ? null : double.IsFinite(number) ? number : throw node.Fault("it is not a finite number");

    private static object Date(JsonNodeReader node, string text) =>
        DocumentVariable.TryDate(text, out var date) ? date : throw node.Fault(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a date of ISO 8601"));
}
