using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Reads a JSON value with strict validation; errors state its position in the text.</summary>
internal readonly struct JsonNodeReader
{
    // The number of values between two checks of the cancellation token; a value can have hundreds of digits.
    private const int Stride = 4096;
    private readonly JsonElement _element;
    private readonly JsonSource _source;
    private readonly string? _place;

    /// <summary>Creates a reader of the root of a text.</summary>
    public JsonNodeReader(JsonElement root, JsonSource source)
        : this(root, source, null)
    {
    }

    private JsonNodeReader(JsonElement element, JsonSource source, string? place) => (_element, _source, _place) = (element, source, place);

    /// <summary>A required property of an object; it may be null.</summary>
    public JsonNodeReader this[string name] => Optional(name) ?? throw Fault($"it has no '{name}'");

    /// <summary>The cancellation token.</summary>
    public CancellationToken Cancellation => _source.Cancellation;

    /// <summary>The type of the value.</summary>
    public JsonValueKind Kind => _element.ValueKind;

    /// <summary>Whether the value is null.</summary>
    public bool IsNull => Kind == JsonValueKind.Null;

    /// <summary>The value as it is written in the text.</summary>
    public string Raw => _element.GetRawText();

    /// <summary>A property of an object, or null if it is missing; the last one if there are several.</summary>
    public JsonNodeReader? Optional(string name)
    {
        if (Kind != JsonValueKind.Object) throw Fault("it is not an object");
        try
        {
            return _element.TryGetProperty(name, out var member) ? new JsonNodeReader(member, _source, _place is null ? name : $"{_place}.{name}") : null;
        }
        catch (InvalidOperationException)
        {
            throw Fault("a name contains half of a surrogate pair");
        }
    }

    /// <summary>The properties of an object, in the order of the text.</summary>
    public IEnumerable<(string Name, JsonNodeReader Value)> Members()
    {
        if (Kind != JsonValueKind.Object) throw Fault("it is not an object");
        foreach (var member in _element.EnumerateObject()) yield return (Name(member), new JsonNodeReader(member.Value, _source, _place));
    }

    /// <summary>An error at this position.</summary>
    public MixtureException Fault(string what) => _source.Fault(_place is null ? what : $"{_place}: {what}");

    public string Text()
    {
        try
        {
            return Kind == JsonValueKind.String ? _element.GetString()! : throw Fault("it is not text");
        }
        catch (InvalidOperationException)
        {
            throw Fault("it contains half of a surrogate pair");
        }
    }

    public bool Flag() => Kind is JsonValueKind.True or JsonValueKind.False ? _element.GetBoolean() : throw Fault("it is neither true nor false");

    public long Integer(long from, long to)
    {
        if (Kind != JsonValueKind.Number || !_element.TryGetInt64(out long value)) throw Fault("it is not a whole number");
        return value >= from && value <= to ? value : throw Fault(FormattableString.Invariant($"{value} is outside the range from {from} to {to}"));
    }

    public int Index(long below) => (int)Integer(0, below - 1);

    public int Count() => (int)Integer(0, int.MaxValue);

    /// <summary>A finite number, or, if <paramref name="any"/> is set, also NaN and infinity.</summary>
    public double Number(bool any = false)
    {
        if (Kind == JsonValueKind.Number && _element.TryGetDouble(out double number) && double.IsFinite(number)) return number;
        if (any && Kind == JsonValueKind.String && Text() is "NaN" or "Infinity" or "-Infinity") return double.Parse(Text(), CultureInfo.InvariantCulture);
        throw Fault("it is not a finite number");
    }

    /// <summary>Whether the value is a finite number.</summary>
    public bool TryNumber(out double number)
    {
        number = 0;
        return Kind == JsonValueKind.Number && _element.TryGetDouble(out number) && double.IsFinite(number);
    }

    public BigInteger Big()
    {
        string digits = Text();
        return digits.Length is > 0 and <= 10000 && digits.All(char.IsAsciiDigit) ? BigInteger.Parse(digits, CultureInfo.InvariantCulture) : throw Fault("it is not a whole number");
    }

    public T Choice<T>()
        where T : struct, Enum =>
        Enum.TryParse(Text(), out T value) && Enum.IsDefined(value) && value.ToString() == Text() ? value : throw Fault($"'{Text()}' is not a known value");

    public double[] Numbers(long? length = null, bool any = false) => Array(length, node => node.Number(any));

    public int[] Integers(long? length = null, long below = 1L << 31) => Array(length, node => node.Index(below));

    public string[] Texts(long? length = null) => Array(length, node => node.Text());

    /// <summary>Names; null means numbered ones.</summary>
    public IReadOnlyList<string> Names(int length, string prefix) => IsNull ? new NumberedNames(prefix, length) : Texts(length);

    public DenseMatrix Matrix(int rows, int columns, IReadOnlyList<string>? columnNames = null, IReadOnlyList<string>? rowNames = null) =>
        new(rows, columns, Numbers((long)rows * columns), columnNames, rowNames);

    /// <summary>Reads a value that may be null.</summary>
    public T? OrNull<T>(Func<JsonNodeReader, T> read)
        where T : class => IsNull ? null : read(this);

    public T[] Array<T>(long? length, Func<JsonNodeReader, T> read)
    {
        if (Kind != JsonValueKind.Array) throw Fault("it is not an array");
        int count = _element.GetArrayLength();
        if (length is { } wanted && wanted != count) throw Fault(FormattableString.Invariant($"it must have {wanted} values, but has {count}"));
        var result = new T[count];
        int at = 0;
        foreach (var item in _element.EnumerateArray())
        {
            if (at % Stride == 0) _source.Pass(Math.Min(Stride, count - at));
            result[at++] = read(new JsonNodeReader(item, _source, _place));
        }

        return result;
    }

    private string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Fault("a name contains half of a surrogate pair");
        }
    }
}
