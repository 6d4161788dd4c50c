using System.Collections;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>A property that becomes a document variable: its name, in which wildcards are allowed, or a calculated property as for Select-Object.</summary>
public sealed class VariableProperty
{
    /// <summary>Creates the variable of a property, or the variables of the properties that a pattern matches.</summary>
    /// <param name="name">The name of the property and the variable, or a pattern with wildcards.</param>
    public VariableProperty(string name)
    {
        (Name, Reader) = (name, new PropertyReader(name));
        if (WildcardPattern.ContainsWildcardCharacters(name)) Pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
    }

    /// <summary>Creates a calculated variable.</summary>
    /// <param name="calculated">A hashtable with Name, and with Expression: a script block, in which $_ is the object, or the name of a property.</param>
    public VariableProperty(IDictionary calculated)
    {
        var property = CalculatedProperty.Of(calculated);
        (Name, Reader) = (property.Name, property.Reader);
    }

    /// <summary>The name of the variable; blank if a hashtable has none.</summary>
    internal string Name { get; }

    /// <summary>The reader of its values; null if a hashtable has no expression.</summary>
    internal PropertyReader? Reader { get; }

    /// <summary>The pattern of names, or null for a single variable.</summary>
    internal WildcardPattern? Pattern { get; }

    /// <summary>Whether a pattern matches the name of a property. A property whose name is the pattern itself is matched, too.</summary>
    internal bool Matches(string property) => Pattern is not null && (Pattern.IsMatch(property) || Name.Equals(property, StringComparison.OrdinalIgnoreCase));

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
}
