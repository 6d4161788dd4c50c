using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>The rows of an experiment that several processes ran, in the order of the grid, as one process would return them.</summary>
internal static class FolderRows
{
    private const int MostFailures = 10;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5), LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The rows that the journals have.</summary>
    /// <param name="definition">The experiment.</param>
    /// <param name="journals">The journals.</param>
    public static IEnumerable<ExperimentRow> Of(ExperimentDefinition definition, FolderJournals journals)
    {
        var plan = definition.Plan;
        foreach (var cell in definition.Grid.Cells)
        {
            for (int replicate = 0; replicate < plan.Replicates; replicate++)
            {
                foreach (var method in definition.Grid.Methods)
                {
                    long run = plan.Run(plan.Task(plan.Rank(cell.Key), replicate), plan.Rank(method));
                    if (journals.Has(run)) yield return journals.Row(run);
                }
            }
        }
    }

    /// <summary>Waits until no run is missing or, if a scheduler runs the parts, none of them waits or runs.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="progress">Receives the progress, or null.</param>
    /// <exception cref="MixtureException">As <see cref="FolderStatus.Of"/>.</exception>
    public static void Wait(ExperimentFolder folder, CancellationToken cancellation, IProgress<ProgressReport>? progress)
    {
        var wait = FirstWait;
        int failures = 0;
        while (true)
        {
            // A controller that is restarted doesn't answer for a while.
            MixtureException? silent = null;
            var status = FolderStatus.Of(folder, error => silent = error.Id == "SchedulerFailed" ? error : throw error, cancellation);
            failures = silent is null ? 0 : failures + 1;
            if (failures > MostFailures) throw silent!;
            progress?.Report(new ProgressReport($"{status.DoneCount} of {Counted.Of(status.RunCount, "run")}, {status.FailedCount} failed", (double)status.DoneCount / Math.Max(1, status.RunCount)));
            bool isOver = status.MissingCount == 0 || (silent is null && status.Job is not null && status.State is not (ExperimentState.Running or ExperimentState.Pending));
            if (isOver) return;
            cancellation.WaitHandle.WaitOne(wait);
            cancellation.Check();
            wait = wait * 1.5 > LongestWait ? LongestWait : wait * 1.5;
        }
    }
}
