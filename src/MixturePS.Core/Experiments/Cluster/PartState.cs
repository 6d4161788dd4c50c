using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>What the process that runs a part says of itself, in a file that it writes when it begins and when it ends.</summary>
internal sealed record PartState
{
    private const string Format = "MixturePS experiment part";
    private const int Version = 1;

    /// <summary>The computer.</summary>
    public required string Host { get; init; }

    /// <summary>The number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The time at which it began, in UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>The number of lines of the attempt's journal at that time.</summary>
    public required int Recorded { get; init; }

    /// <summary>The time at which it ended, or null if it runs or was killed.</summary>
    public DateTime? Ended { get; init; }

    /// <summary>The exit code, or null.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The id of the error that ended it, or null.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The error message, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Writes the file, which is renamed when complete.</summary>
    /// <exception cref="MixtureException">An error of files.</exception>
    public void Write(string path) => ExperimentFolder.Write(path, Format, Version, json =>
    {
        json.Text("host", Host);
        json.Integer("attempt", Attempt);
        json.Text("started", Text(Started));
        json.Integer("recorded", Recorded);
        if (Ended is { } ended) json.Text("ended", Text(ended));
        if (ExitCode is { } code) json.Integer("exitCode", code);
        if (ErrorId is not null) json.Text("errorId", ErrorId);
        if (Error is not null) json.Text("error", Error);
    });

    /// <summary>Reads the file; null if there is none.</summary>
    /// <exception cref="MixtureException">InvalidExperimentFile or an error of files.</exception>
    public static PartState? Read(string path, CancellationToken cancellation) => !File.Exists(path) ? null
        : ExperimentFolder.Read(path, Format, Version, cancellation, node => new PartState
        {
            Host = node["host"].Text(),
            Attempt = node["attempt"].Count(),
            Started = Time(node["started"]),
            Recorded = node["recorded"].Count(),
            Ended = node.Optional("ended") is { } ended ? Time(ended) : null,
            ExitCode = node.Optional("exitCode")?.Count(),
            ErrorId = node.Optional("errorId")?.Text(),
            Error = node.Optional("error")?.Text(),
        });

    private static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTime Time(Files.JsonNodeReader node) =>
        DateTime.TryParseExact(node.Text(), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : throw node.Fault("it is not a time");
}
