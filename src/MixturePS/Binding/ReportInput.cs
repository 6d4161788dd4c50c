using System.Collections;
using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Experiments;
using MixturePS.Core.Reports;

namespace MixturePS.Binding;

/// <summary>Collects the input of a report: one clustering, or the rows of an experiment.</summary>
internal sealed class ReportInput
{
    /// <summary>What became of an object.</summary>
    public enum Outcome
    {
        /// <summary>It was added.</summary>
        Added,

        /// <summary>It is neither a clustering nor a row.</summary>
        Unknown,

        /// <summary>It is another clustering.</summary>
        Second,

        /// <summary>A clustering and rows can't be in the same report.</summary>
        Mixed,
    }

    /// <summary>The clustering, or null.</summary>
    public FittedClustering? Clustering { get; private set; }

    /// <summary>The rows.</summary>
    public RunTable Rows { get; } = new();

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => Clustering is null && Rows.Count == 0;

    /// <summary>Adds a clustering, a row, or each row of a list.</summary>
    /// <param name="input">The object.</param>
    /// <param name="stop">The cancellation token.</param>
    public Outcome Add(PSObject input, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (input.BaseObject is IList list and not IDictionary)
        {
            foreach (object? item in list)
                if (item is not null && Add(PSObject.AsPSObject(item), stop) is not Outcome.Added and var outcome) return outcome;
            return Outcome.Added;
        }

        if (LiveObjectConverter.Restore(input) is { } live) input = PSObject.AsPSObject(live);
        switch (input.BaseObject)
        {
            case FittedClustering when Clustering is not null:
                return Outcome.Second;
            case FittedClustering when Rows.Count > 0:
                return Outcome.Mixed;
            case FittedClustering clustering:
                Clustering = clustering;
                return Outcome.Added;
            case ExperimentRow or PSCustomObject or IDictionary when Clustering is not null:
                return Outcome.Mixed;
            case IDictionary table:
                Rows.Add(table.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create(entry.Key.ToString() ?? string.Empty, ExperimentColumns.Plain(entry.Value))));
                return Outcome.Added;
            case ExperimentRow or PSCustomObject:
                Rows.Add(input.Properties.Where(property => property.IsGettable).Select(property => KeyValuePair.Create(property.Name, ExperimentColumns.Plain(property.Value))));
                return Outcome.Added;
            default:
                return Outcome.Unknown;
        }
    }
}
