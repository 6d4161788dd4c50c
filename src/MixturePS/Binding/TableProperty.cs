using System.Collections;
using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>
/// A property that becomes a column of a table: its name, in which wildcards are allowed where several can be given, a script
/// block in which $_ is the row, or a calculated property as for Select-Object, whose name is the heading.
/// </summary>
public sealed class TableProperty
{
    /// <summary>Creates the column of a property.</summary>
    /// <param name="name">The name of the property, or a pattern of names.</param>
    public TableProperty(string name) => Name = name;

    /// <summary>Creates a column of computed values.</summary>
    /// <param name="script">The script block, in which $_ is the row.</param>
    public TableProperty(ScriptBlock script) => (Heading, Reader) = (script.ToString().Trim(), new PropertyReader(script));

    /// <summary>Creates a column with a heading.</summary>
    /// <param name="calculated">A hashtable with Name or Label, the heading, and with Expression: a script block or the name of a property.</param>
    public TableProperty(IDictionary calculated)
    {
        var (name, property, reader) = CalculatedProperty.Of(calculated);
        Heading = name.Length > 0 ? name : property is null ? reader?.ToString().Trim('{', '}', ' ') : null;
        if (property is not null) Name = property;
        else Reader = reader;
    }

    /// <summary>The property, or null if values are computed.</summary>
    internal string? Name { get; }

    /// <summary>The heading; null for that of the property.</summary>
    internal string? Heading { get; }

    /// <summary>The reader of computed values, or null.</summary>
    internal PropertyReader? Reader { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Heading ?? string.Empty;
}
