using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>The type of a document variable.</summary>
public enum DocumentVariableType : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>Texts that hardly ever repeat, such as titles.</summary>
    Text,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Dates, with or without a time.</summary>
    Date,

    /// <summary>Texts that repeat, such as authors, or true and false: one of a list of levels for each document.</summary>
    Factor,
}

/// <summary>A variable of the documents of a DFM, such as the author or the year: one value per document. It is immutable.</summary>
public sealed class DocumentVariable
{
    /// <summary>The name of the variable that has the texts themselves.</summary>
    internal const string TextName = "Text";

    private const string DayFormat = "yyyy-MM-dd";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";
    private readonly object?[] _values;

    /// <summary>Creates a variable from values of its type.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="values">The value of each document; not copied.</param>
    /// <param name="levels">The levels of a factor, distinct; null for other types.</param>
    internal DocumentVariable(string name, DocumentVariableType type, object?[] values, IReadOnlyList<string>? levels)
    {
        (Name, Type, _values) = (name, type, values);
        Value = ReadOnlyValues.Of<object?>(values);
        Level = ReadOnlyValues.OrNull(levels);
        MissingCount = values.Count(value => value is null);
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    /// <summary>The type of its values.</summary>
    public DocumentVariableType Type { get; }

    /// <summary>The value of each document: text, a number or a date; null where it is missing. Length n.</summary>
    public IReadOnlyList<object?> Value { get; }

    /// <summary>The levels of a factor in order of first appearance; null for other types.</summary>
    public IReadOnlyList<string>? Level { get; }

    /// <summary>The number of documents without a value.</summary>
    public int MissingCount { get; }

    /// <summary>The name and type.</summary>
    public override string ToString() => Type == DocumentVariableType.Factor ? $"{Name} ({Type}, {Counted.Of(Level!.Count, "level")})" : $"{Name} ({Type})";

    /// <summary>The value as a cell of a row: text or a number; dates as ISO 8601, which every culture reads and sorts alike.</summary>
    /// <param name="document">The document, from zero.</param>
    internal object? Cell(int document) => _values[document] is DateTime date ? TextOf(date) : _values[document];

    /// <summary>The value as text in the invariant culture; empty where it is missing.</summary>
    /// <param name="document">The document, from zero.</param>
    internal string Text(int document) => Convert.ToString(Cell(document), CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>The variable of some of the documents.</summary>
    /// <param name="documents">The documents, from zero, in their new order.</param>
    internal DocumentVariable Of(IReadOnlyList<int> documents)
    {
        var values = new object?[documents.Count];
        for (int i = 0; i < values.Length; i++) values[i] = _values[documents[i]];
        return new DocumentVariable(Name, Type, values, Level);
    }

    /// <summary>A date as ISO 8601, without the time if it is midnight.</summary>
    internal static string TextOf(DateTime date) =>
        date.ToString(date.TimeOfDay == TimeSpan.Zero && date.Kind != DateTimeKind.Utc ? DayFormat : TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a date of ISO 8601: a day, or a day and a time. A time with an offset is converted to UTC.</summary>
    internal static bool TryDate(string text, out DateTime date)
    {
        // The shortest and the longest of the formats; most texts are neither.
        date = default;
        if (text.Length is < 10 or > 33 || !char.IsAsciiDigit(text[0]) || text[4] != '-') return false;
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) return false;
        bool isUtc = text.Length > DayFormat.Length && (text[^1] == 'Z' || text.IndexOfAny(['+', '-'], DayFormat.Length) > 0);
        date = DateTime.SpecifyKind(moment.UtcDateTime, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified);
        return true;
    }

    private static readonly string[] Formats =
    [
        DayFormat, "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
    ];
}
