using System.Numerics;
using System.Security.Cryptography;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>What is to be started.</summary>
internal sealed record SubmissionOptions
{
    /// <summary>The values of the grid.</summary>
    public required ExperimentValues Values { get; init; }

    /// <summary>The seed, zero or more; null for that of the folder, or fresh entropy.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>What runs the parts.</summary>
    public ExperimentScheduler Scheduler { get; init; }

    /// <summary>The maximum number of parts, at least 1.</summary>
    public int Tasks { get; init; } = 1;

    /// <summary>The options of the job.</summary>
    public required JobOptions Job { get; init; }

    /// <summary>Receives warnings, or null.</summary>
    public Action<string>? Warn { get; init; }
}

/// <summary>
/// The missing runs of an experiment, divided into parts, before anything is written: the runs that no journal in the folder has,
/// shared out by their expected cost.
/// </summary>
internal sealed class ExperimentSubmission
{
    private readonly ExperimentFolder _folder;
    private readonly SubmissionOptions _options;
    private readonly ExperimentDefinition _definition;
    private readonly SubmissionRecord? _record;

    private ExperimentSubmission(ExperimentFolder folder, SubmissionOptions options, ExperimentDefinition definition, SubmissionRecord? record, string script) =>
        (_folder, _options, _definition, _record, Script) = (folder, options, definition, record, script);

    /// <summary>The number of runs to do.</summary>
    public long RunCount => _record?.Parts.Sum(part => (long)part.Count) ?? 0;

    /// <summary>The number of parts; 0 if no run is missing.</summary>
    public int PartCount => _record?.Parts.Count ?? 0;

    /// <summary>The job script; empty if no run is missing.</summary>
    public string Script { get; }

    /// <summary>Reads the folder and divides what is missing; writes nothing.</summary>
    /// <exception cref="MixtureException">ExperimentMismatch, ExperimentRunning, InvalidSeed, any error of the values, a journal, the scheduler or files.</exception>
    public static ExperimentSubmission Prepare(ExperimentFolder folder, SubmissionOptions options, CancellationToken cancellation, IProgress<ProgressReport>? progress = null)
    {
        if (options.Seed is { Sign: < 0 } negative) throw MixtureError.InvalidSeed($"{negative} is negative", negative);
        Option.AtLeast(options.Tasks, 1, "Task");
        Option.AtLeast(options.Job.CpusPerTask, 1, "CpusPerTask");
        if (options.Job.TimeLimit is { } limit && limit < TimeSpan.FromSeconds(1)) throw MixtureError.InvalidOption("TimeLimit", $"must be at least a second, such as 01:30:00 for one and a half hours; it is {limit}", limit);
        var known = folder.Exists ? folder.Definition(cancellation) : null;
        var definition = ExperimentDefinition.Create(options.Values, options.Seed ?? known?.Plan.Seed ?? new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true));
        if (known is not null)
        {
            var differences = definition.Differences(known);
            if (differences.Count > 0) throw ClusterError.ExperimentMismatch(folder.Path, string.Join("; ", differences));
            if (known.Header.ModuleVersion != ExperimentHeader.ThisVersion)
                options.Warn?.Invoke($"The experiment in '{folder.Path}' was started by version {known.Header.ModuleVersion} of the module and this is version {ExperimentHeader.ThisVersion}; their results may differ.");
            RefuseRunning(folder, known.Plan, options, cancellation);
            definition = known;
        }

        using var journals = FolderJournals.Read(folder, definition.Plan, null, cancellation, progress);
        var costs = journals.Costs;
        int submission = folder.LastSubmission + 1;
        var parts = RunDivision.Divide(journals.Missing, run => costs[run], options.Tasks);
        if (parts.Count == 0) return new ExperimentSubmission(folder, options, definition, null, string.Empty);
        var record = new SubmissionRecord { Submission = submission, Fingerprint = definition.Plan.Fingerprint, Scheduler = options.Scheduler, TimeLimit = options.Job.TimeLimit, Parts = parts };
        return new ExperimentSubmission(folder, options, definition, record, JobScript.Text(folder, submission, parts.Count, parts.Sum(part => (long)part.Count), options.Job));
    }

    /// <summary>Writes the files and submits the job.</summary>
    /// <exception cref="MixtureException">FolderInUse, SchedulerNotFound, SchedulerFailed or an error of files. What this submission wrote is removed if the scheduler rejects it.</exception>
    public void Start(CancellationToken cancellation)
    {
        if (_record is null) return;
        if (_options.Scheduler == ExperimentScheduler.Slurm) Slurm.Check();
        using var own = _folder.Lock();

        // Another command may have started the experiment since the folder was read.
        if (_folder.LastSubmission >= _record.Submission) throw ClusterError.FolderInUse(_folder.Path);
        if (!_folder.Exists) _definition.Write(_folder.DefinitionPath);
        _record.Write(_folder);
        string script = _folder.ScriptPath(_record.Submission);
        WriteScript(script);
        if (_options.Scheduler != ExperimentScheduler.Slurm) return;
        string job;
        try
        {
            job = Slurm.Submit(script, cancellation);
        }
        catch
        {
            File.Delete(_folder.PartsPath(_record.Submission));
            File.Delete(script);
            throw;
        }

        (_record with { Job = job }).Write(_folder);
    }

    // The tasks of all earlier jobs of the folder; without a scheduler, nobody knows whether a part that began still runs.
    private static void RefuseRunning(ExperimentFolder folder, ExperimentPlan plan, SubmissionOptions options, CancellationToken cancellation)
    {
        foreach (int submission in folder.Submissions)
        {
            var record = SubmissionRecord.Read(folder, submission, plan, cancellation);
            if (record.Job is not null)
            {
                int busy = TasksOf(record.Job, options, cancellation).Count(task => task.IsWaiting || task.IsRunning);
                if (busy > 0) throw ClusterError.ExperimentRunning(folder.Path, record.Job, busy);
            }
            else
            {
                int begun = Enumerable.Range(1, record.Parts.Count).Count(part => PartState.Read(folder.StatePath(submission, part), cancellation) is { Ended: null });
                if (begun > 0) options.Warn?.Invoke($"{Counted.Of(begun, "part")} of submission {submission} began and didn't end. If {Counted.Agree(begun, "it still runs", "they still run")}, some runs will be done twice, with the same results.");
            }
        }
    }

    // Without a scheduler, a folder may have been copied from a cluster.
    private static IReadOnlyList<SchedulerTask> TasksOf(string job, SubmissionOptions options, CancellationToken cancellation)
    {
        try
        {
            return Slurm.Tasks(job, cancellation);
        }
        catch (MixtureException error) when (error.Id == "SchedulerNotFound" && options.Scheduler == ExperimentScheduler.None)
        {
            return [];
        }
    }

    private void WriteScript(string path)
    {
        using var files = new Files.FileTransaction(overwrite: true);
        using (var stream = files.Create(path))
        using (var text = new StreamWriter(stream)) text.Write(Script);
        files.Commit();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
    }
}
