using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The progress of an experiment, from its journals, from what the parts say of themselves, and from the scheduler.</summary>
internal static class FolderStatus
{
    // The most important state comes first.
    private static readonly ExperimentState[] Order =
        [ExperimentState.Running, ExperimentState.Pending, ExperimentState.Failed, ExperimentState.Interrupted, ExperimentState.Cancelled, ExperimentState.OutOfTime, ExperimentState.Completed];

    /// <summary>Reads the progress.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fault">Receives the error of each journal that can't be read, whose runs count as missing, and of the scheduler; null to throw it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="progress">Receives the progress of reading, or null.</param>
    /// <exception cref="MixtureException">ExperimentNotFound, InvalidExperimentFile, SchedulerFailed, an error of a journal or of files.</exception>
    public static ExperimentStatus Of(ExperimentFolder folder, Action<MixtureException>? fault, CancellationToken cancellation, IProgress<ProgressReport>? progress = null)
    {
        var plan = folder.Definition(cancellation).Plan;
        int submission = folder.LastSubmission;
        var record = submission == 0 ? null : SubmissionRecord.Read(folder, submission, plan, cancellation);
        var tasks = record?.Job is null ? null : SchedulerTasks(record.Job, fault, cancellation)?.ToDictionary(task => task.Part);
        var faults = new Dictionary<(int Submission, int Part), MixtureException>();
        using var journals = FolderJournals.Read(folder, plan, fault is null ? null : (path, error) =>
        {
            if (ExperimentFolder.PartOf(path) is { } part) faults.TryAdd(part, error);
            fault(error);
        }, cancellation, progress);
        var costs = journals.Costs;
        var now = DateTime.UtcNow;
        var parts = new List<ExperimentPart>();
        var left = new List<double?>();
        for (int i = 1; i <= (record?.Parts.Count ?? 0); i++)
        {
            var own = faults.GetValueOrDefault((submission, i));
            var (part, speed) = Part(folder, record!, i, journals, costs, tasks is not null, tasks?.GetValueOrDefault(i), own, now, cancellation);
            parts.Add(part);
            left.Add(speed);
        }

        var shown = WithTimes(parts, left, part => record!.Parts[part - 1].Where(run => !journals.Has(run)).Sum(run => costs[run]));
        bool isRunning = shown.Any(part => part.State == ExperimentState.Running);
        long missing = plan.RunCount - journals.Count;
        return new ExperimentStatus
        {
            Folder = folder.Path,
            State = missing == 0 ? ExperimentState.Completed : Order.FirstOrDefault(state => shown.Any(part => part.State == state), ExperimentState.Pending),
            RunCount = plan.RunCount,
            DoneCount = journals.Count,
            FailedCount = journals.FailedCount,
            MissingCount = missing,
            Rate = isRunning && shown.Any(part => part.Rate is not null) ? shown.Sum(part => part.Rate ?? 0) : null,
            TimeLeft = isRunning ? shown.Where(part => part.TimeLeft is not null).Max(part => part.TimeLeft) : null,
            Scheduler = record?.Scheduler ?? ExperimentScheduler.None,
            Job = record?.Job,
            Submission = submission,
            Parts = ReadOnlyValues.Of(shown),
        };
    }

    /// <summary>
    /// The time left of each running part: the expected cost of its missing runs, divided by the cost that it finishes per second;
    /// the mean of the others for a part that has finished none.
    /// </summary>
    /// <param name="parts">The parts.</param>
    /// <param name="speeds">The cost per second of each, or null.</param>
    /// <param name="cost">The cost of the missing runs of a part.</param>
    internal static ExperimentPart[] WithTimes(IReadOnlyList<ExperimentPart> parts, IReadOnlyList<double?> speeds, Func<int, double> cost)
    {
        double? mean = speeds.Average();
        return [.. parts.Select((part, i) => part.State is ExperimentState.Running && (speeds[i] ?? mean) is { } speed and > 0 ? part with { TimeLeft = Seconds(cost(part.Part) / speed) } : part)];

        static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(Math.Ceiling(Math.Min(seconds, 1e9)));
    }

    /// <summary>The state of a part.</summary>
    /// <param name="missing">The number of its missing runs.</param>
    /// <param name="own">What its process says, or null.</param>
    /// <param name="isAsked">Whether a scheduler was asked.</param>
    /// <param name="task">The scheduler's task, or null if it doesn't know it.</param>
    internal static ExperimentState StateOf(long missing, PartState? own, bool isAsked, SchedulerTask? task)
    {
        if (missing == 0) return ExperimentState.Completed;
        if (task is { IsWaiting: true }) return ExperimentState.Pending;
        if (task is { IsRunning: true }) return ExperimentState.Running;
        if (task is { State: "CANCELLED" }) return ExperimentState.Cancelled;
        if (task is { State: "TIMEOUT" or "DEADLINE" or "PREEMPTED" }) return ExperimentState.OutOfTime;
        if (own?.ExitCode is { } code) return code == PartRunner.MoreToDo ? ExperimentState.OutOfTime : code == PartRunner.Done ? ExperimentState.Interrupted : ExperimentState.Failed;
        if (!isAsked) return own is null ? ExperimentState.Pending : ExperimentState.Running;
        return own is null && task is { State: "FAILED" or "BOOT_FAIL" } ? ExperimentState.Failed : ExperimentState.Interrupted;
    }

    // A folder may have been copied from a cluster, and a controller may be down for a while.
    private static IReadOnlyList<SchedulerTask>? SchedulerTasks(string job, Action<MixtureException>? fault, CancellationToken cancellation)
    {
        try
        {
            return Slurm.Tasks(job, cancellation);
        }
        catch (MixtureException error) when (error.Id == "SchedulerNotFound")
        {
            return null;
        }
        catch (MixtureException error) when (error.Id == "SchedulerFailed" && fault is not null)
        {
            fault(error);
            return null;
        }
    }

    private static (ExperimentPart Part, double? Speed) Part(
        ExperimentFolder folder, SubmissionRecord record, int number, FolderJournals journals, RunCosts costs, bool isAsked, SchedulerTask? task, MixtureException? fault, DateTime now, CancellationToken cancellation)
    {
        var own = PartState.Read(folder.StatePath(record.Submission, number), cancellation);
        var runs = record.Parts[number - 1];
        long done = runs.LongCount(journals.Has);
        var state = StateOf(runs.Count - done, own, isAsked, task);
        if (fault is not null && state is not (ExperimentState.Running or ExperimentState.Pending)) state = ExperimentState.Failed;
        double? rate = null, speed = null;
        if (state == ExperimentState.Running && own is not null)
        {
            var since = journals.RunsIn(folder.JournalPath(record.Submission, number, own.Attempt)).Skip(own.Recorded).ToList();
            double seconds = Math.Max((now - own.Started).TotalSeconds, 1e-3);
            rate = since.Count / seconds;
            if (since.Count > 0) speed = since.Sum(run => costs[run]) / seconds;
        }

        return (new ExperimentPart
        {
            Part = number,
            Submission = record.Submission,
            State = state,
            RunCount = runs.Count,
            DoneCount = done,
            FailedCount = runs.LongCount(journals.IsFailed),
            MissingCount = runs.Count - done,
            Rate = rate,
            HostName = task?.Host ?? own?.Host,
            Started = own?.Started.ToLocalTime(),
            SchedulerState = task?.State,
            ExitCode = state == ExperimentState.Running ? null : own?.ExitCode,
            ErrorId = state == ExperimentState.Running ? null : fault?.Id ?? own?.ErrorId,
            Error = state == ExperimentState.Running ? null : fault?.Message ?? own?.Error,
        }, speed);
    }
}
