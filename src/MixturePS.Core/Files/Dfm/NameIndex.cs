using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>An index of names in order of first appearance, or as given by the metadata.</summary>
internal sealed class NameIndex
{
    private readonly Dictionary<string, int> _indexOf = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly IReadOnlyList<string>? _given;
    private readonly Func<string, MixtureException> _unknown;
    private readonly ReadContext _context;

    /// <summary>Creates an index.</summary>
    /// <param name="given">The names of the metadata, or null.</param>
    /// <param name="unknown">The error for a name that is not among them.</param>
    /// <param name="twice">The error for a name that is among them twice.</param>
    /// <param name="context">The import.</param>
    public NameIndex(IReadOnlyList<string>? given, Func<string, MixtureException> unknown, Func<string, MixtureException> twice, ReadContext context)
    {
        (_given, _unknown, _context) = (given, unknown, context);
        for (int i = 0; i < given?.Count; i++)
        {
            context.CheckPeriodically(i);
            if (!_indexOf.TryAdd(given[i], i)) throw twice(given[i]);
        }
    }

    /// <summary>The number of names.</summary>
    public int Count => _given?.Count ?? _names.Count;

    /// <summary>The index of a name, which is added if it is new.</summary>
    public int IndexOf(string name)
    {
        if (_indexOf.TryGetValue(name, out int index)) return index;
        if (_given is not null) throw _unknown(name);
        _indexOf.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }

    /// <summary>The names.</summary>
    /// <param name="prefix">What precedes the numbers of names that are only numbered.</param>
    public IReadOnlyList<string> Names(string prefix) => _given ?? NameList.Compact(_names, prefix, _context);
}
