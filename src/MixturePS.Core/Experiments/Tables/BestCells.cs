namespace MixturePS.Core.Experiments;

/// <summary>Marks the best values of a table. Values that are written alike are all marked.</summary>
/// <param name="rows">The rows.</param>
/// <param name="wanted">Which values are the best.</param>
internal sealed class BestCells(TableRows rows, TableBest wanted)
{
    private const string Mean = "Mean", Difference = "Difference", Gap = "Gap", Metric = "Metric", Method = nameof(ExperimentRow.Method);

    // Numbers that identify or count, and are neither good nor bad.
    private static readonly HashSet<string> Counts = new(StringComparer.OrdinalIgnoreCase)
    {
        "Count", "Failed", "PairCount", "UnpairedCount", "Cluster", "KnownCluster", "MajorityCluster", "Document", "DocumentCount", "Rank", "Size", "Topic",
    };

    private readonly Dictionary<string, List<(TableCell Cell, NumberFormat Format)>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableBest> _senses = new(StringComparer.Ordinal);

    /// <summary>Adds a cell that others are compared with, unless its column is neither good nor bad, or it is a bound that no method is compared with.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="format">How its number is written.</param>
    /// <param name="name">The column of its value.</param>
    /// <param name="row">A row of its value.</param>
    /// <param name="group">A text that is equal for cells that are compared only.</param>
    public void Add(TableCell cell, NumberFormat format, string name, int row, string group)
    {
        if (cell.Value.Number is not { } number || double.IsNaN(number) || Sense(name, row) is not { } sense) return;
        if (rows[row, Method]?.Text == nameof(ExperimentMethodKind.Bound)) return;
        if (!_groups.TryGetValue(group, out var cells)) _groups[group] = cells = [];
        cells.Add((cell, format));
        _senses[group] = sense;
    }

    /// <summary>Marks the best cells of each group. A single one is compared with nothing and is not marked.</summary>
    public void Mark()
    {
        foreach (var (group, cells) in _groups)
        {
            if (cells.Count < 2) continue;
            var best = _senses[group] == TableBest.Minimum ? cells.MinBy(entry => entry.Cell.Value.Number) : cells.MaxBy(entry => entry.Cell.Value.Number);
            string text = best.Format.Text(best.Cell.Value);
            foreach (var (cell, format) in cells) cell.IsBest = format.Text(cell.Value) == text;
        }
    }

    private TableBest? Sense(string name, int row)
    {
        bool isOfMetric = name.Equals(Mean, StringComparison.OrdinalIgnoreCase) || name.Equals(Difference, StringComparison.OrdinalIgnoreCase);
        var column = ExperimentRow.Find(isOfMetric && rows[row, Metric] is { } metric ? metric.Text : name);
        if (wanted == TableBest.Auto) return name.Equals(Gap, StringComparison.OrdinalIgnoreCase) ? TableBest.Minimum : column?.Sense;
        return Counts.Contains(name) || column?.Kind is ExperimentColumnKind.Run or ExperimentColumnKind.Documents or ExperimentColumnKind.Method ? null : wanted;
    }
}
