using System.Globalization;
using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Writes the properties of a JSON object. Infinities and NaN, which JSON doesn't have, are written as text.</summary>
/// <param name="json">The underlying writer.</param>
/// <param name="withDocuments">Whether to write documents.</param>
/// <param name="cancellation">The cancellation token.</param>
/// <param name="progress">Receives progress, or null.</param>
/// <param name="expected">The approximate number of values to write.</param>
internal sealed class ModelWriter(Utf8JsonWriter json, bool withDocuments, CancellationToken cancellation, IProgress<ProgressReport>? progress = null, long expected = 0)
{
    // Compressing this many bytes takes about ten milliseconds.
    private const int FlushAt = 1 << 18;
    private long _written;

    /// <summary>Whether to write documents.</summary>
    public bool WithDocuments => withDocuments;

    public void Object(string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    public void Null(string name) => json.WriteNull(name);

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void Integer(string name, long value) => json.WriteNumber(name, value);

    public void Text(string name, IFormattable value) => json.WriteString(name, value.ToString(null, CultureInfo.InvariantCulture));

    public void Text(string name, string value) => json.WriteString(name, value);

    public void Number(string name, double value)
    {
        json.WritePropertyName(name);
        Number(value);
    }

    /// <summary>Writes a number unless it is null.</summary>
    public void Optional(string name, double? value)
    {
        if (value is { } number) Number(name, number);
    }

    public void Numbers(string name, IEnumerable<double>? values) => Array(name, values, Number);

    public void Integers(string name, IEnumerable<int>? values) => Array(name, values, value => json.WriteNumberValue(value));

    public void Texts(string name, IEnumerable<string>? values) => Array(name, values, value => json.WriteStringValue(value));

    /// <summary>Writes names, or null for numbered names.</summary>
    public void Names(string name, IReadOnlyList<string> values) => Texts(name, values is NumberedNames ? null : values);

    public void Matrix(string name, DenseMatrix matrix) => Numbers(name, matrix.Buffer);

    private void Number(double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(value.ToString("R", CultureInfo.InvariantCulture));
    }

    private void Array<T>(string name, IEnumerable<T>? values, Action<T> write)
    {
        if (values is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(value);
            _written++;
            if (json.BytesPending < FlushAt) continue;
            cancellation.Check();
            progress?.Report(new ProgressReport("writing", Math.Min(1, (double)_written / Math.Max(1, expected))));
            json.Flush();
        }

        json.WriteEndArray();
    }
}
