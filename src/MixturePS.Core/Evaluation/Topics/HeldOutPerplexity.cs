using System.Globalization;
using System.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The perplexity of held-out documents under a topic model by document completion: one half of each document gives its topic
/// shares, and the other half is predicted. Source: Wallach, H. M., Murray, I., Salakhutdinov, R. and Mimno, D. (2009),
/// Evaluation methods for topic models, ICML 2009, section 5.
/// </summary>
/// <remarks>
/// <code>
/// a_dw ~ Binomial(c_dw, 1/2),  b_dw = c_dw - a_dw        each token of document d is in either half
/// theta_d = the expected topic shares given a_d
/// perplexity = exp( -sum_dw b_dw log(sum_k theta_dk mu_kw) / sum_dw b_dw )
/// </code>
/// </remarks>
internal sealed record HeldOutPerplexity
{
    private const int BlockSize = 64;

    private HeldOutPerplexity()
    {
    }

    /// <summary>The perplexity: the number of equally likely words among which a token would be as hard to predict. NaN without predicted tokens; infinite if one has probability zero.</summary>
    public double Perplexity { get; private init; }

    /// <summary>The sum of the logarithms of the probabilities of the predicted tokens, in nats.</summary>
    public double LogLikelihood { get; private init; }

    /// <summary>The number of documents.</summary>
    public int DocumentCount { get; private init; }

    /// <summary>The number of tokens that the topic shares were inferred from.</summary>
    public long GivenTokens { get; private init; }

    /// <summary>The number of predicted tokens.</summary>
    public long PredictedTokens { get; private init; }

    /// <summary>The number of tokens outside the vocabulary of the topics, which are ignored.</summary>
    public long UnseenTokens { get; private init; }

    /// <summary>The seed of the halves.</summary>
    public BigInteger Seed { get; private init; }

    /// <summary>Measures the perplexity of documents. Features are matched by word; words outside the vocabulary of the topics are ignored.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="dfm">The held-out documents, n x J'.</param>
    /// <param name="seed">The seed of the halves, zero or more.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core. The result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">TextRecipeMismatch, AlreadyWeighted, FractionalCount, ShapeMismatch, UnknownVocabulary, InvalidSeed or MatrixTooLarge.</exception>
    internal static HeldOutPerplexity Measure(FittedTopics topics, Dfm dfm, BigInteger seed, int threads = 0, CancellationToken cancellation = default)
    {
        var (aligned, unseen, _) = PredictionInput.Prepare(dfm, topics.Dfm, cancellation);
        return Measure(topics.Mu, topics.Alpha, aligned, seed, threads, cancellation) with { UnseenTokens = unseen.Sum() };
    }

    /// <summary>Measures the perplexity of documents under given topics.</summary>
    /// <param name="mu">The word probabilities of the topics, K x J.</param>
    /// <param name="alpha">The prior tokens of each topic in a document; length K.</param>
    /// <param name="dfm">The held-out documents, n x J, with the words in the same order.</param>
    /// <param name="seed">The seed of the halves, zero or more.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core. The result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">AlreadyWeighted, FractionalCount, ShapeMismatch, InvalidSeed or MatrixTooLarge.</exception>
    internal static HeldOutPerplexity Measure(DenseMatrix mu, IReadOnlyList<double> alpha, Dfm dfm, BigInteger seed, int threads = 0, CancellationToken cancellation = default)
    {
        var (given, predicted) = Halves(dfm.RequireCounts("a topic model"), RandomGenerator.FromSeed(seed), cancellation);
        var theta = TopicInference.Theta(mu, alpha, given, threads, cancellation: cancellation);
        var matrix = predicted.Matrix;
        var sums = new double[ParallelBlocks.Blocks(matrix.RowCount, BlockSize)];
        ParallelBlocks.Run(matrix.RowCount, BlockSize, threads, cancellation, (block, from, to) =>
        {
            for (int d = from; d < to; d++)
            {
                cancellation.Check();
                ReadOnlySpan<double> shares = theta.RowSpan(d), counts = matrix.RowValues(d);
                var words = matrix.RowColumns(d);
                for (int p = 0; p < words.Length; p++)
                {
                    if (counts[p] == 0) continue;
                    double probability = 0;
                    for (int k = 0; k < shares.Length; k++) probability += shares[k] * mu.Buffer[(k * mu.ColumnCount) + words[p]];
                    sums[block] += counts[p] * Math.Log(probability);
                }
            }
        });
        double likelihood = sums.Sum(), tokens = predicted.DocumentLength().Sum();
        return new HeldOutPerplexity
        {
            Perplexity = Math.Exp(-likelihood / tokens),
            LogLikelihood = likelihood,
            DocumentCount = dfm.DocumentCount,
            GivenTokens = (long)given.DocumentLength().Sum(),
            PredictedTokens = (long)tokens,
            Seed = seed,
        };
    }

    /// <summary>The perplexity as text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"perplexity {Perplexity:0.##} of {Counted.Of(PredictedTokens, "token")}");

    /// <summary>Two DFMs that divide the tokens of each document at random.</summary>
    internal static (Dfm Given, Dfm Predicted) Halves(Dfm dfm, RandomGenerator random, CancellationToken cancellation)
    {
        var (offsets, columns, values) = dfm.Matrix.Buffers;
        int cells = dfm.Matrix.NonZeroCount;
        var (given, predicted) = (LargeArray.Uninitialized<double>(cells), LargeArray.Uninitialized<double>(cells));
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            for (int p = offsets[d]; p < offsets[d + 1]; p++)
            {
                point.Pass(0);
                if (values[p] != Math.Floor(values[p])) throw MixtureError.FractionalCount(d, columns[p], values[p]);
                given[p] = random.Binomial((long)Math.Min(values[p], long.MaxValue / 2), 0.5);
                predicted[p] = values[p] - given[p];
            }
        }

        return (Half(given), Half(predicted));

        // The cells of zero that this leaves are as good as none.
        Dfm Half(double[] counts) => dfm.WithMatrix(new SparseMatrix(dfm.DocumentCount, dfm.FeatureCount, offsets, columns, counts, check: false), dfm.Weighting);
    }
}
