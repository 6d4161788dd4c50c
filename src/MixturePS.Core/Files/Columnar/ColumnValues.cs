using System.Globalization;
using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>What the values of a column are.</summary>
internal enum ColumnKind
{
    Text,
    Number,
    Date,
    Truth,
    Texts,
    Numbers,
    Other,
}

/// <summary>The values of a column in a piece of a columnar table, one per row.</summary>
/// <param name="Count">The number of rows.</param>
internal abstract record ColumnValues(int Count)
{
    /// <summary>The value of a row: text, a number, a date or a truth value; null where it is missing.</summary>
    public abstract object? Value(int row);

    /// <summary>The value of a row as text in the invariant culture; null where it is missing.</summary>
    public virtual string? Text(int row) => Value(row) switch
    {
        null => null,
        DateTime date => DocumentVariable.TextOf(date),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>Texts, as they are or as the codes of a list.</summary>
/// <param name="Texts">The texts of the rows, null where missing; with codes, the list.</param>
/// <param name="Codes">The index of each row's text in the list, -1 where it is missing; or null.</param>
internal sealed record TextValues(IReadOnlyList<string?> Texts, int[]? Codes = null) : ColumnValues(Codes?.Length ?? Texts.Count)
{
    public override object? Value(int row) => Text(row);

    public override string? Text(int row) => Codes is null ? Texts[row] : Codes[row] < 0 ? null : Texts[Codes[row]];
}

/// <summary>Numbers.</summary>
/// <param name="Numbers">The numbers; NaN where missing.</param>
/// <param name="Inexact">The digits of the numbers that a double can't hold, by row; or null if there are none.</param>
/// <param name="Missing">Whether the number of a row is missing; or null if none is.</param>
internal sealed record NumberValues(double[] Numbers, Dictionary<int, string>? Inexact = null, bool[]? Missing = null) : ColumnValues(Numbers.Length)
{
    public override object? Value(int row) => Missing?[row] == true ? null : Inexact?.TryGetValue(row, out string? digits) == true ? digits : Numbers[row];

    public override string? Text(int row) => Value(row) is double number ? TextOutput.Number(number) : Value(row) as string;
}

/// <summary>Dates with or without a time, null where missing.</summary>
internal sealed record DateValues(DateTime?[] Dates) : ColumnValues(Dates.Length)
{
    public override object? Value(int row) => Dates[row];
}

/// <summary>Truth values, null where missing.</summary>
internal sealed record TruthValues(bool?[] Truths) : ColumnValues(Truths.Length)
{
    public override object? Value(int row) => Truths[row];
}

/// <summary>Lists of values.</summary>
/// <param name="From">Where the list of each row starts in the items, within their range.</param>
/// <param name="To">Where it ends. A missing list is empty.</param>
/// <param name="Items">The values of all lists.</param>
internal sealed record ListValues(int[] From, int[] To, ColumnValues Items) : ColumnValues(From.Length)
{
    public override object? Value(int row) => null;
}

/// <summary>Values of a type that no document-feature matrix has.</summary>
internal sealed record OtherValues(int Count) : ColumnValues(Count)
{
    public override object? Value(int row) => null;
}
