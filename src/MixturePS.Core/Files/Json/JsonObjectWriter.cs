using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Writes JSON objects without white space. Infinities and NaN, which JSON doesn't have, are written as text. Half of a
/// surrogate pair, which JSON can't contain, is an error.
/// </summary>
/// <param name="stream">The destination, which is left open.</param>
/// <param name="cancellation">The cancellation token.</param>
/// <param name="progress">Receives progress, or null.</param>
/// <param name="expected">The approximate number of values to write.</param>
/// <param name="path">The file, for errors.</param>
/// <param name="encoder">The encoder of text, which escapes what must not be in it; null for as little as possible.</param>
internal sealed class JsonObjectWriter(
    Stream stream, CancellationToken cancellation = default, IProgress<ProgressReport>? progress = null, long expected = 0, string path = "the file", JavaScriptEncoder? encoder = null) : IDisposable
{
    // Compressing this many bytes takes about ten milliseconds.
    private const int FlushAt = 1 << 18;

    // The number of values between two checks of the cancellation token.
    private const int Stride = 4096;
    private readonly Utf8JsonWriter _json = new(stream, new JsonWriterOptions { Encoder = encoder ?? JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private long _written;

    /// <summary>Writes an object that is the whole text.</summary>
    public void Root(Action write)
    {
        _json.WriteStartObject();
        write();
        _json.WriteEndObject();
    }

    /// <summary>Writes an object on a line of its own.</summary>
    public void Line(Action write)
    {
        Root(write);
        _json.Flush();
        _json.Reset();
        stream.WriteByte((byte)'\n');
    }

    public void Object(string name, Action write)
    {
        _json.WriteStartObject(name);
        write();
        _json.WriteEndObject();
    }

    /// <summary>Writes an array of objects.</summary>
    public void Objects<T>(string name, IEnumerable<T> values, Action<T> write) => Array(name, values, value =>
    {
        _json.WriteStartObject();
        write(value);
        _json.WriteEndObject();
    });

    public void Null(string name) => _json.WriteNull(name);

    public void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    public void Integer(string name, long value) => _json.WriteNumber(name, value);

    public void Text(string name, IFormattable value) => _json.WriteString(name, value.ToString(null, CultureInfo.InvariantCulture));

    public void Text(string name, string value) => _json.WriteString(name, Valid(value));

    public void Number(string name, double value)
    {
        _json.WritePropertyName(name);
        Number(value);
    }

    /// <summary>Writes a number unless it is null.</summary>
    public void Optional(string name, double? value)
    {
        if (value is { } number) Number(name, number);
    }

    public void Numbers(string name, IEnumerable<double>? values) => Array(name, values, Number);

    public void Integers(string name, IEnumerable<int>? values) => Array(name, values, value => _json.WriteNumberValue(value));

    public void Integers(string name, IEnumerable<long> values) => Array(name, values, value => _json.WriteNumberValue(value));

    public void Texts(string name, IEnumerable<string>? values) => Array(name, values, value => _json.WriteStringValue(Valid(value)));

    /// <summary>Writes names, or null for numbered names.</summary>
    public void Names(string name, IReadOnlyList<string> values) => Texts(name, values is NumberedNames ? null : values);

    public void Matrix(string name, DenseMatrix matrix) => Numbers(name, matrix.Buffer);

    public void Dispose() => _json.Dispose();

    private string Valid(string text) => Representable.IsUnicode(text)
        ? text
        : throw FileError.NotRepresentable(path, "JSON", $"'{text}' contains half of a surrogate pair", "rename it");

    private void Number(double value)
    {
        if (double.IsFinite(value)) _json.WriteNumberValue(value);
        else _json.WriteStringValue(value.ToString("R", CultureInfo.InvariantCulture));
    }

    private void Array<T>(string name, IEnumerable<T>? values, Action<T> write)
    {
        if (values is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (_written++ % Stride == 0) cancellation.Check();
            write(value);
            if (_json.BytesPending < FlushAt) continue;
            cancellation.Check();
            progress?.Report(new ProgressReport("writing", Math.Min(1, (double)_written / Math.Max(1, expected))));
            _json.Flush();
        }

        _json.WriteEndArray();
    }
}
