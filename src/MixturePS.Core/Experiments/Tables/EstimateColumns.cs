namespace MixturePS.Core.Experiments;

/// <summary>The columns of rows that belong to an estimate: its standard error and its interval.</summary>
/// <param name="Error">The column of the standard error, or null.</param>
/// <param name="Low">The column of the lower limit, or null.</param>
/// <param name="High">The column of the upper limit, or null.</param>
internal sealed record EstimateColumns(string? Error, string? Low, string? High)
{
    // The columns that StandardError, ConfidenceLow and the like are about: the first of them that the rows have.
    private static readonly string[] Estimates = ["Mean", "Estimate", "Proportion", "Share", "Accuracy"];
    private static readonly (string Low, string High)[] Limits = [("ConfidenceLow", "ConfidenceHigh"), ("Lower", "Upper"), ("Low", "High")];

    /// <summary>The columns that belong to a column, such as BoundError to Bound; none for most.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="name">The column.</param>
    public static EstimateColumns Of(TableRows rows, string name)
    {
        string? Numeric(string column) => rows.Has(column) && Enumerable.Range(0, rows.Count).Any(row => rows.Number(row, column) is not null) ? column : null;
        bool isEstimate = name.Equals(Array.Find(Estimates, rows.HasValue), StringComparison.OrdinalIgnoreCase);
        string? error = Numeric(name + "StandardError") ?? Numeric(name + "Error") ?? (isEstimate ? Numeric("StandardError") : null);
        foreach (var (low, high) in Limits)
        {
            if (Numeric(name + low) is { } ownLow && Numeric(name + high) is { } ownHigh) return new(error, ownLow, ownHigh);
            if (isEstimate && Numeric(low) is { } lower && Numeric(high) is { } upper) return new(error, lower, upper);
        }

        return new(error, null, null);
    }

    /// <summary>The columns by name.</summary>
    public IEnumerable<string> Names => new[] { Error, Low, High }.OfType<string>();

    /// <summary>The cell of a row; null where the column has no value.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The row, from zero.</param>
    /// <param name="name">The column.</param>
    public TableCell? Cell(TableRows rows, int row, string name)
    {
        double? Finite(string? column) => column is not null && rows.Number(row, column) is { } number && double.IsFinite(number) ? number : null;
        if (rows[row, name] is not { } value) return null;
        if (value.Number is null) return new TableCell(value);
        return Finite(Low) is { } low && Finite(High) is { } high ? new TableCell(value, Finite(Error), low, high) : new TableCell(value, Finite(Error));
    }
}
