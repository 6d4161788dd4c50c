using System.Collections;
using System.Globalization;

namespace MixturePS.Core.Text;

/// <summary>
/// Documents' names as they come: given ones, numbered lines of a file, and doc0, doc1, ... for the others, of which runs are
/// kept in place of strings.
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

    /// <summary>Adds a name, or that of an unnamed document where it is null.</summary>
    public void Add(string? name)
    {
        if (name is null) AddNumbered("doc", Count);
        else _runs.Add(new Run(Count++, name, -1));
    }

    /// <summary>Adds a name that ends with a number.</summary>
    public void AddNumbered(string prefix, int number)
    {
        bool goesOn = _runs.Count > 0 && _runs[^1] is var last && last.First >= 0 && last.Name == prefix && last.First + Count - last.Start == number;
        if (!goesOn) _runs.Add(new Run(Count, prefix, number));
        Count++;
    }

    /// <summary>These names, or null where they are what a matrix without names has.</summary>
    public IReadOnlyList<string>? OrNone()
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

    /// <summary>Documents from one on, with a name (First below zero) or a name each that ends with a number.</summary>
    private readonly record struct Run(int Start, string Name, int First)
    {
        public static IComparer<Run> ByStart { get; } = Comparer<Run>.Create((a, b) => a.Start.CompareTo(b.Start));
    }
}
