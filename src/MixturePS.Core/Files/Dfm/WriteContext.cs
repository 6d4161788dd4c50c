using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>What all writers of one export share.</summary>
/// <param name="Dfm">What is written.</param>
/// <param name="Files">Where the files go.</param>
/// <param name="Options">How they are written.</param>
/// <param name="Progress">Told how far writing has come, or null.</param>
/// <param name="Cancellation">Ends writing early.</param>
internal sealed record WriteContext(Dfm Dfm, IFileSink Files, DfmWriteOptions Options, IProgress<ProgressReport>? Progress, CancellationToken Cancellation)
{
    /// <summary>What is said of the cells beside the file: nothing of counts.</summary>
    public DfmWeighting? Weighting => Dfm.Weighting.IsCount ? null : Dfm.Weighting;

    /// <summary>The true clusters, or null where they aren't known or there are no documents.</summary>
    public int[]? KnownCluster => Dfm.KnownCluster is { Count: > 0 } known ? [.. known] : null;

    /// <summary>The names of the true clusters, or null.</summary>
    public IReadOnlyList<string>? KnownClusterName => Dfm.KnownCluster is { Count: > 0 } ? Dfm.KnownClusterName : null;

    /// <summary>Whether documents have all words, and as they come in them for the first time the words are in their order.</summary>
    public bool HasWordsInOrder()
    {
        int next = 0;
        for (int i = 0; i < Dfm.DocumentCount; i++)
        {
            Stride(i);
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

    /// <summary>To be called in each turn of a loop whose turns are short.</summary>
    public void Stride(int turn)
    {
        if ((turn & 0xFFF) == 0) Cancellation.Check();
    }

    /// <summary>To be called before each document.</summary>
    public void Step(int document)
    {
        Cancellation.Check();
        if ((document & 0x3FF) == 0) Progress?.Report(new("writing", (double)document / Dfm.DocumentCount));
    }
}
