using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;

namespace MixturePS.Commands;

/// <summary>Cancels the job of an experiment that Start-MixtureExperiment started.</summary>
/// <remarks>
/// <para>The tasks that run are asked to end, and all finished runs stay in the folder. Start the experiment again to run what is
/// missing. A job that has ended is left alone.</para>
/// <para>An experiment that was started with -Scheduler None has no job, which is an error: end its processes where they
/// run.</para>
/// </remarks>
/// <example>
/// <summary>Cancel an experiment</summary>
/// <code>$run = Start-MixtureExperiment -K 2, 3 -N 50 -Seed 1 -Scheduler None -Task 1 -Folder run
/// if ($run.Job) { $run | Stop-MixtureExperiment }
/// Get-MixtureExperiment run</code>
/// <para>This experiment has no job, because it has no scheduler.</para>
/// </example>
/// <example>
/// <summary>Cancel all experiments below a folder</summary>
/// <code>$null = New-Item runs -ItemType Directory -Force
/// $running = Get-ChildItem runs -Directory | Get-MixtureExperiment | Where-Object Job | Where-Object State -In Pending, Running
/// $stopped = $running | Stop-MixtureExperiment</code>
/// <para>Stop-MixtureExperiment -WhatIf shows the jobs.</para>
/// </example>
/// <seealso cref="StartMixtureExperimentCommand"/>
/// <seealso cref="GetMixtureExperimentCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "MixtureExperiment", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Stop-MixtureExperiment.md")]
public sealed class StopMixtureExperimentCommand : FolderCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = OpenFolder();
        WriteVerbose($"Looking for jobs of '{folder.Path}'.");
        if (!TryCompute("Stopping an experiment", (_, stop) => ExperimentStop.Jobs(folder, stop), out var jobs)) return;
        if (jobs.Count == 0) WriteVerbose("No task is waiting or running.");
        foreach (string job in jobs)
        {
            if (!ShouldProcess($"job {job} of '{folder.Path}'", "Cancel")) continue;
            if (!TryCompute("Stopping an experiment", (_, stop) =>
            {
                Slurm.Cancel(job, stop);
                return job;
            }, out _)) return;
            Say($"Cancelled job {job} of '{folder.Path}'");
        }
    }
}
