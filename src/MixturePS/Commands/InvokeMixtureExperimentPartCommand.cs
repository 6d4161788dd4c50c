using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Runs a part of an experiment that Start-MixtureExperiment started.</summary>
/// <remarks>
/// <para>The job scripts of Start-MixtureExperiment call this cmdlet. Call it yourself to run the parts where there is no Slurm:
/// on several computers that share the folder, in an indexed job of Kubernetes, or in containers.</para>
/// <para>The runs of the part that no journal of it has are done, the longest first, and each finished run is on disk before the
/// next begins. If the process is asked to end (SIGTERM) or the time limit of the experiment is near, the runs that are
/// being executed are abandoned. The output is the part with ExitCode: 0 if no run is left, and 75 if there is more to do. Call
/// the cmdlet again to resume. If another process is running the same part, this one writes a journal of its own; both get the
/// same results.</para>
/// <para>Without -Part, the cmdlet uses the number of the task of a job array: SLURM_ARRAY_TASK_ID, PBS_ARRAY_INDEX, or
/// JOB_COMPLETION_INDEX + 1.</para>
/// </remarks>
/// <example>
/// <summary>Run both parts of an experiment</summary>
/// <code>$null = Start-MixtureExperiment -K 2, 3 -N 50 -Replicate 4 -Seed 1 -Scheduler None -Task 2 -Folder run
/// Invoke-MixtureExperimentPart run -Part 1
/// Invoke-MixtureExperimentPart run -Part 2</code>
/// <para>Each command returns a part with the numbers of its runs.</para>
/// </example>
/// <example>
/// <summary>Take the part from the environment, as in an indexed job of Kubernetes</summary>
/// <code>$null = Start-MixtureExperiment -K 2, 3 -N 50 -Replicate 4 -Seed 1 -Scheduler None -Task 2 -Folder indexed
/// $env:JOB_COMPLETION_INDEX = 1
/// (Invoke-MixtureExperimentPart indexed).Part
/// Remove-Item Env:JOB_COMPLETION_INDEX</code>
/// <para>Kubernetes numbers its tasks from 0, so this is part 2.</para>
/// </example>
/// <seealso cref="StartMixtureExperimentCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureExperimentPart", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-MixtureExperimentPart.md")]
[OutputType(typeof(ExperimentPart))]
public sealed class InvokeMixtureExperimentPartCommand : FolderCmdlet
{
    /// <summary>The number of the part, from 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "The task of the job array")]
    public WholeNumber? Part { get; set; }

    /// <summary>The number of the submission, from 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "The latest")]
    public WholeNumber? Submission { get; set; }

    /// <summary>The maximum number of parallel runs. No row depends on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "SLURM_CPUS_PER_TASK, or else one per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var folder = OpenFolder();
        if (!TryCompute("Experiment", (_, stop) => folder.Definition(stop), out var definition)) return;
        if (!ShouldProcess(folder.Path, "Invoke-MixtureExperimentPart")) return;
        var warnings = new Queue<string>();
        bool isDone = TryCompute("Experiment", (progress, stop) =>
        {
            var scripts = ExperimentScripts.Restore(definition.Scripts);
            return PartRunner.Run(folder, definition, new PartOptions
            {
                Submission = Submission,
                Part = Part,
                ThrottleLimit = ThrottleLimit,
                External = scripts.Methods.Count > 0 ? scripts.Run : null,
                Warn = warnings.Enqueue,
                Progress = progress,
            }, stop);
        }, out var part);
        while (warnings.TryDequeue(out string? warning)) WriteWarning(warning);
        if (!isDone) return;
        Say($"Finished {part!.DoneCount} of {Counted.Of(part.RunCount, "run")} of part {part.Part} in '{folder.Path}'");
        WriteObject(part);
    }
}
