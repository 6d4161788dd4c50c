using System.Collections.Concurrent;
using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>
/// Draws documents from a mixture model on a stream made for speed. The result doesn't depend on the number of threads.
/// </summary>
/// <remarks>
/// <para>The stream: two 64-bit words w0 and w1 of the given generator make the number w0 + 2^64 w1. Documents are divided
/// into blocks of 1,024, and block b draws from PCG64 seeded with that number and the spawn key (b), as
/// <c>SeedSequence(number, spawn_key=(b,))</c>: first the lengths of its documents, if they are random, then for each
/// document its cluster and its row (<see cref="FastDfmBlockSampler"/>).</para>
/// <para>A cluster is drawn from an alias table of alpha. A row is drawn from an alias table of all possible rows if they
/// are few compared with the documents; else token by token from an alias table of the words if the mean length is at most
/// eight tokens per word; else by one binomial draw per word.</para>
/// </remarks>
internal static class FastDfmSampler
{
    private const int BlockSize = 1024;
    private const int PartSize = 128;

    /// <summary>Draws documents.</summary>
    /// <param name="model">The model, of K clusters over J words.</param>
    /// <param name="documents">The number of documents, n, zero or more.</param>
    /// <param name="length">The document lengths in tokens.</param>
    /// <param name="generator">The generator that seeds the blocks, which is advanced by two words.</param>
    /// <param name="threads">The maximum number of threads, zero for one per core; the result doesn't depend on it.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The counts, n x J, with the true cluster of each document.</returns>
    /// <exception cref="MixtureException">InvalidSize or DocumentLengthCountMismatch, before anything is drawn.</exception>
    public static Dfm Sample(MixtureModel model, int documents, DocumentLength length, RandomGenerator generator, int threads = 0, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (documents < 0) throw MixtureError.InvalidSize("The number of documents", documents);
        length.Check(documents);
        model.RequireSingle("a sample of clusters");
        progress?.Report(new ProgressReport("drawing documents", double.NaN));
        BigInteger seed = generator.NextUInt64();
        seed += (BigInteger)generator.NextUInt64() << 64;
        var clusters = LargeArray.Uninitialized<int>(documents);
        var offsets = LargeArray.Uninitialized<int>(documents + 1L);
        offsets[0] = 0;
        using var plan = new FastDfmPlan(model, documents, length, threads, cancellation);

        // If the number of random words per document is known, threads can share a block.
        int partSize = plan.WordsOfDocument is null ? BlockSize : PartSize;
        var drawn = new FastDfmPart[ParallelBlocks.Blocks(documents, partSize)];
        var idle = new ConcurrentBag<FastDfmBlockSampler>();
        ParallelBlocks.Run(documents, partSize, threads, cancellation, (part, from, to) =>
        {
            if (!idle.TryTake(out var sampler)) sampler = new FastDfmBlockSampler(plan);
            var random = new RandomGenerator(new SeedSequence([seed], [(uint)(from / BlockSize)]));
            if (plan.WordsOfDocument is { } words) random.Bits.Advance((UInt128)words * (uint)(from % BlockSize));
            drawn[part] = sampler.Draw(random, from, to, clusters, offsets, cancellation);
            idle.Add(sampler);
        });

        var starts = new int[drawn.Length + 1];
        for (int p = 0; p < drawn.Length; p++) starts[p + 1] = checked(starts[p] + drawn[p].Count);
        var columns = LargeArray.WithRoomFor<int>(starts[^1]);
        var values = LargeArray.WithRoomFor<double>(starts[^1]);
        ParallelBlocks.Run(documents, partSize, threads, cancellation, (part, from, to) =>
            drawn[part].Write(plan, offsets.AsSpan(from + 1, to - from), starts[part], columns, values));
        var matrix = new SparseMatrix(documents, model.J, offsets, columns, values, check: false);
        return new Dfm(matrix, model.Vocabulary, DfmWeighting.Count, null, clusters, check: false)
        {
            KnownClusterName = model.ClusterName,
            Model = model,
            Seed = generator.Seed,
            Sampler = DfmSamplerKind.Fast,
            DrawnLength = length.Name,
        };
    }
}
