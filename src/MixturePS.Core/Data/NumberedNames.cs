using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Names such as doc0, doc1, ..., created on access, so that a million of them take no memory.</summary>
internal sealed class NumberedNames(string prefix, int count) : ReadOnlyItems<string>
{
    public string Prefix => prefix;

    public override int Count => count;

    public override string this[int index] => (uint)index < (uint)count
        ? prefix + index.ToString(CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"Names go from 0 to {count - 1}.");
}
