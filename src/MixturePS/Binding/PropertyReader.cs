using System.Collections;
using System.Management.Automation;
using MixturePS.Core.Data;

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

    /// <summary>The value, unwrapped from PSObject; null, with the reason, if there is none.</summary>
    /// <param name="source">The object.</param>
    /// <param name="missing">The reason, or null.</param>
    /// <param name="isLabel">Whether the value is a label, which is missing if it is blank.</param>
    internal object? Read(PSObject source, out string? missing, bool isLabel = false)
    {
        object? value;
        missing = null;
        try
        {
            if (_script is not null)
            {
                var results = _script.InvokeWithContext(null, [new PSVariable("_", source)]);
                value = results.Count == 1 ? results[0] : results.Count == 0 ? null : results;
            }
            else if (source.BaseObject is IDictionary dictionary && dictionary.Contains(_name!))
            {
                value = dictionary[_name!];
            }
            else if (source.Properties[_name!] is { } property)
            {
                value = property.Value;
            }
            else
            {
                missing = $"property '{_name}' is missing";
                return null;
            }
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            missing = $"'{this}' can't be read: {error.Message}";
            return null;
        }

        value = PSValue.Unwrap(value);
        if (value is DBNull || (isLabel && LabelNumbering.IsMissing(value))) value = null;
        if (value is null) missing = _name is null ? $"the script block '{this}' returned no value" : $"property '{_name}' is empty";
        return value;
    }

    /// <inheritdoc/>
    public override string ToString() => _name ?? $"{{{_script}}}";
}
