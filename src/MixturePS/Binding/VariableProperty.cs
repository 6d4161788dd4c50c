using System.Collections;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>A property that becomes a document variable: its name, or a calculated property as for Select-Object.</summary>
public sealed class VariableProperty
{
    private static readonly string[] NameKeys = ["Name", "N", "Label", "L"];
    private static readonly string[] ExpressionKeys = ["Expression", "E"];

    /// <summary>Creates the variable of a property.</summary>
    /// <param name="name">The name of the property and the variable.</param>
    public VariableProperty(string name) => (Name, Reader) = (name, new PropertyReader(name));

    /// <summary>Creates a calculated variable.</summary>
    /// <param name="calculated">A hashtable with Name, and with Expression: a script block, in which $_ is the object, or the name of a property.</param>
    public VariableProperty(IDictionary calculated)
    {
        Name = Value(calculated, NameKeys) as string ?? string.Empty;
        Reader = Value(calculated, ExpressionKeys) switch
        {
            ScriptBlock script => new PropertyReader(script),
            string property => new PropertyReader(property),
            _ => null,
        };
    }

    /// <summary>The name of the variable; blank if a hashtable has none.</summary>
    internal string Name { get; }

    /// <summary>The reader of its values; null if a hashtable has no expression.</summary>
    internal PropertyReader? Reader { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Checks that each variable has a name of its own and a property.</summary>
    /// <exception cref="MixtureException">InvalidVariable.</exception>
    internal static void Check(IReadOnlyList<VariableProperty> variables)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var variable in variables)
        {
            if (string.IsNullOrWhiteSpace(variable.Name)) throw MixtureError.InvalidVariable("one of them has no name", null);
            if (variable.Reader is null) throw MixtureError.InvalidVariable($"'{variable.Name}' has no expression", variable.Name);
            if (!names.Add(variable.Name)) throw MixtureError.InvalidVariable($"'{variable.Name}' is given twice", variable.Name);
        }
    }

    private static object? Value(IDictionary calculated, string[] keys) =>
        keys.Select(key => calculated.Keys.OfType<string>().FirstOrDefault(given => given.Equals(key, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(key => key is not null) is { } found ? PSValue.Unwrap(calculated[found]) : null;
}
