using Apache.Arrow;
using Apache.Arrow.Types;

namespace MixturePS.Core.Files;

/// <summary>Arrays of Apache Arrow without missing values.</summary>
internal static class ArrowArrays
{
    public static Int32Array Integers(ReadOnlySpan<int> values) => new(Buffer(values), ArrowBuffer.Empty, values.Length, 0, 0);

    public static DoubleArray Doubles(ReadOnlySpan<double> values) => new(Buffer(values), ArrowBuffer.Empty, values.Length, 0, 0);

    public static StringArray Texts(IEnumerable<string?> texts)
    {
        var builder = new StringArray.Builder();
        foreach (string? text in texts) builder.Append(text);
        return builder.Build();
    }

    /// <summary>Lists of items that follow each other.</summary>
    /// <param name="offsets">Where each list starts, and where the last one ends.</param>
    /// <param name="items">The items of all lists.</param>
    public static ListArray Lists(ReadOnlySpan<int> offsets, IArrowArray items) => new(ListOf(items.Data.DataType), offsets.Length - 1, Buffer(offsets), items, ArrowBuffer.Empty);

    /// <summary>The type of lists of items.</summary>
    public static ListType ListOf(IArrowType item) => new(new Field("item", item, false));

    public static ArrowBuffer Buffer<T>(ReadOnlySpan<T> values)
        where T : struct => new ArrowBuffer.Builder<T>(values.Length).Append(values).Build();
}
