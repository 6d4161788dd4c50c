using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Reads the true clusters of documents, by the rules of <see cref="LabelNumbering"/>, with their positions for errors.
/// Either all documents have a cluster or none.
/// </summary>
internal sealed class LabelReader
{
    private readonly LabelNumbering _labels = new();
    private readonly Dictionary<LabelFault, Place> _places = [];
    private readonly Dictionary<string, (string Name, Place At)> _nameOf = new(StringComparer.Ordinal);

    /// <summary>Adds the cluster of the next document.</summary>
    /// <param name="text">The number or name of the cluster; null or blank if unknown.</param>
    /// <param name="at">Its position, for errors.</param>
    /// <param name="name">The name of the cluster, if the file has numbers and names.</param>
    public void Add(string? text, Place at, string? name = null)
    {
        if (_labels.Add(text) is { } fault) _places.TryAdd(fault, at);
        if (string.IsNullOrWhiteSpace(name) || text is null) return;
        if (!_nameOf.TryAdd(text, (name, at)) && _nameOf[text].Name != name)
            throw FileError.InvalidLabel(at, $"the known cluster {text} is named '{name}', but was '{_nameOf[text].Name}' in an earlier row");
    }

    /// <summary>The clusters of all documents, or null if none is known, and their names, if they have names.</summary>
    /// <param name="context">The import, with its cancellation token.</param>
    /// <exception cref="MixtureException">InvalidLabel.</exception>
    public (int[]? Known, IReadOnlyList<string>? Names) Build(ReadContext context)
    {
        if (!_labels.HasLabel) return (null, null);
        var (known, names) = _labels.Build((fault, _, what) => FileError.InvalidLabel(_places[fault], $"the document's known cluster {what}"), null, context.Cancellation);
        return (known, names ?? Named(known));
    }

    // The column of names may leave some clusters without one; they keep their number.
    private string[]? Named(int[] known)
    {
        if (_nameOf.Count == 0) return null;
        int count = known.Max() + 1;
        if (count > known.Length + (1 << 20))
            throw FileError.InvalidLabel(_nameOf.Values.First().At, $"a known cluster with a name has the number {count - 1}; number the clusters from zero");
        string[] names = [.. Enumerable.Range(0, count).Select(cluster => FormattableString.Invariant($"{cluster}"))];
        foreach (var (text, (name, at)) in _nameOf)
        {
            var own = new LabelNumbering();
            own.Add(text);
            var (cluster, _) = own.Build((_, _, what) => FileError.InvalidLabel(at, $"the document's known cluster {what}"));
            names[cluster[0]] = name;
        }

        return names;
    }
}
