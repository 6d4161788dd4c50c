using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Collects the values of a document variable and chooses its type.</summary>
/// <remarks>
/// <code>
/// all values are numbers, or text that is a number       Number
/// all values are dates, or text that is one (ISO 8601)   Date
/// there are at most half as many texts as values         Factor
/// otherwise                                              Text
/// </code>
/// Missing values count for no type. A number is text if a double would change its digits: a long identifier, or one with
/// leading zeros.
/// </remarks>
/// <param name="name">The name of the variable.</param>
/// <param name="isText">Whether the variable is text whatever its values are.</param>
internal sealed class DocumentVariableBuilder(string name, bool isText = false)
{
    private const int ValuesPerLevel = 2;
    private readonly List<object?> _values = [];
    private readonly Dictionary<string, string> _texts = [];
    private int _truths;
    private int _given;
    private int _dates;
    private int _numbers;
    private int _writtenNumbers;
    private int _writtenDates;

    /// <summary>The name of the variable.</summary>
    public string Name => name;

    /// <summary>The number of documents so far.</summary>
    public int Count => _values.Count;

    /// <summary>Builds a variable from its first values; the others are missing.</summary>
    public static DocumentVariable Build(string name, IReadOnlyList<object?> values, int documents)
    {
        var builder = new DocumentVariableBuilder(name);
        foreach (object? value in values) builder.TryAdd(value);
        builder.PadTo(documents);
        return builder.Build();
    }

    /// <summary>Adds missing values up to a number of documents.</summary>
    public void PadTo(int documents)
    {
        while (_values.Count < documents) _values.Add(null);
    }

    /// <summary>Adds the value of the next document. Returns false if it is neither text, a number, a date nor a truth value.</summary>
    /// <param name="value">The value; null and blank text are missing.</param>
    public bool TryAdd(object? value)
    {
        switch (value)
        {
            case null or DBNull or double.NaN or float.NaN:
                _values.Add(null);
                return true;
            case DateTimeOffset moment:
                return TryAdd(moment.UtcDateTime);
            case DateOnly day:
                return TryAdd(day.ToDateTime(TimeOnly.MinValue));
            case DateTime date:
                _dates++;
                Add(date.Kind == DateTimeKind.Local ? DateTime.SpecifyKind(date, DateTimeKind.Unspecified) : date);
                return true;
            case string text:
                AddText(text);
                return true;
            case bool or Enum or char or Guid or Uri or Version or TimeSpan:
                _truths += value is bool ? 1 : 0;
                AddKnown(Convert.ToString(value, CultureInfo.InvariantCulture)!, isNumber: false);
                return true;
            case IConvertible or System.Numerics.BigInteger:
                AddNumber(value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Builds the variable.</summary>
    public DocumentVariable Build()
    {
        if (isText) return new DocumentVariable(name, DocumentVariableType.Text, [.. _values], null);
        if (_given > 0 && _numbers + _writtenNumbers == _given) return Typed(DocumentVariableType.Number, value => value is string text ? Number(text)!.Value : value);
        if (_given > 0 && _dates + _writtenDates == _given) return Typed(DocumentVariableType.Date, value => value is string text && DocumentVariable.TryDate(text, out var date) ? date : value);
        var levels = new List<string>();
        var known = new HashSet<string>();
        var values = new object?[_values.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (_values[i] is not { } value) continue;
            string text = value switch
            {
                string same => same,
                DateTime date => DocumentVariable.TextOf(date),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
            if (known.Add(text)) levels.Add(text);
            values[i] = text;
        }

        bool isFactor = _given > 0 && (levels.Count * ValuesPerLevel <= _given || _truths == _given);
        return isFactor ? new DocumentVariable(name, DocumentVariableType.Factor, values, levels) : new DocumentVariable(name, DocumentVariableType.Text, values, null);
    }

    private DocumentVariable Typed(DocumentVariableType type, Func<object, object> convert) =>
        new(name, type, [.. _values.Select(value => value is null ? null : convert(value))], null);

    private void Add(object value)
    {
        _given++;
        _values.Add(value);
    }

    private void AddText(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            _values.Add(null);
            return;
        }

        AddKnown(text, Number(text) is not null);
    }

    private void AddKnown(string text, bool isNumber)
    {
        if (isNumber) _writtenNumbers++;
        else if (DocumentVariable.TryDate(text, out _)) _writtenDates++;

        // Equal texts share their memory.
        if (!_texts.TryGetValue(text, out string? kept)) _texts[text] = kept = text;
        Add(kept);
    }

    private void AddNumber(object value)
    {
        if (value is not (double or float))
        {
            string digits = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            if (Number(digits) is not { } exact)
            {
                AddKnown(digits, isNumber: false);
                return;
            }

            value = exact;
        }

        // Files of variables have no infinities, which are text as they are in a table of text.
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (double.IsInfinity(number))
        {
            AddKnown(number.ToString(CultureInfo.InvariantCulture), isNumber: false);
            return;
        }

        _numbers++;
        Add(number);
    }

    // The number that a text is, or null if it is none or would lose digits.
    private static double? Number(string text)
    {
        if (!NumberText.TryRead(text, NumberText.Point, out double number) || !double.IsFinite(number)) return null;
        var digits = text.AsSpan().Trim(" \t").TrimStart("+-");
        if (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1])) return null;
        return Math.Abs(number) < NumberText.ExactLimit || !NumberText.TryInteger(text, out _) ? number : null;
    }
}
