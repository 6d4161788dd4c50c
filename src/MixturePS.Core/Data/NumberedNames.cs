using System.Collections;
using System.Globalization;

namespace MixturePS.Core.Data;

/// <summary>Names such as doc0, doc1, ..., created on access, so that a million of them take no memory.</summary>
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
