using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>The rows that a table is made of: values by column, regardless of the case of its name.</summary>
internal sealed class TableRows
{
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [];
    private readonly HashSet<string> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Dictionary<int, TableValue>> _rows = [];

    /// <summary>The first character of the names of columns that were computed for a table and that no one can name.</summary>
    public const char Computed = '\u0001';

    /// <summary>The columns in order of first appearance.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">The values by column; null where there is none.</param>
    public void Add(IEnumerable<KeyValuePair<string, TableValue?>> cells)
    {
        var row = new Dictionary<int, TableValue>();
        foreach (var (name, value) in cells)
        {
            if (name.Length == 0) continue;
            if (!_index.TryGetValue(name, out int column))
            {
                column = _index[name] = _index.Count;
                if (name[0] != Computed) _columns.Add(name);
            }

            if (value is not null) row[column] = value;
        }

        _rows.Add(row);
    }

    /// <summary>Keeps a column with objects, such as matrices, out of tables for which it isn't named.</summary>
    public void Hide(string name) => _objects.Add(name);

    /// <summary>Whether a column may be in a table for which it isn't named: it has a value and no objects.</summary>
    public bool IsShown(string name) => HasValue(name) && !_objects.Contains(name);

    /// <summary>Whether a row has the column.</summary>
    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>A value; null where there is none.</summary>
    public TableValue? this[int row, string name] => _index.TryGetValue(name, out int column) ? _rows[row].GetValueOrDefault(column) : null;

    /// <summary>A number; null where there is none.</summary>
    public double? Number(int row, string name) => this[row, name]?.Number;

    /// <summary>Whether any row has a value in the column.</summary>
    public bool HasValue(string name) => _index.TryGetValue(name, out int column) && _rows.Exists(row => row.ContainsKey(column));

    /// <summary>The different values of a column as text, in order of first appearance.</summary>
    public IReadOnlyList<string> Values(string name) => [.. Enumerable.Range(0, Count).Select(row => this[row, name]?.Exact).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>A text that is equal for rows with equal values of some columns only; a number equals its text.</summary>
    public string Key(int row, IEnumerable<string> names) =>
        string.Join('\u001F', names.Select(name => this[row, name] is not { } value ? "\u0000" : value.Number is { } number && double.Abs(number) < 1e15 ? number.ToString("R", CultureInfo.InvariantCulture) : value.Text));
}

/// <summary>A column of a table.</summary>
/// <param name="Name">The column of the rows that has its values.</param>
/// <param name="Heading">The heading; null for that of the column.</param>
/// <param name="IsNamed">Whether the name was given in full, and not by a wildcard or a default.</param>
internal sealed record TableField(string Name, string? Heading = null, bool IsNamed = false);
