using System.Collections;
using System.Globalization;

namespace MixturePS.Core.Data;

/// <summary>The names doc0, doc1, ... made when they are asked for, so that a million documents cost nothing.</summary>
internal sealed class NumberedNames(string prefix, int count) : IReadOnlyList<string>
{
    public int Count => count;

    public string this[int index] => (uint)index < (uint)count
        ? prefix + index.ToString(CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"Names go from 0 to {count - 1}.");

    public IEnumerator<string> GetEnumerator()
    {
        for (int i = 0; i < count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
