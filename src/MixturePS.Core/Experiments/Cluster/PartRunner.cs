using System.Runtime.InteropServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The options of running a part of an experiment's folder.</summary>
internal sealed record PartOptions
{
    /// <summary>The submission, or null for the latest.</summary>
    public int? Submission { get; init; }

    /// <summary>The part, or null for the task of a job array that this process is.</summary>
    public int? Part { get; init; }

    /// <summary>The maximum number of concurrent runs; zero or less for SLURM_CPUS_PER_TASK, or else one per core.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>Runs a custom method, as for <see cref="ExperimentRunOptions.External"/>.</summary>
    public Func<ExperimentMethod, Dfm, long, ExperimentOutcome>? External { get; init; }

    /// <summary>Receives warnings about the journal, or null.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Receives the progress, or null.</summary>
    public IProgress<ProgressReport>? Progress { get; init; }

    /// <summary>The value of an environment variable, or null.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
}

/// <summary>
/// Runs a part of an experiment until its runs are finished, its time is over or the process is asked to end. The runs that are
/// being executed then are abandoned; all finished ones are in the journal.
/// </summary>
internal static class PartRunner
{
    /// <summary>The exit code after all runs.</summary>
    public const int Done = 0;

    /// <summary>The exit code after an error.</summary>
    public const int Error = 1;

    /// <summary>The exit code if runs are left: EX_TEMPFAIL of sysexits.h, a failure after which to try again.</summary>
    public const int MoreToDo = 75;

    /// <summary>The variable with the time at which the job script began, in seconds since 1970.</summary>
    public const string Started = "MIXTUREPS_STARTED";

    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30), ShortestMargin = TimeSpan.FromSeconds(0.5);

    /// <summary>Runs a part.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="definition">The experiment in it.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The part after the last run, with the exit code.</returns>
    /// <exception cref="MixtureException">NoSuchPart, NoArrayTask, or an error of the journal or of files.</exception>
    public static ExperimentPart Run(ExperimentFolder folder, ExperimentDefinition definition, PartOptions options, CancellationToken cancellation)
    {
        int submission = options.Submission ?? folder.LastSubmission;
        if (!folder.Submissions.Contains(submission)) throw ClusterError.NoSuchPart(folder.Path, $"submission {submission}");
        var record = SubmissionRecord.Read(folder, submission, definition.Plan, cancellation);
        long part = options.Part ?? ArrayTask.Number(options.Variable) ?? throw ClusterError.NoArrayTask();
        if (part < 1 || part > record.Parts.Count) throw ClusterError.NoSuchPart(folder.Path, $"part {part} in submission {submission}, which has {Counted.Of(record.Parts.Count, "part")}");
        return Run(folder, definition, record, (int)part, options, cancellation);
    }

    /// <summary>The time after which a part stops itself, so that it ends before its limit: the limit less a tenth of it, but at most half a minute.</summary>
    public static TimeSpan StopAfter(TimeSpan limit)
    {
        var margin = limit / 10;
        return limit - (margin > LongestMargin ? LongestMargin : margin < ShortestMargin ? ShortestMargin : margin);
    }

    private static ExperimentPart Run(ExperimentFolder folder, ExperimentDefinition definition, SubmissionRecord record, int part, PartOptions options, CancellationToken cancellation)
    {
        string path = folder.StatePath(record.Submission, part);
        var state = new PartState { Host = Environment.MachineName, Attempt = 1, Started = DateTime.UtcNow, Recorded = 0 };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            ending.Cancel();
        });
        if (record.TimeLimit is { } limit)
        {
            var left = StopAfter(limit) - Elapsed(options);
            ending.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        try
        {
            // The runner keeps the journal locked until the state is written.
            using var runner = Open(folder, definition, record, part, options, ending.Token, out int attempt);
            state = state with { Attempt = attempt, Recorded = runner.RecordedCount };
            state.Write(path);
            try
            {
                foreach (var _ in runner.Rows())
                {
                }
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // The finished runs are recorded below.
            }

            runner.Stop();
            return End(attempt, runner.Recorded);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The time was over before the journal was read.
            cancellation.ThrowIfCancellationRequested();
            return End(0, []);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            TryWrite(state with { Ended = DateTime.UtcNow, ExitCode = Error, ErrorId = (error as MixtureException)?.Id ?? error.GetType().Name, Error = error.Message }, path);
            throw;
        }

        ExperimentPart End(int attempt, IEnumerable<(long Run, bool IsFailed)> recorded)
        {
            var ended = recorded.ToDictionary(run => run.Run, run => run.IsFailed);
            Read(folder, record, part, except: attempt, (_, run, row) => ended[run] = row.Error is not null, CancellationToken.None);
            int done = ended.Count, failed = ended.Values.Count(isFailed => isFailed);
            int runs = record.Parts[part - 1].Count;
            state = state with { Ended = DateTime.UtcNow, ExitCode = done < runs ? MoreToDo : Done };
            state.Write(path);
            cancellation.ThrowIfCancellationRequested();
            return new ExperimentPart
            {
                Part = part,
                Submission = record.Submission,
                State = done < runs ? ExperimentState.OutOfTime : ExperimentState.Completed,
                RunCount = runs,
                DoneCount = done,
                FailedCount = failed,
                MissingCount = runs - done,
                HostName = state.Host,
                Started = state.Started.ToLocalTime(),
                ExitCode = state.ExitCode,
            };
        }
    }

    // The first journal that no other process holds, with the runs that no other journal of the part has.
    private static ExperimentRunner Open(ExperimentFolder folder, ExperimentDefinition definition, SubmissionRecord record, int part, PartOptions options, CancellationToken cancellation, out int attempt)
    {
        for (attempt = 1; ; attempt++)
        {
            var others = new HashSet<long>();
            Read(folder, record, part, except: attempt, (_, run, _) => others.Add(run), cancellation);
            try
            {
                return new ExperimentRunner(definition.Grid, new ExperimentRunOptions
                {
                    Seed = definition.Plan.Seed,
                    Journal = folder.JournalPath(record.Submission, part, attempt),
                    Runs = [.. record.Parts[part - 1].Where(run => !others.Contains(run))],
                    ThrottleLimit = options.ThrottleLimit > 0 ? options.ThrottleLimit : Cpus(options),
                    External = options.External,
                    Warn = options.Warn,
                    Progress = options.Progress,
                }, cancellation);
            }
            catch (MixtureException error) when (error.Id == "JournalInUse" && attempt < ExperimentFolder.MostAttempts)
            {
                options.Warn?.Invoke(error.Message + " This attempt writes a journal of its own.");
            }
        }
    }

    private static void Read(ExperimentFolder folder, SubmissionRecord record, int part, int except, Action<ExperimentJournal, long, ExperimentRow> seen, CancellationToken cancellation)
    {
        for (int attempt = 1; attempt <= ExperimentFolder.MostAttempts; attempt++)
        {
            string path = folder.JournalPath(record.Submission, part, attempt);
            if (attempt != except && File.Exists(path)) ExperimentJournal.OpenShared(path, seen, cancellation)?.Dispose();
        }
    }

    private static void TryWrite(PartState state, string path)
    {
        try
        {
            state.Write(path);
        }
        catch (MixtureException)
        {
            // The disk may be full; the first error is the one to report.
        }
    }

    private static TimeSpan Elapsed(PartOptions options) => NumberText.TryWhole(options.Variable(Started) ?? string.Empty, out long seconds) && seconds is > 0 and < 1L << 36
        ? DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(seconds) : TimeSpan.Zero;

    private static int Cpus(PartOptions options) => NumberText.TryWhole(options.Variable("SLURM_CPUS_PER_TASK") ?? string.Empty, out long cpus) && cpus is > 0 and <= int.MaxValue ? (int)cpus : 0;
}
