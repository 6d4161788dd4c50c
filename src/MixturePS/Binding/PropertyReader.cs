using System.Collections;
using System.Management.Automation;
using MixturePS.Core.Data;
using MixturePS.Core.Files;

namespace MixturePS.Binding;

/// <summary>
/// Reads a value of an object: a property by name, a key of a dictionary, or the output of a script block with the
/// object as $_.
/// </summary>
public sealed class PropertyReader
{
    private readonly string? _name;
    private readonly ScriptBlock? _script;

    /// <summary>Creates a reader of a property.</summary>
    /// <param name="name">The name of the property or key.</param>
    public PropertyReader(string name) => _name = name;

    /// <summary>Creates a reader that computes a value.</summary>
    /// <param name="script">The script block, in which $_ is the object.</param>
    public PropertyReader(ScriptBlock script) => _script = script;

    /// <summary>Whether a property was named, not a script block.</summary>
    internal bool IsName => _name is not null;

    /// <summary>The names of an object's properties, of a dictionary's keys or of a table's columns.</summary>
    internal static IReadOnlyList<string> Names(object source) => source switch
    {
        TableRow row => row.Names,
        PSObject { BaseObject: IDictionary keys } => [.. keys.Keys.OfType<string>()],
        IDictionary keys => [.. keys.Keys.OfType<string>()],
        _ => [.. PSObject.AsPSObject(source).Properties.Select(property => property.Name)],
    };

    /// <summary>The value, unwrapped from PSObject; null, with the reason, if there is none.</summary>
    /// <param name="source">The object, or the row of a table.</param>
    /// <param name="missing">The reason why there is no value, or null.</param>
    /// <param name="exists">Whether the object has the property, even if it is empty.</param>
    /// <param name="isLabel">Whether the value is a label, which is missing if it is blank.</param>
    internal object? Read(object source, out string? missing, out bool exists, bool isLabel = false)
    {
        object? value = null;
        missing = null;
        exists = true;
        try
        {
            if (_script is not null)
            {
                var results = _script.InvokeWithContext(null, [new PSVariable("_", source is TableRow table ? Object(table) : PSObject.AsPSObject(source))]);
                value = results.Count == 1 ? results[0] : results.Count == 0 ? null : results;
            }
            else
            {
                exists = source is TableRow row ? row.TryGet(_name!, out value) : TryGet(PSObject.AsPSObject(source), out value);
            }
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            missing = $"'{this}' can't be read: {error.Message}";
            return null;
        }

        value = PSValue.Unwrap(value);
        if (isLabel && LabelNumbering.IsMissing(value)) value = null;
        if (!exists) missing = $"property '{_name}' is missing";
        else if (value is null or DBNull) missing = _name is null ? $"the script block '{this}' returned no value" : $"property '{_name}' is empty";
        return missing is null ? value : null;
    }

    /// <inheritdoc/>
    public override string ToString() => _name ?? $"{{{_script}}}";

    private bool TryGet(PSObject source, out object? value)
    {
        value = null;
        if (source.BaseObject is IDictionary dictionary)
        {
            object? key = dictionary.Contains(_name!) ? _name
                : dictionary.Keys.OfType<string>().FirstOrDefault(name => name.Equals(_name, StringComparison.OrdinalIgnoreCase));
            if (key is not null)
            {
                value = dictionary[key];
                return true;
            }
        }

        if (source.Properties[_name!] is not { } property) return false;
        value = property.Value;
        return true;
    }

    private static PSObject Object(TableRow row)
    {
        var result = new PSObject();
        foreach (string name in row.Names)
            if (name.Length > 0 && result.Properties[name] is null && row.TryGet(name, out object? value)) result.Properties.Add(new PSNoteProperty(name, Object(value)));
        return result;
    }

    // Nested objects get properties too, as from ConvertFrom-Json.
    private static object? Object(object? value)
    {
        if (value is object?[] items) return Array.ConvertAll(items, Object);
        if (value is not Dictionary<string, object?> members) return value;
        var result = new PSObject();
        foreach (var (name, member) in members)
            if (name.Length > 0 && result.Properties[name] is null) result.Properties.Add(new PSNoteProperty(name, Object(member)));
        return result;
    }
}
