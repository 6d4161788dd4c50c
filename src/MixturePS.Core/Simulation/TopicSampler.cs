using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>Documents drawn from a topic model, with the truth.</summary>
/// <param name="Dfm">The counts, n x J.</param>
/// <param name="Theta">The share of each topic in each document, n x K; rows sum to 1.</param>
/// <param name="TopicTokens">The tokens of each topic in each document, n x K; rows sum to the documents' lengths.</param>
/// <param name="Alpha">The parameters of the Dirichlet distribution of a row of Theta; length K.</param>
internal sealed record TopicSample(Dfm Dfm, DenseMatrix Theta, CountMatrix TopicTokens, IReadOnlyList<double> Alpha);

/// <summary>
/// Draws documents that mix topics, the model of latent Dirichlet allocation (Blei, Ng and Jordan 2003, section 3). The
/// result doesn't depend on the number of threads.
/// </summary>
/// <remarks>
/// <code>
/// draw the lengths N_d of the block's documents, if they are random
/// for each document d of the block
///     theta_d ~ Dirichlet(alpha)
///     repeat N_d times:  z = a topic, with probability theta_dz;  W_dj += 1 for a word j, with probability phi_zj
/// </code>
/// <para>The stream is that of <see cref="FastDfmSampler"/>: two 64-bit words w0 and w1 of the given generator make the
/// number w0 + 2^64 w1, and block b of 1,024 documents draws from PCG64 seeded with that number and the spawn key (b). Words
/// are drawn from alias tables, topics by a binary search in the running sums of theta_d.</para>
/// </remarks>
internal static class TopicSampler
{
    private const int BlockSize = 1024;

    /// <summary>Draws documents.</summary>
    /// <param name="topics">The topics: K distributions of J words, the rows of Mu. Its shares aren't used.</param>
    /// <param name="alpha">The parameters of the Dirichlet distribution of the documents' shares, above zero; length K, or one for all topics.</param>
    /// <param name="documents">The number of documents, n, zero or more.</param>
    /// <param name="length">The document lengths in tokens.</param>
    /// <param name="generator">The generator that seeds the blocks, which is advanced by two words.</param>
    /// <param name="threads">The maximum number of threads, zero for one per core; the result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidAlpha, InvalidSize, DocumentLengthCountMismatch or MatrixTooLarge, before anything is drawn.</exception>
    public static TopicSample Sample(MixtureModel topics, IReadOnlyList<double> alpha, int documents, DocumentLength length, RandomGenerator generator, int threads = 0, CancellationToken cancellation = default)
    {
        if (documents < 0) throw MixtureError.InvalidSize("The number of documents", documents);
        length.Check(documents);
        double[] parameters = Checked(alpha, topics.K);
        int cells = MatrixSize.Cells("The topic shares of the documents", documents, topics.K);
        var (theta, tokens) = (LargeArray.Cleared<double>(cells, cancellation), LargeArray.Cleared<long>(cells, cancellation));
        BigInteger seed = generator.NextUInt64();
        seed += (BigInteger)generator.NextUInt64() << 64;
        using var memory = new WorkMemory();
        var tables = new AliasTable[topics.K];
        ParallelBlocks.Run(topics.K, 1, threads, cancellation, (k, _, _) => tables[k] = new AliasTable(topics.Mu.RowSpan(k), memory));
        var rows = new SparseRows[ParallelBlocks.Blocks(documents, BlockSize)];
        var idle = new ConcurrentBag<TokenCounter>();
        ParallelBlocks.Run(documents, BlockSize, threads, cancellation, (block, from, to) =>
        {
            if (!idle.TryTake(out var counter)) counter = new TokenCounter(topics.J);
            var random = new RandomGenerator(new SeedSequence([seed], [(uint)block]));
            long[] lengths = length.LengthsOf(from, to, random);
            rows[block] = new SparseRows(lengths, topics.J);
            for (int d = from; d < to; d++)
            {
                cancellation.Check();
                var shares = theta.AsSpan(d * topics.K, topics.K);
                BetaSampler.Dirichlet(random.Bits, parameters, shares, cancellation);
                Draw(random.Bits, shares, tables, lengths[d - from], tokens.AsSpan(d * topics.K, topics.K), counter, cancellation);
                rows[block].Add(counter);
            }

            idle.Add(counter);
        });
        var matrix = SparseRows.Join(rows, documents, topics.J, cancellation);
        var dfm = new Dfm(matrix, topics.Vocabulary, DfmWeighting.Count, null, null, check: false) { Seed = generator.Seed };
        var names = new NumberedNames("topic", topics.K);
        return new TopicSample(dfm, new DenseMatrix(documents, topics.K, theta, names, dfm.DocumentName), new CountMatrix(documents, topics.K, tokens, names, dfm.DocumentName), ReadOnlyValues.Of(parameters));
    }

    private static double[] Checked(IReadOnlyList<double> alpha, int k)
    {
        if (alpha.Count != k && alpha.Count != 1) throw MixtureError.InvalidAlpha($"there {Counted.Agree(alpha.Count, "is", "are")} {Counted.Of(alpha.Count, "value")} for {Counted.Of(k, "topic")}", alpha.Count);
        foreach (double value in alpha)
            if (!(value > 0 && value <= 1e100)) throw MixtureError.InvalidAlpha(FormattableString.Invariant($"it contains {value:R}"), value);
        return [.. Enumerable.Range(0, k).Select(topic => alpha[alpha.Count == 1 ? 0 : topic])];
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
