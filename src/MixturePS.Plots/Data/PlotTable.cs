using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Data;

/// <summary>
/// Rows of numbers and strings by column name, regardless of case. Numbers stored as text, as in rows from a CSV file,
/// are treated as numbers.
/// </summary>
public sealed class PlotTable
{
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [];
    private readonly List<Dictionary<int, object>> _rows = [];

    /// <summary>The column names in order of first appearance.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">The cells by name: numbers as doubles, other values as strings, and null if there is no value.</param>
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
                // A number with the separator of a culture, as in rows from its CSV files, is shown as other numbers are.
                if (text.Length > 0) row[column] = !NumberText.TryRead(text, out double number) ? text : text.Contains(',', StringComparison.Ordinal) ? number : new Written(number, text);
            }
            else if (value is not null)
            {
                row[column] = value;
            }
        }

        _rows.Add(row);
    }

    /// <summary>Whether the column exists.</summary>
    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>The name in the spelling of the rows.</summary>
    /// <exception cref="MixtureException">MissingProperty.</exception>
    public string Spelled(string name, string cure) => _index.TryGetValue(name, out int column) ? _columns[column] : throw PlotError.MissingProperty(name, _columns, cure);

    /// <summary>The number in a cell; null if the cell is empty or not a number.</summary>
    public double? Number(int row, string name) => Cell(row, name) switch
    {
        double value => value,
        Written written => written.Value,
        _ => null,
    };

    /// <summary>The text of a cell; empty if there is no value.</summary>
    public string Text(int row, string name) => Cell(row, name) switch
    {
        null => string.Empty,
        double value => value.ToString("R", CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    /// <summary>Whether every cell with a value is a finite number, and at least one cell has a value.</summary>
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

    /// <summary>The different values of a column, without empty cells: numbers in ascending order, others in order of first appearance.</summary>
    internal IReadOnlyList<string> Levels(string name)
    {
        string[] levels = [.. Enumerable.Range(0, Count).Select(i => Text(i, name)).Where(text => text.Length > 0).Distinct()];
        return IsNumeric(name) ? [.. levels.OrderBy(text => NumberText.TryRead(text, out double number) ? number : 0)] : levels;
    }

    /// <summary>Whether a column has different values in rows with equal values of the other columns; empty cells are ignored.</summary>
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

    /// <summary>The rows that meet a condition, with all columns.</summary>
    internal PlotTable Where(Func<int, bool> condition)
    {
        var part = new PlotTable();
        foreach (string column in _columns)
        {
            part._index[column] = part._columns.Count;
            part._columns.Add(column);
        }

        part._rows.AddRange(_rows.Where((_, i) => condition(i)));
        return part;
    }

    private object? Cell(int row, string name) => _index.TryGetValue(name, out int column) ? _rows[row].GetValueOrDefault(column) : null;

    private sealed record Written(double Value, string Text)
    {
        public override string ToString() => Text;
    }
}
