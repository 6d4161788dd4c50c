using System.Globalization;
using MixturePS.Core.Experiments;

namespace MixturePS.Core.Reports;

/// <summary>
/// The rows of an experiment by the names of their columns, regardless of case. Values are numbers
/// (<see cref="long"/> or <see cref="double"/>), text or null.
/// </summary>
internal sealed class RunTable
{
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [];
    private readonly List<object?[]> _rows = [];

    /// <summary>The names of the columns in order of first appearance; those of experiments in the module's spelling.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">The values by name.</param>
    public void Add(IEnumerable<KeyValuePair<string, object?>> cells)
    {
        var row = new List<object?>(_columns.Count);
        foreach (var (name, value) in cells)
        {
            if (!_index.TryGetValue(name, out int column))
            {
                column = _index[name] = _columns.Count;
                _columns.Add(ExperimentRow.Find(name)?.Name ?? name);
            }

            while (row.Count <= column) row.Add(null);
            row[column] = value;
        }

        _rows.Add([.. row]);
    }

    /// <summary>Whether the column exists.</summary>
    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>Whether the column has a value in any row.</summary>
    public bool HasValues(string name) => _index.TryGetValue(name, out int column) && _rows.Exists(row => column < row.Length && row[column] is not null);

    /// <summary>A value; null if the row has none.</summary>
    public object? this[int row, string name] => _index.TryGetValue(name, out int column) && column < _rows[row].Length ? _rows[row][column] : null;

    /// <summary>A number; null if the row has none.</summary>
    public double? Number(int row, string name) => this[row, name] switch
    {
        long whole => whole,
        double number => number,
        _ => null,
    };

    /// <summary>A value as text; empty if the row has none.</summary>
    public string Text(int row, string name) => TextOf(this[row, name]);

    /// <summary>A value as text, in the invariant culture.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Whether every value of a column is a finite number, and it has one.</summary>
    public bool IsNumeric(string name)
    {
        bool has = false;
        for (int i = 0; i < Count; i++)
        {
            if (this[i, name] is null) continue;
            if (Number(i, name) is not { } number || !double.IsFinite(number)) return false;
            has = true;
        }

        return has;
    }

    /// <summary>Whether the run of a row ended with an error.</summary>
    public bool IsFailed(int row) => this[row, nameof(ExperimentRow.Error)] is not null || this[row, nameof(ExperimentRow.ErrorId)] is not null;
}
