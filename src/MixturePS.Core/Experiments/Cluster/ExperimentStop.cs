using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>Finds the jobs of an experiment that can be cancelled.</summary>
internal static class ExperimentStop
{
    /// <summary>The jobs with tasks that wait or run.</summary>
    /// <exception cref="MixtureException">ExperimentNotFound, NoJob, SchedulerNotFound or SchedulerFailed.</exception>
    public static IReadOnlyList<string> Jobs(ExperimentFolder folder, CancellationToken cancellation)
    {
        var plan = folder.Definition(cancellation).Plan;
        string[] jobs = [.. folder.Submissions.Select(submission => SubmissionRecord.Read(folder, submission, plan, cancellation).Job).OfType<string>()];
        if (jobs.Length == 0) throw ClusterError.NoJob(folder.Path);
        return [.. jobs.Where(job => Slurm.Tasks(job, cancellation).Any(task => task.IsWaiting || task.IsRunning))];
    }
}
