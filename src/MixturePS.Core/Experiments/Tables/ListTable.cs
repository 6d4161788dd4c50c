namespace MixturePS.Core.Experiments;

/// <summary>A table with one row per row, and columns of which some become one: a mean with its standard error or its interval.</summary>
internal static class ListTable
{
    private const string Metric = "Metric", Mean = "Mean", Difference = "Difference", Reference = "Reference", Failed = "Failed", Spread = "StandardDeviation";

    // What a paper says of a group of runs.
    private static readonly string[] Figures = ["Count", Failed, Mean, Difference, "PairCount", "Bound", "Gap"];

    /// <summary>Creates the table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="fields">The columns; null for all that have values, or for summaries of runs those of their groups and means.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static ResultTable Of(TableRows rows, IReadOnlyList<TableField>? fields, TableOptions options, CancellationToken cancellation)
    {
        var chosen = Chosen(rows, fields ?? Defaults(rows));
        var columns = new List<TableColumn>();
        var best = options.Best is { } wanted ? new BestCells(rows, wanted) : null;
        foreach (var (field, estimate) in chosen)
        {
            cancellation.ThrowIfCancellationRequested();
            TableCell?[] cells = [.. Enumerable.Range(0, rows.Count).Select(row => estimate.Cell(rows, row, field.Name))];
            if (field.Name.Equals(Metric, StringComparison.OrdinalIgnoreCase)) cells = Array.ConvertAll(cells, cell => cell is null ? null : new TableCell(new TableValue(null, ColumnHeading.Of(cell.Value.Text))));
            var format = !TableColumn.IsNumeric(cells) ? null
                : ExperimentRow.Find(field.Name)?.Kind is ExperimentColumnKind.Documents or ExperimentColumnKind.Method or ExperimentColumnKind.Run ? NumberFormat.Exact
                : NumberFormat.Of([.. cells.OfType<TableCell>()], options.Digits);
            if (format is not null && options.BestBy?.Contains(field.Name, StringComparer.OrdinalIgnoreCase) != true)
            {
                for (int row = 0; row < cells.Length; row++)
                    if (cells[row] is { } cell) best?.Add(cell, format, field.Name, row, $"{columns.Count}\u001E{rows.Key(row, [Metric, .. options.BestBy ?? []])}");
            }

            columns.Add(new TableColumn([field.Heading ?? Heading(rows, field.Name)], cells, format));
        }

        best?.Mark();
        return new ResultTable(columns, rows.Count, options);
    }

    /// <summary>The heading of a column, in which a mean has the name of its metric and a difference that of its reference, if there is one only.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="name">The column.</param>
    public static string Heading(TableRows rows, string name) =>
        name.Equals(Mean, StringComparison.OrdinalIgnoreCase) && Only(rows, Metric) is { } metric ? ColumnHeading.Of(metric)
        : name.Equals(Difference, StringComparison.OrdinalIgnoreCase) && Only(rows, Reference) is { } reference ? $"Difference from {reference}"
        : ColumnHeading.Of(name);

    // A column that another one includes is not shown as well. One that was named in full is shown, and not included.
    private static List<(TableField Field, EstimateColumns Estimate)> Chosen(TableRows rows, IReadOnlyList<TableField> fields)
    {
        var named = fields.Where(field => field.IsNamed).Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var none = new EstimateColumns(null, null, null);
        var chosen = fields.Select(field => (Field: field, Estimate: EstimateColumns.Of(rows, field.Name))).Select(pair => pair.Estimate.Names.Any(named.Contains) ? pair with { Estimate = none } : pair).ToList();
        var included = chosen.SelectMany(pair => pair.Estimate.Names).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // The name of a single metric or reference is in a heading.
        foreach (var (of, heading) in new[] { (Metric, Mean), (Reference, Difference) })
            if (Only(rows, of) is not null && fields.Any(field => field.Heading is null && field.Name.Equals(heading, StringComparison.OrdinalIgnoreCase))) included.Add(of);
        return [.. chosen.Where(pair => pair.Field.IsNamed || !included.Contains(pair.Field.Name))];
    }

    private static IReadOnlyList<TableField> Defaults(TableRows rows)
    {
        var valued = rows.Columns.Where(rows.IsShown);
        if (rows.Has(Metric) && rows.Has(Mean) && rows.Has(Spread))
        {
            string[] columns = [.. rows.Columns];
            int metric = Array.FindIndex(columns, name => name.Equals(Metric, StringComparison.OrdinalIgnoreCase));
            bool noneFailed = Enumerable.Range(0, rows.Count).All(row => rows.Number(row, Failed) is null or 0);
            valued = columns.Take(metric + 1).Concat(Figures.Where(name => rows.HasValue(name) && !(name == Failed && noneFailed)));
        }

        return [.. valued.Select(name => new TableField(name))];
    }

    private static string? Only(TableRows rows, string name) => rows.Values(name) is [var only] ? only : null;
}
