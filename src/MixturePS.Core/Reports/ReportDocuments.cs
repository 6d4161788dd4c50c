using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Reports;

/// <summary>The documents that a report shows: all, or the notable ones and a sample of the others.</summary>
internal sealed class ReportDocuments
{
    private const int MostPerCluster = 10;
    private const int MostNotable = 10_000;

    // The seed of the sample. It is fixed, so that the same clustering gives the same file.
    private const int SampleSeed = 0;

    /// <summary>The documents, ascending.</summary>
    public required int[] Index { get; init; }

    /// <summary>The most typical documents of each cluster, best first, as positions in <see cref="Index"/>; length K.</summary>
    public required int[][] Typical { get; init; }

    /// <summary>The documents of each cluster with the smallest margins, smallest first, as positions in <see cref="Index"/>; length K.</summary>
    public required int[][] Borderline { get; init; }

    /// <summary>Chooses the documents.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="margins">How clearly the documents belong to their clusters.</param>
    /// <param name="mistakes">Documents to show in any case.</param>
    /// <param name="most">The maximum number of documents.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static ReportDocuments Of(FittedClustering clustering, ReportMargins margins, IReadOnlyList<int> mistakes, int most, CancellationToken cancellation)
    {
        int n = clustering.Dfm.DocumentCount, perCluster = Math.Clamp(Math.Min(MostNotable, most) / 4 / Math.Max(1, clustering.K), 1, MostPerCluster);
        int[][] typical = [], borderline = [];
        if (n > 0)
        {
            var rows = ClusterDocument.Rows(clustering, perCluster, cancellation).ToLookup(row => row.Cluster, row => row.Document);
            typical = [.. clustering.ClusterLabel.Select(label => rows[label].ToArray())];
            borderline = Borderlines(clustering, margins, perCluster, cancellation);
        }

        int[] index = [.. Enumerable.Range(0, n)];
        if (n > most)
        {
            // The notable documents come first, as far as there is room.
            int[] notable = [.. typical.Concat(borderline).SelectMany(documents => documents).Concat(mistakes).Distinct().Take(most)];
            var isShown = notable.ToHashSet();
            int[] others = Array.FindAll(index, i => !isShown.Contains(i));
            int left = most - notable.Length;
            index = [.. notable.Concat(left == 0 ? [] : DocumentSelection.Draw(others, left, new RandomGenerator(new SeedSequence(SampleSeed)))).Order()];
        }

        return new ReportDocuments { Index = index, Typical = Places(typical, index), Borderline = Places(borderline, index) };
    }

    /// <summary>The position of a document among those that are shown; negative if it isn't.</summary>
    public int PlaceOf(int document) => Array.BinarySearch(Index, document);

    private static int[][] Places(int[][] documents, int[] index) =>
        Array.ConvertAll(documents, list => list.Select(document => Array.BinarySearch(index, document)).Where(place => place >= 0).ToArray());

    private static int[][] Borderlines(FittedClustering clustering, ReportMargins margins, int most, CancellationToken cancellation)
    {
        if (clustering.K == 1) return [[]];
        int[] rows = clustering.CenterRows();
        double[] length = clustering.Dfm.DocumentLength();
        var queues = Enumerable.Range(0, clustering.K).Select(_ => new PriorityQueue<int, (double, int)>()).ToArray();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < rows.Length; i++)
        {
            point.Pass(0);

            // A document without tokens says nothing about a border.
            if (length[i] == 0) continue;
            var priority = (-margins.Margin[i], -i);
            if (queues[rows[i]].Count < most) queues[rows[i]].Enqueue(i, priority);
            else queues[rows[i]].EnqueueDequeue(i, priority);
        }

        return Array.ConvertAll(queues, queue =>
        {
            var result = new int[queue.Count];
            for (int rank = result.Length - 1; rank >= 0; rank--) result[rank] = queue.Dequeue();
            return result;
        });
    }
}
