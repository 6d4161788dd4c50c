using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Returns the rows of an experiment that Start-MixtureExperiment started.</summary>
/// <remarks>
/// <para>The rows are those of Invoke-MixtureExperiment with the same grid and seed, in the same order, except for the column
/// Seconds. They don't depend on the number of tasks or on interruptions. They stay in the folder, so you can receive them again.</para>
/// <para>Rows of unfinished runs are left out, and a warning states how many are missing. With -RequireComplete, missing runs
/// are an error, and no row is returned. With -Wait, the cmdlet waits until the tasks of the job have ended; without a
/// scheduler, until no run is missing.</para>
/// </remarks>
/// <example>
/// <summary>Summarise the rows of an experiment</summary>
/// <code>$null = Start-MixtureExperiment -Eta 0.1, 1 -N 50 -Method KMeans, EM -Replicate 4 -Seed 1 -Scheduler None -Task 1 -Folder run
/// $null = Invoke-MixtureExperimentPart run -Part 1
/// Receive-MixtureExperiment run | Measure-MixtureExperiment -By Eta, Method</code>
/// <para>The summary has one row for each combination of eta and method.</para>
/// </example>
/// <example>
/// <summary>Save all rows, or none</summary>
/// <code>$null = Start-MixtureExperiment -K 2, 3 -N 50 -Seed 1 -Scheduler None -Task 1 -Folder all
/// $null = Invoke-MixtureExperimentPart all -Part 1
/// Receive-MixtureExperiment all -Wait -RequireComplete | Export-Csv results.csv</code>
/// <para>If runs were missing after the last task, the command would end with the error ExperimentIncomplete.</para>
/// </example>
/// <seealso cref="StartMixtureExperimentCommand"/>
/// <seealso cref="MeasureMixtureExperimentCommand"/>
[Cmdlet(VerbsCommunications.Receive, "MixtureExperiment", HelpUri = HelpPages.Root + "Receive-MixtureExperiment.md")]
[OutputType(typeof(ExperimentRow))]
public sealed class ReceiveMixtureExperimentCommand : FolderCmdlet
{
    /// <summary>Waits until the tasks of the job have ended or, without a scheduler, until no run is missing.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Ends with an error, and returns no row, if runs are missing.</summary>
    [Parameter]
    public SwitchParameter RequireComplete { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = OpenFolder();
        if (Wait && !TryCompute("Waiting for an experiment", (progress, stop) =>
        {
            FolderRows.Wait(folder, stop, progress);
            return folder;
        }, out _)) return;
        if (!TryCompute("Reading an experiment", (progress, stop) => Read(folder, progress, stop), out var read)) return;
        var (definition, journals) = read;
        using (journals)
        {
            long missing = definition.Plan.RunCount - journals.Count;
            Say($"Read {Counted.Of(journals.Count, "run")} of {definition.Plan.RunCount} in '{folder.Path}'");
            if (missing > 0) WriteWarning($"{missing} of {Counted.Of(definition.Plan.RunCount, "run")} {Counted.Agree(missing, "is", "are")} missing: {journals.MissingText()}");
            using var rows = FolderRows.Of(definition, journals).GetEnumerator();
            while (TryCompute("Reading an experiment", (_, _) => rows.MoveNext(), out bool isMore) && isMore) WriteObject(rows.Current);
        }
    }

    private (ExperimentDefinition Definition, FolderJournals Journals) Read(ExperimentFolder folder, IProgress<ProgressReport> progress, CancellationToken stop)
    {
        var definition = folder.Definition(stop);
        var journals = FolderJournals.Read(folder, definition.Plan, null, stop, progress);
        long missing = definition.Plan.RunCount - journals.Count;
        if (missing == 0 || !RequireComplete) return (definition, journals);
        string which = journals.MissingText();
        journals.Dispose();
        throw ClusterError.ExperimentIncomplete(folder.Path, missing, definition.Plan.RunCount, which);
    }
}
