using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Random;

namespace MixturePS.Core.Shards;

/// <summary>A sample of the documents of shards in memory, from which a fit starts.</summary>
internal static class ShardSample
{
    // Enough for seeding; more per cluster only where clusters are many.
    private const int LeastDocuments = 20_000;
    private const int DocumentsPerCluster = 100;

    /// <summary>The number of documents of the sample: 20,000, or 100 per cluster if that is more; all of them if there are fewer.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="k">The number of clusters.</param>
    public static int Size(Dfm dfm, int k) => (int)Math.Min(dfm.DocumentCount, Math.Max(LeastDocuments, DocumentsPerCluster * (long)k));

    /// <summary>Draws documents without replacement, in their order.</summary>
    /// <param name="dfm">The documents, whose cells are in shards.</param>
    /// <param name="size">The number of documents to draw.</param>
    /// <param name="seed">The seed; the documents depend on it and on their number alone.</param>
    /// <param name="progress">Receives the share of the shards that were read; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static Dfm Draw(Dfm dfm, int size, BigInteger seed, Action<double>? progress, CancellationToken cancellation)
    {
        int[] chosen = size == dfm.DocumentCount ? [.. Enumerable.Range(0, size)] : RandomGenerator.FromSeed(seed).Permutation(dfm.DocumentCount, cancellation)[..size];
        Array.Sort(chosen);
        var parts = new List<SparseMatrix>();
        var first = dfm.Shards!.FirstDocument;
        for (int shard = 0, at = 0; shard < dfm.ShardCount; shard++)
        {
            int from = at;
            while (at < chosen.Length && chosen[at] < first[shard + 1]) at++;
            progress?.Invoke((double)shard / dfm.ShardCount);
            if (at == from) continue;
            var rows = Array.ConvertAll(chosen[from..at], document => document - first[shard]);
            parts.Add(RowSelection.Take(dfm.Shards.Load(shard, cancellation).Matrix, rows, cancellation));
        }

        return new Dfm(RowSelection.Join(parts.Select(part => (part, 0, part.RowCount)), dfm.FeatureCount), dfm.Vocabulary, dfm.Weighting, null, null, check: false);
    }
}
