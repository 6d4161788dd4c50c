using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Twins;

/// <summary>How the fast sampler draws a document's row.</summary>
internal enum SamplerWay
{
    /// <summary>One token at a time from an alias table of the words.</summary>
    Token,

    /// <summary>From an alias table of all rows that are possible.</summary>
    Row,

    /// <summary>One binomial draw for each word.</summary>
    Binomial,
}

/// <summary>The fast sampler's stream read in order: block after block, document after document, token after token.</summary>
internal static class PlainSampler
{
    private const int BlockSize = 1024;

    /// <summary>The cluster and the dense row of each document.</summary>
    public static (int[] Clusters, double[][] Rows) Sample(MixtureModel model, int documents, DocumentLength length, RandomGenerator generator, SamplerWay way)
    {
        BigInteger seed = generator.NextUInt64();
        seed += (BigInteger)generator.NextUInt64() << 64;
        using var memory = new WorkMemory();
        var alpha = new AliasTable([.. model.Alpha], memory);
        var possible = way == SamplerWay.Row ? PossibleRows.Create(model.J, length.FixedTokens!.Value, long.MaxValue) : null;
        var tables = Enumerable.Range(0, model.K)
            .Select(k => new AliasTable(possible is null ? model.Mu.RowSpan(k) : possible.Probabilities(model.Mu.RowSpan(k)), memory)).ToArray();
        var (clusters, rows) = (new int[documents], new double[documents][]);
        for (int from = 0; from < documents; from += BlockSize)
        {
            int to = Math.Min(documents, from + BlockSize);
            var random = new RandomGenerator(new SeedSequence([seed], [(uint)(from / BlockSize)]));
            long[] lengths = length.LengthsOf(from, to, random);
            for (int i = from; i < to; i++)
            {
                int cluster = clusters[i] = alpha.Draw(random.Bits);
                rows[i] = way switch
                {
                    SamplerWay.Row => Row(possible!, tables[cluster].Draw(random.Bits), model.J),
                    SamplerWay.Token => Tokens(tables[cluster], lengths[i - from], random, model.J),
                    _ => Binomials(model.Mu.RowSpan(cluster), lengths[i - from], random),
                };
            }
        }

        return (clusters, rows);
    }

    private static double[] Row(PossibleRows possible, int number, int words)
    {
        var row = new double[words];
        for (int p = possible.Offsets[number]; p < possible.Offsets[number + 1]; p++) row[possible.Columns[p]] = possible.Values[p];
        return row;
    }

    private static double[] Tokens(AliasTable table, long tokens, RandomGenerator random, int words)
    {
        var row = new double[words];
        for (long t = 0; t < tokens; t++) row[table.Draw(random.Bits)]++;
        return row;
    }

    private static double[] Binomials(ReadOnlySpan<double> mu, long tokens, RandomGenerator random)
    {
        var counts = new long[mu.Length];
        random.Multinomial(tokens, mu, counts);
        return Array.ConvertAll(counts, count => (double)count);
    }
}
