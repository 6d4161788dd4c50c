namespace MixturePS.Core.Experiments;

/// <summary>A cell of a table: a value, with its standard error and its interval where they are known.</summary>
/// <param name="Value">The value.</param>
/// <param name="Error">The standard error, or null.</param>
/// <param name="Low">The lower limit of the interval, or null.</param>
/// <param name="High">The upper limit.</param>
internal sealed record TableCell(TableValue Value, double? Error = null, double? Low = null, double? High = null)
{
    /// <summary>Whether the value is the best of those that it is compared with.</summary>
    public bool IsBest { get; set; }
}

/// <summary>A column of a table.</summary>
/// <param name="Heading">The headings from the top level to the lowest one; columns with equal beginnings share them.</param>
/// <param name="Cells">The cells from top to bottom; null where there is no value.</param>
/// <param name="Format">How its numbers are written; null for a column of text.</param>
internal sealed record TableColumn(IReadOnlyList<string> Heading, IReadOnlyList<TableCell?> Cells, NumberFormat? Format)
{
    /// <summary>Whether a column is numeric: it has a value, and every value is a number.</summary>
    public static bool IsNumeric(IEnumerable<TableCell?> cells)
    {
        bool has = false;
        foreach (var cell in cells)
        {
            if (cell is null) continue;
            if (cell.Value.Number is null) return false;
            has = true;
        }

        return has;
    }
}

/// <summary>A table for a document.</summary>
/// <param name="Columns">The columns from left to right, with as many headings each as there are levels.</param>
/// <param name="RowCount">The number of rows below the headings.</param>
/// <param name="Options">The caption, the label, and whether intervals are shown.</param>
internal sealed record ResultTable(IReadOnlyList<TableColumn> Columns, int RowCount, TableOptions Options)
{
    /// <summary>The number of levels of headings.</summary>
    public int Levels => Columns.Count == 0 ? 0 : Columns[0].Heading.Count;

    /// <summary>The headings of a level, each with the number of columns that it spans; a blank one spans one column.</summary>
    /// <param name="level">The level, from zero at the top.</param>
    public IEnumerable<(string Text, int First, int Count)> Spans(int level)
    {
        for (int first = 0; first < Columns.Count;)
        {
            var path = Columns[first].Heading;
            int end = first + 1;
            if (level < Levels - 1 && path[level].Length > 0)
                while (end < Columns.Count && Columns[end].Heading.Take(level + 1).SequenceEqual(path.Take(level + 1))) end++;
            yield return (path[level], first, end - first);
            first = end;
        }
    }
}
