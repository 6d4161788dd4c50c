using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The progress of an experiment that several processes run.</summary>
public sealed record ExperimentStatus
{
    internal ExperimentStatus()
    {
    }

    /// <summary>The folder of the experiment.</summary>
    public string Folder { get; internal init; } = string.Empty;

    /// <summary>The state: Completed, Running or Pending where any part is, else the worst state of a part.</summary>
    public ExperimentState State { get; internal init; }

    /// <summary>The number of runs.</summary>
    public long RunCount { get; internal init; }

    /// <summary>The number of finished runs.</summary>
    public long DoneCount { get; internal init; }

    /// <summary>The number of finished runs whose method reported an error.</summary>
    public long FailedCount { get; internal init; }

    /// <summary>The number of runs that no journal has.</summary>
    public long MissingCount { get; internal init; }

    /// <summary>The number of runs per second of the parts that are running; null if none has begun.</summary>
    public double? Rate { get; internal init; }

    /// <summary>The expected time until the last part has finished; null if no part is running, or none has finished a run.</summary>
    public TimeSpan? TimeLeft { get; internal init; }

    /// <summary>What runs the parts.</summary>
    public ExperimentScheduler Scheduler { get; internal init; }

    /// <summary>The number of the scheduler's job, or null.</summary>
    public string? Job { get; internal init; }

    /// <summary>The number of the latest submission, from 1; 0 if there is none, because no run was missing.</summary>
    public int Submission { get; internal init; }

    /// <summary>The parts of the latest submission.</summary>
    public IReadOnlyList<ExperimentPart> Parts { get; internal init; } = ReadOnlyValues.Of<ExperimentPart>([]);

    /// <summary>The folder, the state and the counts.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Folder}: {State}, {DoneCount} of {Counted.Of(RunCount, "run")} done, {MissingCount} missing");
}

/// <summary>The progress of a part of an experiment.</summary>
public sealed record ExperimentPart
{
    internal ExperimentPart()
    {
    }

    /// <summary>The number of the part in its submission, from 1.</summary>
    public int Part { get; internal init; }

    /// <summary>The number of the submission, from 1.</summary>
    public int Submission { get; internal init; }

    /// <summary>The state.</summary>
    public ExperimentState State { get; internal init; }

    /// <summary>The number of its runs.</summary>
    public long RunCount { get; internal init; }

    /// <summary>The number of its finished runs.</summary>
    public long DoneCount { get; internal init; }

    /// <summary>The number of its finished runs whose method reported an error.</summary>
    public long FailedCount { get; internal init; }

    /// <summary>The number of its runs that no journal has.</summary>
    public long MissingCount { get; internal init; }

    /// <summary>The number of runs per second since it was last started; null unless it is running.</summary>
    public double? Rate { get; internal init; }

    /// <summary>The expected time until it has finished; null unless it is running and has finished a run.</summary>
    public TimeSpan? TimeLeft { get; internal init; }

    /// <summary>The computer that runs it or ran it last, or null.</summary>
    public string? HostName { get; internal init; }

    /// <summary>The time at which it was last started, or null.</summary>
    public DateTime? Started { get; internal init; }

    /// <summary>The state in the scheduler's words, or null if the scheduler doesn't know the task.</summary>
    public string? SchedulerState { get; internal init; }

    /// <summary>The exit code of its process: 0 if no run is left, 75 if there is more to do, 1 after an error; null if it runs or was killed.</summary>
    public int? ExitCode { get; internal init; }

    /// <summary>The id of the error that ended it, or null.</summary>
    public string? ErrorId { get; internal init; }

    /// <summary>The message of the error that ended it, or null.</summary>
    public string? Error { get; internal init; }

    /// <summary>The part, its state and its counts.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"part {Part}: {State}, {DoneCount} of {RunCount} done");
}
