using System.Collections;
using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>A calculated property as for Select-Object: a hashtable with a name and an expression.</summary>
/// <param name="Name">The name; blank if the hashtable has none.</param>
/// <param name="Property">The property that the expression names, or null if it is a script block.</param>
/// <param name="Reader">The reader of the values; null if there is no expression.</param>
internal sealed record CalculatedProperty(string Name, string? Property, PropertyReader? Reader)
{
    private static readonly string[] NameKeys = ["Name", "N", "Label", "L"];
    private static readonly string[] ExpressionKeys = ["Expression", "E"];

    /// <summary>Reads a hashtable with Name or Label, and with Expression: a script block, in which $_ is the object, or the name of a property.</summary>
    public static CalculatedProperty Of(IDictionary calculated)
    {
        string name = Value(calculated, NameKeys) as string ?? string.Empty;
        return Value(calculated, ExpressionKeys) switch
        {
            ScriptBlock script => new(name, null, new PropertyReader(script)),
            string property => new(name, property, new PropertyReader(property)),
            _ => new(name, null, null),
        };
    }

    private static object? Value(IDictionary calculated, string[] keys) =>
        keys.Select(key => calculated.Keys.OfType<string>().FirstOrDefault(given => given.Equals(key, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(key => key is not null) is { } found ? PSValue.Unwrap(calculated[found]) : null;
}
