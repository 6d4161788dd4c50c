using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>Creates rows whose columns are known only at run time.</summary>
internal static class FlatRow
{
    /// <summary>The type name of a summary of runs.</summary>
    public const string ExperimentSummary = "MixturePS.ExperimentSummary";

    /// <summary>The type name of a search for a target.</summary>
    public const string ExperimentTarget = "MixturePS.ExperimentTarget";

    /// <summary>A row of key columns followed by figures.</summary>
    /// <param name="type">The type name by which views recognise such rows.</param>
    /// <param name="columns">The names of the key columns.</param>
    /// <param name="key">The values of the key columns; same length.</param>
    /// <param name="figures">The other columns.</param>
    public static PSObject Create(string type, IReadOnlyList<string> columns, object?[] key, IEnumerable<(string Name, object? Value)> figures)
    {
        var row = new PSObject();
        row.TypeNames.Insert(0, type);
        for (int c = 0; c < columns.Count; c++) row.Properties.Add(new PSNoteProperty(columns[c], key[c]));
        foreach (var (name, value) in figures) row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }
}
