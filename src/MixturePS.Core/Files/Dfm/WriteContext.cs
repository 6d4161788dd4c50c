using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The state shared by all writers of an export.</summary>
/// <param name="Dfm">The DFM to write.</param>
/// <param name="Files">The destination of the files.</param>
/// <param name="Options">The options.</param>
/// <param name="Progress">Receives progress, or null.</param>
/// <param name="Cancellation">The cancellation token.</param>
internal sealed record WriteContext(Dfm Dfm, IFileSink Files, DfmWriteOptions Options, IProgress<ProgressReport>? Progress, CancellationToken Cancellation)
{
    /// <summary>The weighting to save in the sidecar file; null for counts.</summary>
    public DfmWeighting? Weighting => Dfm.Weighting.IsCount ? null : Dfm.Weighting;

    /// <summary>The true clusters, or null if they are unknown or there are no documents.</summary>
    public int[]? KnownCluster => Dfm.KnownCluster is { Count: > 0 } known ? [.. known] : null;

    /// <summary>The names of the true clusters, or null.</summary>
    public IReadOnlyList<string>? KnownClusterName => Dfm.KnownCluster is { Count: > 0 } ? Dfm.KnownClusterName : null;

    /// <summary>Whether every word occurs, and first occurrences are in the order of the vocabulary.</summary>
    public bool HasWordsInOrder()
    {
        int next = 0;
        for (int i = 0; i < Dfm.DocumentCount; i++)
        {
            CheckPeriodically(i);
            var columns = Dfm.Matrix.RowColumns(i);
            var values = Dfm.Matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++)
            {
                if (values[p] == 0 || columns[p] < next) continue;
                if (columns[p] > next) return false;
                next++;
            }
        }

        return next == Dfm.FeatureCount;
    }

    /// <summary>Checks the cancellation token every 4096 iterations of a loop with short iterations.</summary>
    public void CheckPeriodically(int iteration)
    {
        if ((iteration & 0xFFF) == 0) Cancellation.Check();
    }

    /// <summary>Checks the cancellation token and reports progress; called before each document.</summary>
    public void BeginDocument(int document)
    {
        Cancellation.Check();
        if ((document & 0x3FF) == 0) Progress?.Report(new("writing", (double)document / Dfm.DocumentCount));
    }
}
