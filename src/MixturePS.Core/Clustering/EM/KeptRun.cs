namespace MixturePS.Core.Clustering;

/// <summary>Keeps the start with the greatest objective, the first of equals, in whatever order starts end; the others' memory is let go.</summary>
internal sealed class KeptRun
{
    private readonly object _lock = new();

    /// <summary>The number of the start that is kept.</summary>
    public int Start { get; private set; }

    /// <summary>The start that is kept, or null before one was offered.</summary>
    public MixtureEMRun? Run { get; private set; }

    /// <summary>Keeps a start if it is better than the one before.</summary>
    public void Offer(MixtureEMRun run, int start)
    {
        lock (_lock)
        {
            if (Run is not null && (run.Objective < Run.Objective || (run.Objective == Run.Objective && start > Start))) return;
            (Run, Start) = (run, start);
        }
    }
}
