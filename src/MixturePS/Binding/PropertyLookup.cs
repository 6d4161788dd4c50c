using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>
/// The search for a property in objects. As long as no object has it, errors are held back: if the name is wrong, one
/// error replaces them all.
/// </summary>
internal sealed class PropertyLookup
{
    private const int MostDeferred = 100;
    private readonly List<ErrorRecord> _deferred = [];
    private bool _isFound;

    /// <summary>The first object without the property.</summary>
    public object? First { get; private set; }

    /// <summary>Whether objects were read and none had the property.</summary>
    public bool IsMissing => _deferred.Count > 0;

    /// <summary>Whether so many objects lack the property that the name must be wrong.</summary>
    public bool IsHopeless => _deferred.Count == MostDeferred;

    /// <summary>Records that an object has the property. Returns the errors that were held back.</summary>
    public IReadOnlyList<ErrorRecord> Find()
    {
        _isFound = true;
        if (_deferred.Count == 0) return [];
        ErrorRecord[] earlier = [.. _deferred];
        _deferred.Clear();
        return earlier;
    }

    /// <summary>Holds an error back. Returns false if it is to be written, because other objects have the property.</summary>
    public bool Defer(ErrorRecord error, object source)
    {
        if (_isFound) return false;
        First ??= source;
        _deferred.Add(error);
        return true;
    }
}
