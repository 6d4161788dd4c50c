using System.Globalization;

namespace MixturePS.Core.Agreement;

/// <summary>The chosen cells of an assignment: cell p is in row Rows[p] and column Columns[p].</summary>
/// <param name="Rows">The row of each chosen cell, ascending; length min(rows, columns).</param>
/// <param name="Columns">The column of each chosen cell; length min(rows, columns).</param>
/// <param name="Cost">The sum of the chosen cells.</param>
internal sealed record LinearAssignmentResult(IReadOnlyList<int> Rows, IReadOnlyList<int> Columns, double Cost)
{
    /// <summary>The number of chosen cells and their sum.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows.Count} cells with sum {Cost:R}");
}
