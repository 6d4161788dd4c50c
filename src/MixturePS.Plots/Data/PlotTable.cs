using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Data;

/// <summary>
/// Rows of numbers and strings by the names of their columns, which are found in any case. Numbers that stand as text, as in
/// rows that were read from a CSV file, are numbers here.
/// </summary>
public sealed class PlotTable
{
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [];
    private readonly List<Dictionary<int, object>> _rows = [];

    /// <summary>The names, in the order in which they were first met.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">The cells by name: numbers as doubles, anything else as strings, and nothing where there is no value.</param>
    public void Add(IEnumerable<KeyValuePair<string, object?>> cells)
    {
        var row = new Dictionary<int, object>();
        foreach (var (name, value) in cells)
        {
            if (!_index.TryGetValue(name, out int column))
            {
                column = _index[name] = _columns.Count;
                _columns.Add(name);
            }

            if (value is string text)
            {
                if (text.Length > 0) row[column] = NumberText.TryRead(text, out double number) ? new Written(number, text) : text;
            }
            else if (value is not null)
            {
                row[column] = value;
            }
        }

        _rows.Add(row);
    }

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>The name as the rows spell it.</summary>
    /// <exception cref="MixtureException">MissingProperty.</exception>
    public string Spelled(string name, string cure) => _index.TryGetValue(name, out int column) ? _columns[column] : throw PlotError.MissingProperty(name, _columns, cure);

    /// <summary>The number in a cell; null where there is none, or no number.</summary>
    public double? Number(int row, string name) => Cell(row, name) switch
    {
        double value => value,
        Written written => written.Value,
        _ => null,
    };

    /// <summary>The text of a cell; empty where there is none.</summary>
    public string Text(int row, string name) => Cell(row, name) switch
    {
        null => string.Empty,
        double value => value.ToString("R", CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    /// <summary>Whether every cell that has a value is a finite number, and one at least has.</summary>
    public bool IsNumeric(string name)
    {
        bool has = false;
        for (int i = 0; i < Count; i++)
        {
            if (Cell(i, name) is null) continue;
            if (Number(i, name) is not { } value || !double.IsFinite(value)) return false;
            has = true;
        }

        return has;
    }

    /// <summary>Whether a column has two values in rows that have the same in others; cells without a value don't count.</summary>
    public bool VariesWithin(string name, IReadOnlyList<string> others)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < Count; i++)
        {
            string text = Text(i, name);
            if (text.Length == 0) continue;
            string key = string.Join('\u001f', others.Select(other => Text(i, other)));
            if (!first.TryAdd(key, text) && first[key] != text) return true;
        }

        return false;
    }

    private object? Cell(int row, string name) => _index.TryGetValue(name, out int column) ? _rows[row].GetValueOrDefault(column) : null;

    private sealed record Written(double Value, string Text)
    {
        public override string ToString() => Text;
    }
}
