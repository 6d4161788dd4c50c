using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>A submission of an experiment: the runs of each part, and the job that runs them.</summary>
internal sealed record SubmissionRecord
{
    private const string Format = "MixturePS experiment parts";
    private const int Version = 1;

    /// <summary>The number of the submission, from 1.</summary>
    public required int Submission { get; init; }

    /// <summary>The fingerprint of the plan.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What runs the parts.</summary>
    public required ExperimentScheduler Scheduler { get; init; }

    /// <summary>The scheduler's number of the job, or null.</summary>
    public string? Job { get; init; }

    /// <summary>The time after which a part stops itself, or null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The runs of each part, in the order in which they are started.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Parts { get; init; }

    /// <summary>Writes the file, which is renamed when complete.</summary>
    /// <exception cref="MixtureException">An error of files.</exception>
    public void Write(ExperimentFolder folder) => ExperimentFolder.Write(folder.PartsPath(Submission), Format, Version, json =>
    {
        json.Text("fingerprint", Fingerprint);
        json.Text("scheduler", Scheduler.ToString());
        if (Job is not null) json.Text("job", Job);
        json.Optional("timeLimit", TimeLimit?.TotalSeconds);
        json.Object("parts", () =>
        {
            for (int part = 0; part < Parts.Count; part++) json.Integers((part + 1).ToString(CultureInfo.InvariantCulture), Parts[part]);
        });
    });

    /// <summary>Reads the file.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="submission">The number of the submission.</param>
    /// <param name="plan">The plan of the experiment.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">InvalidExperimentFile or an error of files.</exception>
    public static SubmissionRecord Read(ExperimentFolder folder, int submission, ExperimentPlan plan, CancellationToken cancellation) =>
        ExperimentFolder.Read(folder.PartsPath(submission), Format, Version, cancellation, node =>
        {
            if (node["fingerprint"].Text() != plan.Fingerprint) throw node.Fault("it belongs to another experiment");
            return new SubmissionRecord
            {
                Submission = submission,
                Fingerprint = plan.Fingerprint,
                Scheduler = node["scheduler"].Choice<ExperimentScheduler>(),
                Job = node.Optional("job")?.Text(),
                TimeLimit = node.Optional("timeLimit") is { } seconds ? TimeSpan.FromSeconds(seconds.Number()) : null,
                Parts = [.. node["parts"].Members().Select(part => part.Value.Array(null, run => run.Integer(0, plan.RunCount - 1)))],
            };
        });
}
