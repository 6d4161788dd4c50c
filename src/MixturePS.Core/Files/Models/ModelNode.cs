using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>A JSON value of a model file with strict validation; errors state its position.</summary>
internal readonly struct ModelNode(JsonElement element, string place, ModelSource source)
{
    // The number of values between two checks of the cancellation token; a value can have hundreds of digits.
    private const int Stride = 4096;

    /// <summary>A required property of an object; it may be null.</summary>
    public ModelNode this[string name] => Optional(name) ?? throw Fault($"it has no '{name}'");

    /// <summary>The cancellation token.</summary>
    public CancellationToken Cancellation => source.Cancellation;

    /// <summary>Whether the value is null.</summary>
    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    /// <summary>A property of an object, or null if it is missing.</summary>
    public ModelNode? Optional(string name)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Fault("it is not an object");
        return element.TryGetProperty(name, out var member) ? new ModelNode(member, place == "the file" ? name : $"{place}.{name}", source) : null;
    }

    /// <summary>An error at this position.</summary>
    public MixtureException Fault(string what) => FileError.InvalidModel(source.Path, place == "the file" ? what : $"{place}: {what}");

    public string Text()
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Fault("it is not text");
        }
        catch (InvalidOperationException)
        {
            throw Fault("it contains half of a surrogate pair");
        }
    }

    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Fault("it is neither true nor false");

    public long Integer(long from, long to)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out long value)) throw Fault("it is not a whole number");
        return value >= from && value <= to ? value : throw Fault(FormattableString.Invariant($"{value} is outside the range from {from} to {to}"));
    }

    public int Index(long below) => (int)Integer(0, below - 1);

    public int Count() => (int)Integer(0, int.MaxValue);

    /// <summary>A finite number, or, if <paramref name="any"/> is set, also NaN and infinity.</summary>
    public double Number(bool any = false)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number)) return number;
        if (any && element.ValueKind == JsonValueKind.String && Text() is "NaN" or "Infinity" or "-Infinity") return double.Parse(Text(), CultureInfo.InvariantCulture);
        throw Fault("it is not a finite number");
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
    public T? OrNull<T>(Func<ModelNode, T> read)
        where T : class => IsNull ? null : read(this);

    public T[] Array<T>(long? length, Func<ModelNode, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array) throw Fault("it is not an array");
        int count = element.GetArrayLength();
        if (length is { } wanted && wanted != count) throw Fault(FormattableString.Invariant($"it must have {wanted} values, but has {count}"));
        var result = new T[count];
        int at = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (at % Stride == 0) source.Pass(Math.Min(Stride, count - at));
            result[at++] = read(new ModelNode(item, place, source));
        }

        return result;
    }
}
