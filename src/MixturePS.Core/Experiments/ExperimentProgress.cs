using System.Diagnostics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>Counts finished runs, without those from the journal, and reports the rate per second.</summary>
internal sealed class ExperimentProgress(IProgress<ProgressReport>? progress, long runs)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _done;
    private long _failed;

    public void Add(ExperimentTask task)
    {
        foreach (var row in task.Rows)
        {
            if (row is null) continue;
            _done++;
            if (row.Error is not null) _failed++;
        }
    }

    public void Report()
    {
        double seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        progress?.Report(new ProgressReport($"{_done} of {runs} runs, {_failed} failed, {_done / Math.Max(seconds, 1e-3):0.#} a second", runs > 0 ? (double)_done / runs : 1));
    }
}
