using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Experiments;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>
/// Reads the columns of an experiment's rows, which are original objects or text from a file. A number equals its text,
/// and empty text equals null.
/// </summary>
internal static class ExperimentColumns
{
    /// <summary>The columns that runs are grouped by unless others are named, in the order of a table.</summary>
    public static readonly string[] Factors = [.. ExperimentRow.Factors.Select(column => column.Name), nameof(ExperimentRow.Method)];

    /// <summary>The parameters of methods.</summary>
    public static readonly string[] Parameters = [.. ExperimentRow.ColumnsOf(ExperimentColumnKind.Method).Select(column => column.Name)];

    /// <summary>A text that is equal for runs on the same documents only: the same cell, replicate and seed.</summary>
    /// <exception cref="RecordException">The row has neither the replicate nor the seed.</exception>
    public static string Documents(PSObject row) => RunPairs.ReplicateColumns.Any(name => Has(row, name))
        ? RunGroups.Text(RunPairs.DocumentColumns.Select(name => Has(row, name) ? Value(row, name) : null))
        : throw new RecordException(ErrorCatalogue.MissingColumn(RunPairs.ReplicateColumns[0], row));

    /// <summary>Whether a row has a column.</summary>
    public static bool Has(PSObject row, string name) => row.BaseObject is IDictionary table ? table.Contains(name) : row.Properties[name] is not null;

    /// <summary>A value: a whole or other number if it can be parsed as one, otherwise text, or null.</summary>
    /// <exception cref="RecordException">The column doesn't exist.</exception>
    public static object? Value(PSObject row, string name)
    {
        if (!Has(row, name)) throw new RecordException(ErrorCatalogue.MissingColumn(name, row));
        return Plain(row.BaseObject is IDictionary table ? table[name] : row.Properties[name].Value);
    }

    /// <summary>A cell as a whole or other number if it can be parsed as one, otherwise as text, or null.</summary>
    public static object? Plain(object? value)
    {
        value = PSValue.Unwrap(value);
        if (value is null or "") return null;
        return PSValue.TryNumber(value, out double number) ? Plain(number) : PSValue.Text(value);
    }

    /// <summary>A number, or null if the cell is empty.</summary>
    /// <exception cref="RecordException">The column doesn't exist, or it contains text.</exception>
    public static double? Number(PSObject row, string name) => Value(row, name) switch
    {
        null => null,
        string text => throw new RecordException(ErrorCatalogue.NotANumber(name, text)),
        var number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
    };

    private static object Plain(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e15 ? (long)number : number;
}
