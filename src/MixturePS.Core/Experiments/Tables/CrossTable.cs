using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// A table with the levels of some properties down and those of others across. A cell that several runs belong in has their
/// mean, with its standard error and interval.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="down">The properties whose levels are the rows of the table.</param>
/// <param name="across">The properties whose levels are its columns; none for one column per value.</param>
/// <param name="options">How it is written.</param>
internal sealed class CrossTable(TableRows rows, IReadOnlyList<TableField> down, IReadOnlyList<TableField> across, TableOptions options)
{
    private const string Metric = "Metric", Mean = "Mean";
    private const double Confidence = 0.95;
    private readonly SortedSet<string> _averaged = new(StringComparer.Ordinal);

    /// <summary>The parameters of experiments that differ between runs whose mean is in one cell.</summary>
    public IReadOnlyCollection<string> Averaged => _averaged;

    /// <summary>Creates the table.</summary>
    /// <param name="values">The properties whose values are in the cells; of summaries of runs, metrics too.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">MissingProperty or SeveralRowsInCell.</exception>
    public ResultTable Of(IReadOnlyList<TableField> values, CancellationToken cancellation)
    {
        var sources = values.Select(Source).ToArray();
        var (rowKeys, columnKeys) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        var members = new Dictionary<(int Value, int Row, int Column), List<int>>();
        var (firstOfRow, firstOfColumn) = (new List<int>(), new List<int>());
        for (int i = 0; i < rows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int v = 0; v < sources.Length; v++)
            {
                if (!sources[v].Has(rows, i)) continue;
                var at = (v, Place(rowKeys, firstOfRow, rows.Key(i, down.Select(field => field.Name)), i), Place(columnKeys, firstOfColumn, rows.Key(i, across.Select(field => field.Name)), i));
                if (rows[i, sources[v].Name] is null) continue;
                if (!members.TryGetValue(at, out var list)) members[at] = list = [];
                list.Add(i);
            }
        }

        int levels = (sources.Length > 1 || across.Count == 0 ? 1 : 0) + across.Count;
        var columns = down.Select(field => Levels(field, firstOfRow, levels)).ToList();
        var best = options.Best is { } wanted ? new BestCells(rows, wanted) : null;
        for (int v = 0; v < sources.Length; v++)
        {
            cancellation.ThrowIfCancellationRequested();
            var source = sources[v];
            var cells = new TableCell?[columnKeys.Count][];
            for (int c = 0; c < cells.Length; c++)
                cells[c] = [.. Enumerable.Range(0, rowKeys.Count).Select(r => members.TryGetValue((v, r, c), out var list) ? Cell(source, list) : null)];

            // All columns of a value have the same number of decimals.
            var filled = cells.SelectMany(column => column).OfType<TableCell>().ToList();
            var format = TableColumn.IsNumeric(filled) ? NumberFormat.Of(filled, options.Digits) : null;
            for (int c = 0; c < cells.Length; c++)
            {
                for (int r = 0; r < rowKeys.Count && format is not null; r++)
                {
                    if (cells[c][r] is not { } cell) continue;
                    int first = members[(v, r, c)][0];
                    best?.Add(cell, format, source.Name, first, $"{v}\u001E{rows.Key(first, options.BestBy ?? [.. down.Select(field => field.Name)])}");
                }

                IEnumerable<string> heading = across.Select(field => Level(field, firstOfColumn[c]));
                columns.Add(new TableColumn([.. sources.Length > 1 || across.Count == 0 ? heading.Prepend(source.Heading) : heading], cells[c], format));
            }
        }

        best?.Mark();
        return new ResultTable(columns, rowKeys.Count, options);
    }

    /// <summary>The names that values can have: the properties of the rows, and the metrics of summaries.</summary>
    public static IReadOnlyList<string> Names(TableRows rows) => [.. rows.Columns, .. rows.Has(Mean) && rows.Has(Metric) ? rows.Values(Metric) : []];

    private ValueSource Source(TableField field)
    {
        if (rows.Has(field.Name)) return new ValueSource(field.Name, null, field.Heading ?? ListTable.Heading(rows, field.Name), EstimateColumns.Of(rows, field.Name));
        string? metric = rows.Has(Mean) ? rows.Values(Metric).FirstOrDefault(name => name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)) : null;
        return metric is null ? throw TableError.MissingProperty(field.Name, Names(rows))
            : new ValueSource(Mean, metric, field.Heading ?? ColumnHeading.Of(metric), EstimateColumns.Of(rows, Mean));
    }

    private TableCell? Cell(ValueSource source, List<int> list)
    {
        if (list.Count == 1) return source.Estimate.Cell(rows, list[0], source.Name);
        string[] shown = [.. down.Concat(across).Select(field => field.Name), source.Name, .. source.Estimate.Names];
        string[] differing = [.. rows.Columns.Where(name => !shown.Contains(name, StringComparer.OrdinalIgnoreCase) && list.Select(i => rows.Key(i, [name])).Distinct(StringComparer.Ordinal).Skip(1).Any())];
        string[] factors = Array.FindAll(differing, IsFactor);
        if (source.IsSummary || !list.TrueForAll(i => rows.Number(i, source.Name) is not null))
        {
            string cell = string.Join(", ", down.Concat(across).Select(field => $"{field.Heading ?? field.Name} {rows[list[0], field.Name]?.Exact ?? TableWriter.Dash}"));
            throw TableError.SeveralRowsInCell(cell, list.Count, factors.Length > 0 ? factors : differing);
        }

        _averaged.UnionWith(factors);
        var sample = SampleSummary.Of(list.Select(i => rows.Number(i, source.Name)!.Value), Confidence, ExperimentRow.Find(source.Name)?.Range);
        return new TableCell(TableValue.Of(sample.Mean), sample.StandardError, sample.ConfidenceLow, sample.ConfidenceHigh);
    }

    private static bool IsFactor(string name) => name.Equals(nameof(ExperimentRow.Method), StringComparison.OrdinalIgnoreCase)
        || ExperimentRow.Find(name)?.Kind is ExperimentColumnKind.Documents or ExperimentColumnKind.Method;

    private TableColumn Levels(TableField field, List<int> first, int levels)
    {
        TableCell?[] cells = [.. first.Select(i => Shown(field, i) is { } value ? new TableCell(value) : null)];
        string heading = field.Heading ?? ListTable.Heading(rows, field.Name);
        return new TableColumn([.. Enumerable.Repeat(string.Empty, levels - 1), heading], cells, TableColumn.IsNumeric(cells) ? NumberFormat.Exact : null);
    }

    // Metrics have their headings.
    private TableValue? Shown(TableField field, int row) => rows[row, field.Name] is not { } value ? null
        : field.Name.Equals(Metric, StringComparison.OrdinalIgnoreCase) ? new TableValue(null, ColumnHeading.Of(value.Text)) : value;

    private string Level(TableField field, int row) => Shown(field, row) switch
    {
        null => TableWriter.Dash,
        { Number: not null } value => $"{field.Heading ?? ColumnHeading.Name(field.Name)} = {value.Exact}",
        var value => value.Text,
    };

    private static int Place(Dictionary<string, int> places, List<int> first, string key, int row)
    {
        if (places.TryGetValue(key, out int place)) return place;
        first.Add(row);
        return places[key] = first.Count - 1;
    }

    private sealed record ValueSource(string Name, string? Metric, string Heading, EstimateColumns Estimate)
    {
        // The mean of means isn't the mean of the runs.
        public bool IsSummary => Name.Equals(Mean, StringComparison.OrdinalIgnoreCase) || Estimate is { Low: not null } or { Error: "StandardError" };

        public bool Has(TableRows rows, int row) => Metric is null || Metric.Equals(rows[row, CrossTable.Metric]?.Text, StringComparison.Ordinal);
    }
}
