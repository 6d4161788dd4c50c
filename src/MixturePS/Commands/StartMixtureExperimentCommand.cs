using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Starts a simulation experiment on a cluster, or what is missing of it, and returns its progress at once.</summary>
/// <remarks>
/// <para>The grid is that of Invoke-MixtureExperiment, with the same parameters and the same rows for any number of tasks and
/// after any interruption. The cmdlet writes the experiment to -Folder, divides the missing runs into -Task parts, writes a
/// job script and submits it as a job array of Slurm. Get-MixtureExperiment shows the progress, Receive-MixtureExperiment
/// returns the rows, and Stop-MixtureExperiment ends the job. -WhatIf prints the script and writes nothing. With -Scheduler
/// None, the files are written but not submitted; 'sh job-1.sh 3' then runs the third part.</para>
/// <para>Only runs that no journal in the folder has are done. Start the same experiment again, with more or fewer tasks or
/// more time, to run what a time limit, an error or a failed node has left. While tasks of the folder are waiting or running,
/// this is an error. A folder with another experiment is an error, too. Without -Seed, the seed of the folder is used, or
/// else a random seed is drawn. Copy journals of the same experiment into the folder as part-*.jsonl to take over their
/// runs.</para>
/// <para>The parts have similar expected durations. The duration of a run is the mean of finished runs of its combination and
/// method; if there are none, it is estimated from the numbers of documents, words and clusters, the length and the method.
/// Each run, the longest first, goes to the part with the least to do so far.</para>
/// <para>A part that reaches its -TimeLimit, or that the scheduler asks to end (SIGTERM), abandons the runs that it is
/// executing, and ends with exit code 75. All finished runs are in its journal. It ends a tenth of the limit before its end,
/// but at most 30 seconds. A requeued part resumes from its journal. Exit code 0 means that all runs of a part are finished,
/// and 1 that an error ended it; part-*.log has the message.</para>
/// <para>All nodes need the folder, the module and PowerShell at the same paths as this computer. Script blocks are saved as
/// text. They run in other processes, in the current location, and can't use variables of this session, which is an
/// error, or its functions. A line such as '. ./functions.ps1' in a script block loads functions from a file.</para>
/// </remarks>
/// <example>
/// <summary>Write an experiment and its job script</summary>
/// <code>$grid = @{ Eta = 0.1, 1; DocumentLength = 5, 20; K = 3; N = 200; Method = 'KMeans', 'EM'; Replicate = 10; Seed = 2026 }
/// Start-MixtureExperiment @grid -Scheduler None -Task 16 -TimeLimit 01:00:00 -Folder run</code>
/// <para>Without -Scheduler None, the command also submits the script, run/job-1.sh, to Slurm.</para>
/// </example>
/// <example>
/// <summary>Run an experiment in parts without a scheduler</summary>
/// <code>$grid = @{ K = 2, 3; N = 50; Replicate = 4; Seed = 1 }
/// $run = Start-MixtureExperiment @grid -Scheduler None -Task 2 -Folder parts
/// $null = Invoke-MixtureExperimentPart parts -Part 1
/// $null = Invoke-MixtureExperimentPart parts -Part 2
/// $run | Receive-MixtureExperiment | Measure-MixtureExperiment -By K</code>
/// <para>The parts could run at the same time, also on several computers that share the folder.</para>
/// </example>
/// <seealso cref="GetMixtureExperimentCommand"/>
/// <seealso cref="ReceiveMixtureExperimentCommand"/>
/// <seealso cref="StopMixtureExperimentCommand"/>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
[Cmdlet(VerbsLifecycle.Start, "MixtureExperiment", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Start-MixtureExperiment.md")]
[OutputType(typeof(ExperimentStatus))]
public sealed class StartMixtureExperimentCommand : ExperimentGridCmdlet
{
    /// <summary>The folder for all files of the experiment, which is created if it doesn't exist. All nodes must share it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Folder { get; set; } = string.Empty;

    /// <summary>What runs the parts: a job array of Slurm; or None, to write the files only.</summary>
    [Parameter]
    [PSDefaultValue(Value = ExperimentScheduler.Slurm)]
    public ExperimentScheduler Scheduler { get; set; } = ExperimentScheduler.Slurm;

    /// <summary>The number of tasks. There are fewer if fewer runs are missing.</summary>
    [Parameter(Mandatory = true)]
    public WholeNumber Task { get; set; } = 1;

    /// <summary>The time after which a part ends with runs left, such as 01:30:00 or 2.00:00:00 for two days; also the time limit of the job.</summary>
    [Parameter]
    [PSDefaultValue(Help = "That of the partition")]
    public TimeSpan? TimeLimit { get; set; }

    /// <summary>The number of processors of a task, each of which executes one run at a time.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public WholeNumber CpusPerTask { get; set; } = 1;

    /// <summary>The memory of a task, such as 4G.</summary>
    [Parameter]
    [PSDefaultValue(Help = "That of the partition")]
    public string? Memory { get; set; }

    /// <summary>The partition.</summary>
    [Parameter]
    [PSDefaultValue(Help = "That of the cluster")]
    public string? Partition { get; set; }

    /// <summary>The account that the time is charged to.</summary>
    [Parameter]
    [PSDefaultValue(Help = "That of the user")]
    public string? Account { get; set; }

    /// <summary>Further options of sbatch, such as --constraint=avx2. Each becomes a line of the script, after the others.</summary>
    [Parameter]
    public string[] SchedulerOption { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadGrid()) return;
        var folder = new ExperimentFolder(FilePath(Folder));
        var warnings = new Queue<string>();
        if (!TryCompute("Starting an experiment", (progress, stop) => ExperimentSubmission.Prepare(folder, Options(warnings), stop, progress), out var submission)) return;
        while (warnings.TryDequeue(out string? warning)) WriteWarning(warning);
        string size = $"{Counted.Of(submission.RunCount, "run")} in {Counted.Of(submission.PartCount, "part")}";
        if (submission.PartCount == 0) WriteVerbose($"No run is missing in '{folder.Path}'.");
        else
        {
            string action = Scheduler == ExperimentScheduler.None ? "Write" : "Submit";
            if (!ShouldProcess($"{action} {size} in '{folder.Path}':{Environment.NewLine}{submission.Script}", $"{action} {size} in '{folder.Path}'?", "Start-MixtureExperiment")) return;
        }

        if (!TryCompute("Starting an experiment", (progress, stop) =>
        {
            submission.Start(stop);
            return FolderStatus.Of(folder, null, stop, progress);
        }, out var status)) return;
        if (submission.PartCount > 0) Say($"Started {size} in '{folder.Path}'{(status.Job is null ? string.Empty : $" as job {status.Job}")}");
        WriteObject(status);
    }

    private SubmissionOptions Options(Queue<string> warnings)
    {
        var scripts = new ExperimentScripts(ScriptBlock);
        scripts.CheckPortable();
        return new SubmissionOptions
        {
            Values = Values(scripts),
            Seed = Seed?.ToSingle("the experiment"),
            Scheduler = Scheduler,
            Tasks = Task,
            Warn = warnings.Enqueue,
            Job = new JobOptions
            {
                Shell = ShellCommand.Find(),
                Module = Path.Combine(MyInvocation.MyCommand.Module.ModuleBase, "MixturePS.psd1"),
                WorkingDirectory = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
                TimeLimit = TimeLimit,
                CpusPerTask = CpusPerTask,
                Memory = Memory,
                Partition = Partition,
                Account = Account,
                Options = SchedulerOption ?? [],
            },
        };
    }
}
