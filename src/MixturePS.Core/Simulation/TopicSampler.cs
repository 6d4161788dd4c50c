using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>
/// Draws documents that mix topics, the model of latent Dirichlet allocation (Blei, Ng and Jordan 2003, section 3). The
/// result doesn't depend on the number of threads.
/// </summary>
/// <remarks>
/// <code>
/// draw the lengths N_d of the block's documents, if they are random
/// for each document d of the block
///     theta_d ~ Dirichlet(alpha)
///     repeat N_d times:  z = a topic, with probability theta_dz;  W_dj += 1 for a word j, with probability mu_zj
/// </code>
/// <para>The stream is that of <see cref="FastDfmSampler"/>: two 64-bit words w0 and w1 of the given generator make the
/// number w0 + 2^64 w1, and block b of 1,024 documents draws from PCG64 seeded with that number and the spawn key (b). Words
/// are drawn from alias tables, topics by a binary search in the running sums of theta_d.</para>
/// </remarks>
internal static class TopicSampler
{
    private const int BlockSize = 1024;

    /// <summary>Draws documents.</summary>
    /// <param name="model">The model, of K topics over J words, with mixed membership.</param>
    /// <param name="documents">The number of documents, n, zero or more.</param>
    /// <param name="length">The document lengths in tokens.</param>
    /// <param name="generator">The generator that seeds the blocks, which is advanced by two words.</param>
    /// <param name="threads">The maximum number of threads, zero for one per core; the result doesn't depend on it.</param>
    /// <param name="progress">Receives progress, also on other threads; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The counts, n x J, with the true topic shares and the true tokens of each topic.</returns>
    /// <exception cref="MixtureException">InvalidSize, DocumentLengthCountMismatch or MatrixTooLarge, before anything is drawn.</exception>
    public static Dfm Sample(MixtureModel model, int documents, DocumentLength length, RandomGenerator generator, int threads = 0, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (documents < 0) throw MixtureError.InvalidSize("The number of documents", documents);
        length.Check(documents);
        double[] alpha = [.. model.Alpha];
        int topics = model.K, cells = MatrixSize.Cells("The topic shares of the documents", documents, topics);
        var (theta, tokens) = (LargeArray.Cleared<double>(cells, cancellation), LargeArray.Cleared<long>(cells, cancellation));
        BigInteger seed = generator.NextUInt64();
        seed += (BigInteger)generator.NextUInt64() << 64;
        using var memory = new WorkMemory();
        var tables = new AliasTable[topics];
        ParallelBlocks.Run(topics, 1, threads, cancellation, (k, _, _) => tables[k] = new AliasTable(model.Mu.RowSpan(k), memory));
        var rows = new SparseRows[ParallelBlocks.Blocks(documents, BlockSize)];
        var idle = new ConcurrentBag<TokenCounter>();
        int done = 0;
        ParallelBlocks.Run(documents, BlockSize, threads, cancellation, (block, from, to) =>
        {
            if (!idle.TryTake(out var counter)) counter = new TokenCounter(model.J);
            var random = new RandomGenerator(new SeedSequence([seed], [(uint)block]));
            long[] lengths = length.LengthsOf(from, to, random);
            rows[block] = new SparseRows(lengths, model.J);
            for (int d = from; d < to; d++)
            {
                cancellation.Check();
                var shares = theta.AsSpan(d * topics, topics);
                BetaSampler.Dirichlet(random.Bits, alpha, shares, cancellation);
                Draw(random.Bits, shares, tables, lengths[d - from], tokens.AsSpan(d * topics, topics), counter, cancellation);
                rows[block].Add(counter);
            }

            idle.Add(counter);
            progress?.Report(new ProgressReport("drawing documents", (double)Interlocked.Add(ref done, to - from) / documents));
        });
        var matrix = SparseRows.Join(rows, documents, model.J, cancellation);
        var documentName = new NumberedNames("doc", documents);
        var topicName = model.ClusterName ?? new NumberedNames("topic", topics);
        return new Dfm(matrix, model.Vocabulary, DfmWeighting.Count, documentName, null, check: false)
        {
            KnownTheta = new DenseMatrix(documents, topics, theta, topicName, documentName),
            KnownTopicTokens = new CountMatrix(documents, topics, tokens, topicName, documentName),
            Model = model,
            Seed = generator.Seed,
            Sampler = DfmSamplerKind.Fast,
            DrawnLength = length.Name,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Draw(Pcg64 bits, ReadOnlySpan<double> theta, AliasTable[] tables, long length, Span<long> tokens, TokenCounter counter, CancellationToken cancellation)
    {
        Span<double> running = theta.Length <= 512 ? stackalloc double[theta.Length] : new double[theta.Length];
        double sum = 0;
        for (int k = 0; k < theta.Length; k++) running[k] = sum += theta[k];
        var point = new CancellationPoint(cancellation);
        for (long i = 0; i < length; i++)
        {
            point.Pass(0);
            int topic = Search(running, Math.Min(bits.NextDouble() * sum, Math.BitDecrement(sum)));
            tokens[topic]++;
            counter.Add(tables[topic].Draw(bits));
        }
    }

    /// <summary>The first index whose running sum exceeds a value that is below the last one.</summary>
    private static int Search(ReadOnlySpan<double> running, double value)
    {
        int low = 0;
        for (int count = running.Length; count > 1;)
        {
            int half = count >> 1;
            if (running[low + half - 1] <= value) low += half;
            count -= half;
        }

        return low;
    }

    /// <summary>The rows of a block.</summary>
    private sealed class SparseRows
    {
        private readonly int[] _ends;
        private readonly int[] _columns;
        private readonly double[] _values;
        private int _rows;
        private int _cells;

        public SparseRows(long[] lengths, int words)
        {
            long room = 0;
            foreach (long tokens in lengths) room = checked(room + Math.Min(tokens, words));
            (_ends, _columns, _values) = (new int[lengths.Length], LargeArray.Uninitialized<int>(room), LargeArray.Uninitialized<double>(room));
        }

        public void Add(TokenCounter counter)
        {
            _cells += counter.Drain(_columns.AsSpan(_cells), _values.AsSpan(_cells));
            _ends[_rows++] = _cells;
        }

        public static SparseMatrix Join(SparseRows[] blocks, int documents, int words, CancellationToken cancellation)
        {
            var offsets = new int[documents + 1];
            long count = blocks.Sum(block => (long)block._cells);
            var (columns, values) = (LargeArray.Uninitialized<int>(count), LargeArray.Uninitialized<double>(count));
            int row = 0, at = 0;
            foreach (var block in blocks)
            {
                cancellation.Check();
                foreach (int end in block._ends) offsets[++row] = at + end;
                block._columns.AsSpan(0, block._cells).CopyTo(columns.AsSpan(at));
                block._values.AsSpan(0, block._cells).CopyTo(values.AsSpan(at));
                at += block._cells;
            }

            return new SparseMatrix(documents, words, offsets, columns, values, check: false);
        }
    }
}
