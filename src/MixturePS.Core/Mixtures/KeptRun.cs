namespace MixturePS.Core.Mixtures;

/// <summary>Keeps the start with the greatest objective, the first of equals, in whatever order starts end; the others' memory is let go.</summary>
internal sealed class KeptRun
{
    private readonly object _lock = new();
    private int _start = int.MaxValue;

    /// <summary>The start that is kept, or null before one was offered.</summary>
    public MixtureEMRun? Run { get; private set; }

    /// <summary>Keeps a start if it is better than the one before.</summary>
    public void Offer(MixtureEMRun run, int start)
    {
        lock (_lock)
        {
            if (Run is not null && (run.Objective < Run.Objective || (run.Objective == Run.Objective && start > _start))) return;
            (Run, _start) = (run, start);
        }
    }
}
