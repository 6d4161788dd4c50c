using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>The values of a result as a read-only list, backed by an array; converts to a span without a copy.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
public sealed class ReadOnlyValues<T> : ReadOnlyItems<T>
{
    private readonly T[] _values;
    private readonly int _count;

    /// <summary>A list of the first values of an array, which is not copied; the caller must not change it afterwards.</summary>
    internal ReadOnlyValues(T[] values, int count) => (_values, _count) = (values, count);

    /// <inheritdoc/>
    public override int Count => _count;

    /// <summary>The number of values, as for arrays.</summary>
    public int Length => _count;

    /// <inheritdoc/>
    public override T this[int index] => (uint)index < (uint)_count
        ? _values[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"Values go from 0 to {_count - 1}.");

    /// <summary>The values as a span.</summary>
    internal ReadOnlySpan<T> Span => _values.AsSpan(0, _count);

    /// <summary>The values as a span.</summary>
    /// <param name="values">The list.</param>
    public static implicit operator ReadOnlySpan<T>(ReadOnlyValues<T> values) => values.Span;

    /// <summary>A copy of the values.</summary>
    public T[] ToArray() => Span.ToArray();

    /// <summary>Enumerates the values without allocation.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => Span.GetEnumerator();

    /// <inheritdoc/>
    public override void CopyTo(T[] array, int arrayIndex) => Span.CopyTo(array.AsSpan(arrayIndex));
}

/// <summary>Wraps lists in <see cref="ReadOnlyValues{T}"/>.</summary>
internal static class ReadOnlyValues
{
    private const int LongestWord = 40;
    private const double WholeBelow = 1e15;
    private const string Dots = "...";

    /// <summary>A read-only list of values: the list itself if it is one, a wrapper of an array, or a copy of any other list.</summary>
    /// <param name="values">The values, which must not change afterwards.</param>
    public static ReadOnlyItems<T> Of<T>(IReadOnlyList<T> values) => values switch
    {
        ReadOnlyItems<T> list => list,
        T[] array => new ReadOnlyValues<T>(array, array.Length),
        _ => new ReadOnlyValues<T>([.. values], values.Count),
    };

    /// <summary>The text of an item in the invariant culture: whole numbers with all digits, others with up to 8; a long word is cut.</summary>
    /// <param name="item">The item.</param>
    public static string Text<T>(T item) => item is string word ? Word(word) : FullText(item);

    /// <summary>The same, with all of a long word.</summary>
    /// <param name="item">The item.</param>
    public static string FullText<T>(T item) => item switch
    {
        double number when number == Math.Floor(number) && Math.Abs(number) < WholeBelow => (number == 0 ? 0 : number).ToString("0", CultureInfo.InvariantCulture),
        double number => number.ToString("G8", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => item?.ToString() ?? "-",
    };

    private static string Word(string word)
    {
        string line = word.Any(char.IsControl) ? string.Concat(word.Select(c => char.IsControl(c) ? ' ' : c)) : word;
        if (line.Length <= LongestWord) return line;
        int end = LongestWord - Dots.Length;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + Dots;
    }

    /// <summary>A read-only list of values, or null.</summary>
    /// <param name="values">The values, or null.</param>
    public static ReadOnlyItems<T>? OrNull<T>(IReadOnlyList<T>? values) => values is null ? null : Of(values);
}
