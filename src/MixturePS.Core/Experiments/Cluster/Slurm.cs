using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>A task of a job as the scheduler reports it.</summary>
/// <param name="Part">The part of the experiment that the task runs.</param>
/// <param name="State">The scheduler's word.</param>
/// <param name="Host">The computer, or null.</param>
internal sealed record SchedulerTask(int Part, string State, string? Host)
{
    private static readonly HashSet<string> Waiting = new(StringComparer.Ordinal) { "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SPECIAL_EXIT" };
    private static readonly HashSet<string> Busy = new(StringComparer.Ordinal) { "RUNNING", "CONFIGURING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT", "RESIZING" };

    /// <summary>Whether the task waits.</summary>
    public bool IsWaiting => Waiting.Contains(State);

    /// <summary>Whether the task runs.</summary>
    public bool IsRunning => Busy.Contains(State);
}

/// <summary>Slurm's commands.</summary>
internal static partial class Slurm
{
    private const string Submitting = "sbatch", Queue = "squeue", Accounting = "sacct", Cancelling = "scancel";
    private const string Format = "--format=%i|%T|%N";

    /// <summary>Checks, before anything is written, that jobs can be submitted.</summary>
    /// <exception cref="MixtureException">SchedulerNotFound.</exception>
    public static void Check()
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            if (File.Exists(Path.Combine(folder, Submitting)) || File.Exists(Path.Combine(folder, Submitting + ".exe"))) return;
        throw ClusterError.SchedulerNotFound(Submitting);
    }

    /// <summary>Submits a job script.</summary>
    /// <returns>The number of the job.</returns>
    /// <exception cref="MixtureException">SchedulerNotFound or SchedulerFailed.</exception>
    public static string Submit(string script, CancellationToken cancellation)
    {
        var (code, output, words) = Run(Submitting, ["--parsable", script], cancellation);
        string job = output.Trim().Split(';')[0];
        return code == 0 && job.Length > 0 && job.All(char.IsAsciiDigit) ? job : throw ClusterError.SchedulerFailed(Submitting, code, words.Length > 0 ? words : output.Trim());
    }

    /// <summary>The tasks of a job that the scheduler knows; those that ended long ago only if it keeps accounts.</summary>
    /// <exception cref="MixtureException">SchedulerNotFound or SchedulerFailed.</exception>
    public static IReadOnlyList<SchedulerTask> Tasks(string job, CancellationToken cancellation)
    {
        var (code, output, words) = Run(Queue, ["--noheader", "--array", "--states=all", $"--jobs={job}", Format], cancellation);

        // A job that ended some minutes ago is unknown to the queue.
        if (code != 0 && !words.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase)) throw ClusterError.SchedulerFailed(Queue, code, words);
        var tasks = Parse(job, output);
        if (tasks.Count > 0) return tasks;
        try
        {
            (code, output, _) = Run(Accounting, ["--noheader", "--parsable2", "--allocations", "--array", $"--jobs={job}", "--format=JobID,State,NodeList"], cancellation);
            return code == 0 ? Parse(job, output) : [];
        }
        catch (MixtureException error) when (error.Id == "SchedulerNotFound")
        {
            return [];
        }
    }

    /// <summary>Cancels a job.</summary>
    /// <exception cref="MixtureException">SchedulerNotFound or SchedulerFailed.</exception>
    public static void Cancel(string job, CancellationToken cancellation)
    {
        var (code, _, words) = Run(Cancelling, [job], cancellation);
        if (code != 0) throw ClusterError.SchedulerFailed(Cancelling, code, words);
    }

    /// <summary>Reads lines such as <c>12_3|RUNNING|node7</c>; a state may have words after it, as in "CANCELLED by 0".</summary>
    internal static IReadOnlyList<SchedulerTask> Parse(string job, string output) =>
    [
        .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Line().Match(line))
            .Where(line => line.Success && line.Groups[1].Value == job)
            .Select(line => new SchedulerTask(int.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture), line.Groups[3].Value, line.Groups[4].Value is { Length: > 0 } host and not "None assigned" ? host : null)),
    ];

    private static (int Code, string Output, string Words) Run(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using var process = Started(start);
        using var ending = cancellation.Register(() => process.Kill());
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var words = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, output.Result, string.Join(' ', words.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw ClusterError.SchedulerNotFound(start.FileName);
        }
    }

    [GeneratedRegex(@"^([0-9]+)_([0-9]+)\|([A-Z_]+)[^|]*\|(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
