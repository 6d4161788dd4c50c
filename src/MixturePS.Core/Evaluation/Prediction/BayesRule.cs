using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// Assigns the cluster with the greatest posterior probability. If a document has probability zero in every cluster, only the
/// clusters with the fewest impossible tokens are considered, by the probability of the other tokens. This is the limit of
/// raising all zero probabilities to the same small value.
/// </summary>
internal abstract class BayesRule : DecisionRule
{
    /// <summary>The tolerance for ties: posterior probabilities within this relative difference of the greatest count as equal.</summary>
    private const double TieTolerance = 1e-12;

    private const int BlockSize = 256;

    private readonly double[] _logAlpha;

    private protected BayesRule(IReadOnlyList<double> alpha) => _logAlpha = [.. alpha.Select(share => Math.Log(share))];

    public sealed override bool IsProbability => true;

    public sealed override int K => _logAlpha.Length;

    public sealed override int Evaluate(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> result)
    {
        Span<double> excluded = Stride <= 256 ? stackalloc double[Stride] : new double[Stride];
        excluded.Clear();
        Score(columns, values, result, excluded);
        for (int k = 0; k < K; k++) result[k] += _logAlpha[k];
        LogSumExp.KeepFewestExcluded(result[..K], excluded[..K]);
        var (_, sum) = LogSumExp.Exponentiate(result[..K]);
        int best = -1;
        for (int k = 0; k < K; k++)
        {
            if (best < 0 && result[k] >= 1 - TieTolerance) best = k;
            result[k] /= sum;
        }

        return best;
    }

    /// <summary>The sum of the documents' log-probabilities under the mixture, with multinomial coefficients; minus infinity if one has probability zero.</summary>
    /// <param name="matrix">The counts, n x J.</param>
    /// <param name="documents">The indices of the documents.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core. The result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public double LogLikelihood(SparseMatrix matrix, int[] documents, int threads, CancellationToken cancellation)
    {
        var sums = new double[ParallelBlocks.Blocks(documents.Length, BlockSize)];
        ParallelBlocks.Run(documents.Length, BlockSize, threads, cancellation, (block, from, to) =>
        {
            var scores = new double[Stride];
            var excluded = new double[Stride];
            for (int i = from; i < to; i++)
            {
                cancellation.Check();
                sums[block] += LogProbability(matrix.RowColumns(documents[i]), matrix.RowValues(documents[i]), scores, excluded);
            }
        });
        return sums.Sum();
    }

    private double LogProbability(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, double[] scores, double[] excluded)
    {
        Array.Clear(excluded);
        Score(columns, values, scores, excluded);
        double tokens = 0, coefficient = 0;
        for (int k = 0; k < K; k++) scores[k] = excluded[k] > 0 ? double.NegativeInfinity : scores[k] + _logAlpha[k];
        double logSum = LogSumExp.Of(scores.AsSpan(0, K));
        foreach (double value in values)
        {
            tokens += value;
            coefficient -= MathNet.Numerics.SpecialFunctions.GammaLn(value + 1);
        }

        return logSum + coefficient + MathNet.Numerics.SpecialFunctions.GammaLn(tokens + 1);
    }

    /// <summary>Computes the log-probability of a document in each cluster, up to a common constant and without impossible tokens, and the number of impossible tokens.</summary>
    private protected abstract void Score(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> scores, Span<double> excluded);
}

/// <summary>Bayes' rule for clusters with multinomial tokens.</summary>
internal sealed class MultinomialRule : BayesRule
{
    private readonly FeatureMajorMatrix _logs;
    private readonly FeatureMajorMatrix? _zeros;

    public MultinomialRule(DenseMatrix mu, IReadOnlyList<double> alpha, CancellationToken cancellation = default)
        : base(alpha)
    {
        var cells = mu.Values.ToArray();
        var logs = new double[cells.Length];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < cells.Length; i++)
        {
            point.Pass(0);
            logs[i] = cells[i] > 0 ? Math.Log(cells[i]) : 0;
        }

        _logs = new FeatureMajorMatrix(logs, mu.RowCount, mu.ColumnCount, cancellation);
        if (cells.Contains(0)) _zeros = new FeatureMajorMatrix(Array.ConvertAll(cells, p => p > 0 ? 0.0 : 1), mu.RowCount, mu.ColumnCount, cancellation);
    }

    public override int Stride => _logs.Stride;

    private protected override void Score(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> scores, Span<double> excluded)
    {
        _logs.Dots(columns, values, scores);
        _zeros?.Dots(columns, values, excluded);
    }
}

/// <summary>Bayes' rule for Dirichlet-multinomial clusters, whose parameters are precision times expected word probabilities.</summary>
internal sealed class DirichletMultinomialRule(DenseMatrix mu, IReadOnlyList<double> precision, IReadOnlyList<double> alpha) : BayesRule(alpha)
{
    public override int Stride => mu.RowCount;

    private protected override void Score(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> scores, Span<double> excluded)
    {
        double tokens = 0;
        foreach (double value in values) tokens += value;
        for (int k = 0; k < mu.RowCount; k++)
        {
            var row = mu.RowSpan(k);
            double score = -RisingFactorial.Log(precision[k], tokens);
            for (int p = 0; p < columns.Length; p++)
            {
                double parameter = precision[k] * row[columns[p]];
                if (parameter > 0) score += RisingFactorial.Log(parameter, values[p]);
                else excluded[k] += values[p];
            }

            scores[k] = score;
        }
    }
}
