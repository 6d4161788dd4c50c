using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Returns the progress of an experiment that Start-MixtureExperiment started.</summary>
/// <remarks>
/// <para>The output is one object with the numbers of finished, failed and missing runs, the rate and the time left, and the
/// property Parts with the parts of the latest submission. A failed run is one whose method reported an error; it is
/// finished, and is not repeated. The numbers come from the journals, which are read while the parts write them, so the
/// cmdlet can be used at any time and on any computer that has the folder.</para>
/// <para>The state of a part comes from Slurm (squeue, and sacct where it keeps accounts) and from a file that the part writes
/// when it begins and ends. Without a scheduler, a part that was killed is shown as running.</para>
/// <para>The rate is the number of runs per second since the running parts were last started. The time left depends on the
/// expected durations of the missing runs, because combinations differ by large factors.</para>
/// </remarks>
/// <example>
/// <summary>Show the progress of an experiment</summary>
/// <code>$null = Start-MixtureExperiment -K 2, 3 -N 50 -Replicate 4 -Seed 1 -Scheduler None -Task 2 -Folder run
/// $null = Invoke-MixtureExperimentPart run -Part 1
/// Get-MixtureExperiment run</code>
/// <para>The first part is completed, and the second has not begun.</para>
/// </example>
/// <example>
/// <summary>List the parts that aren't completed</summary>
/// <code>$null = Start-MixtureExperiment -K 2, 3 -N 50 -Replicate 4 -Seed 1 -Scheduler None -Task 4 -Folder list
/// (Get-MixtureExperiment list).Parts | Where-Object State -NE Completed | Format-Table Part, State, MissingCount</code>
/// <para>The table has one row per part.</para>
/// </example>
/// <seealso cref="StartMixtureExperimentCommand"/>
/// <seealso cref="ReceiveMixtureExperimentCommand"/>
[Cmdlet(VerbsCommon.Get, "MixtureExperiment", HelpUri = HelpPages.Root + "Get-MixtureExperiment.md")]
[OutputType(typeof(ExperimentStatus))]
public sealed class GetMixtureExperimentCommand : FolderCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = OpenFolder();
        var faults = new List<MixtureException>();
        if (!TryCompute("Reading an experiment", (progress, stop) => FolderStatus.Of(folder, faults.Add, stop, progress), out var status)) return;
        foreach (var fault in faults) WriteError(ErrorCatalogue.From(fault));
        Say($"Read {Counted.Of(status.DoneCount, "run")} of {status.RunCount} in '{folder.Path}'");
        WriteObject(status);
    }
}
