using System.Globalization;
using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>What a job script needs beside the experiment.</summary>
internal sealed record JobOptions
{
    /// <summary>The program that runs PowerShell, followed by its leading arguments.</summary>
    public required IReadOnlyList<string> Shell { get; init; }

    /// <summary>The path of the module's manifest.</summary>
    public required string Module { get; init; }

    /// <summary>The folder in which the parts begin.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The time after which a part stops itself, or null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The number of processors of a task, at least 1.</summary>
    public int CpusPerTask { get; init; } = 1;

    /// <summary>The memory of a task in the scheduler's words, or null.</summary>
    public string? Memory { get; init; }

    /// <summary>The partition, or null.</summary>
    public string? Partition { get; init; }

    /// <summary>The account, or null.</summary>
    public string? Account { get; init; }

    /// <summary>Further options of sbatch.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}

/// <summary>The script of a job array, each of whose tasks runs a part. A shell can also run it with the number of a part.</summary>
internal static class JobScript
{
    // The scheduler may send the signal up to a minute too early, and a part watches its limit itself.
    private static readonly TimeSpan ShortestSignalled = TimeSpan.FromMinutes(10);

    /// <summary>The text of a script.</summary>
    /// <param name="folder">The folder of the experiment.</param>
    /// <param name="submission">The number of the submission.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="runs">The number of runs.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static string Text(ExperimentFolder folder, int submission, int parts, long runs, JobOptions options)
    {
        Check("Folder", folder.Path);
        Check("The current location", options.WorkingDirectory);
        var text = new StringBuilder("#!/bin/sh\n");
        text.Append(CultureInfo.InvariantCulture, $"# {Counted.Of(runs, "run")} in {Counted.Of(parts, "part")}, written by Start-MixtureExperiment. Without a scheduler: sh job-{submission}.sh PART\n");
        Add("job-name", $"mixtureps-{Path.GetFileName(folder.Path.TrimEnd(Path.DirectorySeparatorChar))}");
        Add("array", FormattableString.Invariant($"1-{parts}"));
        if (options.TimeLimit is { } limit) Add("time", FormattableString.Invariant($"{(int)limit.TotalDays}-{limit.Hours:00}:{limit.Minutes:00}:{limit.Seconds:00}"));
        if (options.TimeLimit is null || options.TimeLimit >= ShortestSignalled) Add("signal", "B:TERM@60");
        text.Append("#SBATCH --requeue\n");
        Add("open-mode", "append");
        Add("cpus-per-task", options.CpusPerTask.ToString(CultureInfo.InvariantCulture));
        Optional("mem", "Memory", options.Memory);
        Optional("partition", "Partition", options.Partition);
        Optional("account", "Account", options.Account);
        Add("chdir", options.WorkingDirectory);
        Add("output", Path.Combine(folder.Path.Replace("%", "%%", StringComparison.Ordinal), Path.GetFileName(folder.LogPath(submission))));
        foreach (string option in options.Options)
        {
            Check("SchedulerOption", option);
            text.Append("#SBATCH ").Append(option.StartsWith('-') ? option : throw MixtureError.InvalidOption("SchedulerOption", $"must be options of sbatch, such as --constraint=avx2; '{option}' is none", option)).Append('\n');
        }

        string command = $"Import-Module {Quoted(options.Module)}; $part = Invoke-MixtureExperimentPart {Quoted(folder.Path)} -Submission {submission.ToString(CultureInfo.InvariantCulture)}";
        text.Append(CultureInfo.InvariantCulture, $"{PartRunner.Started}=$(date +%s)\nNO_COLOR=1\nexport {PartRunner.Started} NO_COLOR\nexec ");
        foreach (string word in options.Shell) text.Append(ShellQuoted(word)).Append(' ');
        text.Append("-NoProfile -NonInteractive -Command ").Append(ShellQuoted("$ErrorActionPreference = 'Stop'; " + command)).Append("\"${1:+ -Part $1}\"").Append(ShellQuoted("; $part; exit $part.ExitCode")).Append('\n');
        return text.ToString();

        void Add(string name, string value) => text.Append("#SBATCH --").Append(name).Append('=').Append(value.Contains(' ', StringComparison.Ordinal) ? $"\"{value}\"" : value).Append('\n');

        void Optional(string name, string parameter, string? value)
        {
            if (value is null) return;
            Check(parameter, value);
            if (value.Length == 0 || value.Contains(' ', StringComparison.Ordinal)) throw MixtureError.InvalidOption(parameter, $"must be a word of the scheduler; it is '{value}'", value);
            Add(name, value);
        }
    }

    private static void Check(string parameter, string value)
    {
        if (value.Any(char.IsControl)) throw MixtureError.InvalidOption(parameter, "must be on one line", value);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string ShellQuoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
