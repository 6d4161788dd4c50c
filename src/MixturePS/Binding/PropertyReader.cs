using System.Collections;
using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>Reads a value of an object: a property by name, a key of a dictionary, or what a script block gives for it as $_.</summary>
public sealed class PropertyReader
{
    private readonly string? _name;
    private readonly ScriptBlock? _script;

    /// <summary>Reads a property.</summary>
    /// <param name="name">The name of the property or key.</param>
    public PropertyReader(string name) => _name = name;

    /// <summary>Computes a value.</summary>
    /// <param name="script">The script block, to which the object is $_.</param>
    public PropertyReader(ScriptBlock script) => _script = script;

    /// <summary>The value, without PowerShell's wrapping; null with the reason where there is none.</summary>
    internal object? Read(PSObject source, out string? missing)
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

        value = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (value is null) missing = _name is null ? $"the script block '{this}' returned no value" : $"property '{_name}' is empty";
        return value;
    }

    /// <inheritdoc/>
    public override string ToString() => _name ?? $"{{{_script}}}";
}
