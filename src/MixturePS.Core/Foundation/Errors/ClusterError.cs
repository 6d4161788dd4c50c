namespace MixturePS.Core.Foundation;

/// <summary>Errors of experiments that several processes run: one factory per id.</summary>
internal static class ClusterError
{
    /// <summary>A folder has no experiment.</summary>
    /// <remarks>Check the path, or start an experiment there with Start-MixtureExperiment.</remarks>
    public static MixtureException ExperimentNotFound(string path) => new(
        "ExperimentNotFound", $"The folder '{path}' has no experiment. Check the path, or start one there with Start-MixtureExperiment.", path);

    /// <summary>A folder has an experiment with another grid, seed or code.</summary>
    /// <remarks>Give another folder, or the parameters that the experiment was started with. Parameters that only add values need a new folder, too.</remarks>
    public static MixtureException ExperimentMismatch(string path, string what) => new(
        "ExperimentMismatch", $"The folder '{path}' has another experiment: {what}. Give another folder, or the parameters that it was started with.", path);

    /// <summary>The jobs of an experiment are waiting or running.</summary>
    /// <remarks>Wait for them with Receive-MixtureExperiment -Wait, or end them with Stop-MixtureExperiment.</remarks>
    public static MixtureException ExperimentRunning(string path, string job, int tasks) => new(
        "ExperimentRunning",
        $"{Counted.Of(tasks, "task")} of job {job} in '{path}' {Counted.Agree(tasks, "is", "are")} waiting or running. Wait for {Counted.Agree(tasks, "it", "them")} with Receive-MixtureExperiment -Wait, or end {Counted.Agree(tasks, "it", "them")} with Stop-MixtureExperiment.", path);

    /// <summary>Another command is starting the same experiment at the same time.</summary>
    /// <remarks>Wait for that command, and look at the experiment with Get-MixtureExperiment.</remarks>
    public static MixtureException FolderInUse(string path) => new(
        "FolderInUse", $"Another Start-MixtureExperiment is using the folder '{path}'. Wait for it to end, and look at the experiment with Get-MixtureExperiment.", path);

    /// <summary>A file in the folder of an experiment is damaged or was changed.</summary>
    /// <remarks>Restore the file. If it is experiment.json, start the experiment in a new folder and copy the journals there.</remarks>
    public static MixtureException InvalidExperimentFile(string path, string what) => new(
        "InvalidExperimentFile", $"The file '{path}' doesn't have the expected content: {what.TrimEnd('.')}. Restore it, or start the experiment in a new folder and copy the journals there.", path);

    /// <summary>A part of an experiment doesn't exist.</summary>
    /// <remarks>Give the number of a submission and one of its parts; Get-MixtureExperiment lists them.</remarks>
    public static MixtureException NoSuchPart(string path, string what) => new(
        "NoSuchPart", $"The experiment in '{path}' has no {what}. Get-MixtureExperiment lists the parts.", path);

    /// <summary>The commands of the scheduler aren't on the path.</summary>
    /// <remarks>Run the command on a login node of the cluster, or write the files only with -Scheduler None.</remarks>
    public static MixtureException SchedulerNotFound(string program) => new(
        "SchedulerNotFound", $"There is no '{program}' on the path. Run the command on a login node of the cluster, or write the files only with -Scheduler None.", program);

    /// <summary>The scheduler rejected a job or a query; the message has its own words.</summary>
    /// <remarks>Correct the option that the scheduler names.</remarks>
    public static MixtureException SchedulerFailed(string program, int exitCode, string words) => new(
        "SchedulerFailed", $"{program} failed with exit code {exitCode}: {(words.Length > 0 ? words : "it gave no reason")}", program);

    /// <summary>An experiment was started without a scheduler, so there is no job to end.</summary>
    /// <remarks>End the processes of the parts where they run; their journals stay intact.</remarks>
    public static MixtureException NoJob(string path) => new(
        "NoJob", $"The experiment in '{path}' was started without a scheduler. End the processes of its parts where they run.", path);

    /// <summary>No variable of a job array is set.</summary>
    /// <remarks>Run the command in a task of a job array, or give the part itself.</remarks>
    public static MixtureException NoArrayTask() => new(
        "NoArrayTask", "This process is not a task of a job array: SLURM_ARRAY_TASK_ID, PBS_ARRAY_INDEX and JOB_COMPLETION_INDEX aren't set. Give the part itself.", null);

    /// <summary>The scheduler says the number of a task, but not how many there are.</summary>
    /// <remarks>Set the environment variable MIXTUREPS_TASK_COUNT to the number of tasks.</remarks>
    public static MixtureException NoTaskCount() => new(
        "NoTaskCount", "The scheduler doesn't say how many tasks there are. Set the environment variable MIXTUREPS_TASK_COUNT to their number.", null);

    /// <summary>The variables of a job array contradict each other or aren't numbers.</summary>
    /// <remarks>Use consecutive task numbers, or set MIXTUREPS_TASK_COUNT to the number of tasks and number them from 1.</remarks>
    public static MixtureException InvalidArrayTask(string what) => new(
        "InvalidArrayTask", $"The variables of the job array can't be used: {what}. Use consecutive task numbers, or set MIXTUREPS_TASK_COUNT to the number of tasks and number them from 1.", null);

    /// <summary>Runs of an experiment are missing, and -RequireComplete was given.</summary>
    /// <remarks>Wait for the parts, or run what is missing with Start-MixtureExperiment.</remarks>
    public static MixtureException ExperimentIncomplete(string path, long missing, long runs, string which) => new(
        "ExperimentIncomplete", $"{missing} of {Counted.Of(runs, "run")} of the experiment in '{path}' {Counted.Agree(missing, "is", "are")} missing: {which}. Run what is missing with Start-MixtureExperiment.", path);

    /// <summary>A script block uses a variable of the session, which other processes don't have.</summary>
    /// <remarks>Assign the variable in the script block, for example by reading a file.</remarks>
    public static MixtureException ScriptNotPortable(string name, string variable) => new(
        "ScriptNotPortable", $"The script block '{name}' uses {variable}, which is not assigned in it. The parts run in other processes, which don't have the variables of this session. Assign it in the script block, or read it from a file there.", name);
}
