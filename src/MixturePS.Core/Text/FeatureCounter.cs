using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Counts the document frequency and the total count of each feature.</summary>
internal sealed class FeatureCounter(List<DocumentBatch> batches, int ids, bool withTotal, int threads, CancellationToken cancellation)
{
    // Each part has its own counters, so there should be many more cells than counters.
    private const int CellsPerCounter = 8;

    /// <summary>The document frequency and, if requested, the total count of each id.</summary>
    public (int[] Frequency, long[]? Total) Count()
    {
        long cells = batches.Sum(batch => (long)batch.Rows.Length);
        int parts = (int)Math.Clamp(cells / CellsPerCounter / Math.Max(1, ids), 1, threads);
        var counts = new (int[] Frequency, long[]? Total)[parts];
        Foundation.ParallelBlocks.Run(parts, 1, threads, cancellation, (part, _, _) => counts[part] = CountPart(part, parts));
        var (frequency, total) = counts[0];
        foreach (var (moreFrequency, moreTotal) in counts.AsSpan(1))
        {
            for (int id = 0; id < ids; id++)
            {
                frequency[id] += moreFrequency[id];
                if (total is not null) total[id] += moreTotal![id];
            }
        }

        return (frequency, total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int[] Frequency, long[]? Total) CountPart(int part, int parts)
    {
        int[] frequency = new int[ids];
        long[]? total = withTotal ? new long[ids] : null;
        for (int b = part; b < batches.Count; b += parts)
        {
            cancellation.Check();
            int[] rows = batches[b].Rows;
            for (int at = 0; at < rows.Length;)
            {
                int id = RowCounter.Read(rows, ref at, out int count);
                frequency[id]++;
                if (total is not null) total[id] += count;
            }
        }

        return (frequency, total);
    }
}
