using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The tokens of documents one by one: in the order of the documents, and for each word the places of its tokens in that order.</summary>
internal sealed class TopicCorpus
{
    /// <summary>A block has at least this many tokens, or is the last.</summary>
    private const int TokensPerBlock = 2048;

    private TopicCorpus(int documents, int features, int tokens)
    {
        (Offsets, WordOffsets) = (new int[documents + 1], new int[features + 1]);
        (Words, WordTokens) = (LargeArray.Uninitialized<int>(tokens), LargeArray.Uninitialized<int>(tokens));
    }

    /// <summary>The number of documents, n.</summary>
    public int DocumentCount => Offsets.Length - 1;

    /// <summary>The number of features, J.</summary>
    public int FeatureCount => WordOffsets.Length - 1;

    /// <summary>The number of tokens of all documents.</summary>
    public int TokenCount => Words.Length;

    /// <summary>Where the tokens of each document start; length n + 1.</summary>
    public int[] Offsets { get; }

    /// <summary>The word of each token.</summary>
    public int[] Words { get; }

    /// <summary>Where the tokens of each word start in <see cref="WordTokens"/>; length J + 1.</summary>
    public int[] WordOffsets { get; }

    /// <summary>The place in <see cref="Words"/> of each token, by word.</summary>
    public int[] WordTokens { get; }

    /// <summary>The maximum number of tokens in a document.</summary>
    public int LongestDocument { get; private set; }

    /// <summary>The first document of each block of documents, and n: blocks have about equally many tokens.</summary>
    public int[] Blocks { get; private set; } = [];

    /// <summary>Reads a DFM.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, DocumentTooLong or MatrixTooLarge.</exception>
    public static TopicCorpus Create(Dfm dfm, CancellationToken cancellation)
    {
        var corpus = new TopicCorpus(dfm.DocumentCount, dfm.FeatureCount, Checked(dfm, cancellation));
        corpus.Fill(dfm, cancellation);
        return corpus;
    }

    /// <summary>Validates the counts of documents.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The number of tokens of all documents.</returns>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, DocumentTooLong or MatrixTooLarge.</exception>
    public static int Checked(Dfm dfm, CancellationToken cancellation)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("find topics in");
        dfm.RequireCounts("a topic model");
        double total = 0;
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            var values = dfm.Matrix.RowValues(d);
            point.Pass(values.Length);
            double length = 0;
            for (int p = 0; p < values.Length; p++)
            {
                if (values[p] != Math.Floor(values[p])) throw MixtureError.FractionalCount(d, dfm.Matrix.RowColumns(d)[p], values[p]);
                length += values[p];
            }

            if (length >= Array.MaxLength) throw MixtureError.DocumentTooLong(d, Array.MaxLength - 1);
            total += length;
        }

        MatrixSize.CheckArray((long)Math.Min(total, long.MaxValue / 64), sizeof(int));
        return (int)total;
    }

    private void Fill(Dfm dfm, CancellationToken cancellation)
    {
        var blocks = new List<int> { 0 };
        var point = new CancellationPoint(cancellation);
        for (int d = 0, at = 0; d < DocumentCount; d++)
        {
            var columns = dfm.Matrix.RowColumns(d);
            var values = dfm.Matrix.RowValues(d);
            for (int p = 0; p < columns.Length; p++)
            {
                int count = (int)values[p];
                point.Pass(count);
                Words.AsSpan(at, count).Fill(columns[p]);
                WordOffsets[columns[p] + 1] += count;
                at += count;
            }

            Offsets[d + 1] = at;
            LongestDocument = Math.Max(LongestDocument, at - Offsets[d]);
            if (at - Offsets[blocks[^1]] >= TokensPerBlock || d == DocumentCount - 1) blocks.Add(d + 1);
        }

        Blocks = [.. blocks];
        for (int w = 0; w < FeatureCount; w++) WordOffsets[w + 1] += WordOffsets[w];
        int[] next = WordOffsets[..^1];
        for (int t = 0; t < Words.Length; t++)
        {
            point.Pass(0);
            WordTokens[next[Words[t]]++] = t;
        }
    }
}
