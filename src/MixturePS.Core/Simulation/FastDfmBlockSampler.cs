using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>Draws documents of a block, one part at a time; each thread has its own.</summary>
/// <remarks>
/// <para>The plain algorithm, from the stream of a block:</para>
/// <code>
/// draw the lengths M_i of the block's documents, if they are random
/// for each document i of the block
///     z = a cluster, with probability alpha_z
///     repeat M_i times:  W_ij += 1 for a word j, with probability mu_zj
/// </code>
/// <para>The deviations:</para>
/// <para>1. Clusters and words are drawn from alias tables, in constant time and with one word of the stream each
/// (<see cref="AliasTable"/>). Many words of the stream are drawn at once, so that the table's memory is waited for by many
/// draws together. The draws are those of one token after the other. Benchmark: RESULTS.md, the row "the second with
/// -Sampler Fast".</para>
/// <para>2. Tokens are counted in place and listed by a bit set, without sorting (<see cref="TokenCounter"/>).</para>
/// <para>3. Where few rows are possible, a whole row is drawn from an alias table of all rows, which has the multinomial
/// distribution and takes one word of the stream. Benchmark: RESULTS.md, the row "the first with -Sampler Fast";
/// RESULTS-micro.md, ShortDocuments, FastSampler.</para>
/// <para>4. Long documents are drawn by one binomial draw per word, which has the same distribution.</para>
/// <para>5. Where each document takes a known number of words of the stream, threads share a block: a part starts at its
/// place in the stream. The documents are those of one thread.</para>
/// </remarks>
/// <param name="plan">The way that rows are drawn, and its tables.</param>
internal sealed class FastDfmBlockSampler(FastDfmPlan plan)
{
    private const int TokensAtOnce = 256;
    private readonly ulong[] _random = new ulong[TokensAtOnce];
    private readonly int[] _drawn = new int[TokensAtOnce];
    private readonly MultinomialSampler?[] _samplers = new MultinomialSampler?[plan.Model.K];
    private TokenCounter? _counter;

    /// <summary>Draws a block or a part of it.</summary>
    /// <param name="random">The block's generator, at the position of the first document.</param>
    /// <param name="from">The first document.</param>
    /// <param name="to">The document after the last.</param>
    /// <param name="clusters">Receives the cluster of each document; length n.</param>
    /// <param name="offsets">Receives, at each document's index plus one, the number of cells in this part up to its end; length n + 1.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public FastDfmPart Draw(RandomGenerator random, int from, int to, int[] clusters, int[] offsets, CancellationToken cancellation) =>
        plan.Rows is { } rows ? DrawRows(rows, random.Bits, from, to, clusters, offsets) : DrawTokens(random, from, to, clusters, offsets, cancellation);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private FastDfmPart DrawRows(PossibleRows rows, Pcg64 bits, int from, int to, int[] clusters, int[] offsets)
    {
        var drawn = new short[to - from];
        int count = 0;
        for (int i = from; i < to; i++)
        {
            int cluster = plan.Clusters.Draw(bits), row = plan.Tables[cluster].Draw(bits);
            clusters[i] = cluster;
            drawn[i - from] = (short)row;
            count += rows.Offsets[row + 1] - rows.Offsets[row];
            offsets[i + 1] = count;
        }

        return new FastDfmPart(count, drawn, [], []);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private FastDfmPart DrawTokens(RandomGenerator random, int from, int to, int[] clusters, int[] offsets, CancellationToken cancellation)
    {
        var lengths = plan.Length.LengthsOf(from, to, random);
        int j = plan.Model.J;
        long room = 0;
        foreach (long tokens in lengths) room = checked(room + Math.Min(tokens, j));
        int[] columns = plan.Memory.Take<int>(room);
        double[] values = plan.Memory.Take<double>(room);
        int count = 0;
        for (int i = from; i < to; i++)
        {
            if (j > 1000) cancellation.Check();
            int cluster = plan.Clusters.Draw(random.Bits);
            clusters[i] = cluster;
            count += plan.Tables.Length > 0
                ? ByToken(random.Bits, plan.Tables[cluster], lengths[i - from], columns.AsSpan(count), values.AsSpan(count), cancellation)
                : ByBinomials(random.Bits, cluster, lengths[i - from], columns.AsSpan(count), values.AsSpan(count));
            offsets[i + 1] = count;
        }

        return new FastDfmPart(count, null, columns, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ByToken(Pcg64 bits, AliasTable words, long tokens, Span<int> columns, Span<double> values, CancellationToken cancellation)
    {
        var counter = _counter ??= new TokenCounter(plan.Model.J);
        for (long done = 0; done < tokens; done += TokensAtOnce)
        {
            cancellation.Check();
            var random = _random.AsSpan(0, (int)Math.Min(TokensAtOnce, tokens - done));
            bits.Fill(random);
            words.Draw(random, _drawn);
            foreach (int word in _drawn.AsSpan(0, random.Length)) counter.Add(word);
        }

        return counter.Drain(columns, values);
    }

    private int ByBinomials(Pcg64 bits, int cluster, long tokens, Span<int> columns, Span<double> values)
    {
        var sampler = _samplers[cluster] ??= new MultinomialSampler(plan.Model.Mu.RowSpan(cluster));
        return sampler.Sample(bits, tokens, columns, values);
    }
}

/// <summary>The documents of a block or of a part of it: either row numbers among all possible rows, or cells.</summary>
internal readonly record struct FastDfmPart(int Count, short[]? Drawn, int[] Columns, double[] Values)
{
    /// <summary>Copies the cells to the matrix.</summary>
    /// <param name="plan">The plan by which they were drawn.</param>
    /// <param name="ends">The end of each document's cells within the part; changed to the end within the matrix.</param>
    /// <param name="start">The position of the part's first cell in the matrix.</param>
    /// <param name="columns">Receives the columns.</param>
    /// <param name="values">Receives the values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(FastDfmPlan plan, Span<int> ends, int start, int[] columns, double[] values)
    {
        foreach (ref int end in ends) end += start;
        if (Drawn is null)
        {
            Columns.AsSpan(0, Count).CopyTo(columns.AsSpan(start));
            Values.AsSpan(0, Count).CopyTo(values.AsSpan(start));
            return;
        }

        var (offsets, rowColumns, rowValues) = (plan.Rows!.Offsets, plan.Rows.Columns, plan.Rows.Values);
        int at = start;
        foreach (short row in Drawn)
        {
            for (int p = offsets[row]; p < offsets[row + 1]; p++, at++)
            {
                columns[at] = rowColumns[p];
                values[at] = rowValues[p];
            }
        }
    }
}
