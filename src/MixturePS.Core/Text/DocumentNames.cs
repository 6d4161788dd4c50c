using System.Collections;
using System.Globalization;

namespace MixturePS.Core.Text;

/// <summary>
/// Document names in order: given names, numbered lines of a file, and doc0, doc1, ... for the rest. Runs of numbered names
/// are stored as one entry.
/// </summary>
internal sealed class DocumentNames : IReadOnlyList<string>
{
    private readonly List<Run> _runs = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public string this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"Names go from 0 to {Count - 1}.");
            int at = _runs.BinarySearch(new Run(index, string.Empty, 0), Run.ByStart);
            var run = _runs[at >= 0 ? at : ~at - 1];
            return run.First < 0 ? run.Name : run.Name + (run.First + index - run.Start).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Adds a name; null adds the default name of the document.</summary>
    public void Add(string? name)
    {
        if (name is null) AddNumbered("doc", Count);
        else _runs.Add(new Run(Count++, name, -1));
    }

    /// <summary>Adds a name that consists of a prefix and a number.</summary>
    public void AddNumbered(string prefix, int number)
    {
        bool continuesRun = _runs.Count > 0 && _runs[^1] is var last && last.First >= 0 && last.Name == prefix && last.First + Count - last.Start == number;
        if (!continuesRun) _runs.Add(new Run(Count, prefix, number));
        Count++;
    }

    /// <summary>These names, or null if all are the default names.</summary>
    public IReadOnlyList<string>? OrNull()
    {
        _runs.TrimExcess();
        return _runs is [] or [{ Name: "doc", First: 0 }] ? null : this;
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A run of documents from Start on: a single given name if First is negative, otherwise names with ascending numbers.</summary>
    private readonly record struct Run(int Start, string Name, int First)
    {
        public static IComparer<Run> ByStart { get; } = Comparer<Run>.Create((a, b) => a.Start.CompareTo(b.Start));
    }
}
