using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The most probable cluster by Bayes' rule. Of a document that every cluster excludes the clusters with the fewest
/// excluded tokens share it by the probabilities of the rest: the limit of raising all zeros by the same small amount.
/// </summary>
internal abstract class PosteriorRule : PredictionRule
{
    /// <summary>Probabilities nearer than this to the greatest, relative to it, are as great.</summary>
    private const double Equal = 1e-12;

    private const int BlockSize = 256;

    private readonly double[] _logAlpha;

    private protected PosteriorRule(IReadOnlyList<double> alpha) => _logAlpha = [.. alpha.Select(share => Math.Log(share))];

    public sealed override bool IsProbability => true;

    public sealed override int K => _logAlpha.Length;

    public sealed override int Evaluate(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> result)
    {
        Span<double> excluded = Stride <= 256 ? stackalloc double[Stride] : new double[Stride];
        excluded.Clear();
        Score(columns, values, result, excluded);
        double fewest = double.PositiveInfinity, greatest = double.NegativeInfinity, sum = 0;
        foreach (double tokens in excluded[..K]) fewest = Math.Min(fewest, tokens);
        for (int k = 0; k < K; k++)
        {
            result[k] = excluded[k] > fewest ? double.NegativeInfinity : result[k] + _logAlpha[k];
            greatest = Math.Max(greatest, result[k]);
        }

        for (int k = 0; k < K; k++) sum += result[k] = Math.Exp(result[k] - greatest);
        int best = -1;
        for (int k = 0; k < K; k++)
        {
            if (best < 0 && result[k] >= 1 - Equal) best = k;
            result[k] /= sum;
        }

        return best;
    }

    /// <summary>The sum over documents of the logarithm of their probability under the mixture, with the multinomial coefficients; minus infinity where one is excluded.</summary>
    /// <param name="matrix">The counts, n x J.</param>
    /// <param name="documents">The documents to add up.</param>
    /// <param name="threads">The most threads; zero for one a core. The result doesn't depend on it.</param>
    /// <param name="cancellation">Ends the work early.</param>
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
        double greatest = double.NegativeInfinity, sum = 0, tokens = 0, coefficient = 0;
        for (int k = 0; k < K; k++)
        {
            scores[k] = excluded[k] > 0 ? double.NegativeInfinity : scores[k] + _logAlpha[k];
            greatest = Math.Max(greatest, scores[k]);
        }

        if (double.IsNegativeInfinity(greatest)) return greatest;
        for (int k = 0; k < K; k++) sum += Math.Exp(scores[k] - greatest);
        foreach (double value in values)
        {
            tokens += value;
            coefficient -= MathNet.Numerics.SpecialFunctions.GammaLn(value + 1);
        }

        return greatest + Math.Log(sum) + coefficient + MathNet.Numerics.SpecialFunctions.GammaLn(tokens + 1);
    }

    /// <summary>The logarithm of the document's probability in each cluster, up to what all share, without what is excluded; and the excluded tokens.</summary>
    private protected abstract void Score(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> scores, Span<double> excluded);
}

/// <summary>Bayes' rule for clusters of independent tokens.</summary>
internal sealed class MultinomialRule : PosteriorRule
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
internal sealed class PolyaRule(DenseMatrix mu, IReadOnlyList<double> precision, IReadOnlyList<double> alpha) : PosteriorRule(alpha)
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
