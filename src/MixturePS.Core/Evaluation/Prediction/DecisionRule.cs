using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The rule by which a fitted clustering assigns a document: it evaluates each cluster and selects the best.</summary>
internal abstract class DecisionRule
{
    private const int BlockSize = 256;

    /// <summary>Whether values are probabilities (greater is better) or distances (less is better).</summary>
    public abstract bool IsProbability { get; }

    /// <summary>The number of clusters.</summary>
    public abstract int K { get; }

    /// <summary>The required length of the result of <see cref="Evaluate"/>: K rounded up to whole vectors.</summary>
    public abstract int Stride { get; }

    /// <summary>Creates the rule of a clustering.</summary>
    public static DecisionRule For(FittedClustering clustering, CancellationToken cancellation = default) => clustering switch
    {
        MixtureClustering { Precision: { } precision } mixture => new DirichletMultinomialRule(mixture.Mu, precision, mixture.Alpha),
        MixtureClustering mixture => new MultinomialRule(mixture.Mu, mixture.Alpha, cancellation),
        Clustering.GibbsClustering gibbs => new MultinomialRule(gibbs.Mu, gibbs.Alpha, cancellation),
        KMeansClustering { Metric: KMeansMetric.Cosine } => new CosineRule(clustering.Centers, clustering.ClusterSize, cancellation),
        _ => new NearestCenterRule(clustering.Centers, cancellation),
    };

    /// <summary>Rejects documents for which values would overflow.</summary>
    /// <exception cref="Foundation.MixtureException">CellTooLarge.</exception>
    public virtual void Check(Dfm dfm)
    {
    }

    /// <summary>Evaluates all clusters for one document.</summary>
    /// <param name="columns">The features of the document's non-zero cells.</param>
    /// <param name="values">The cells.</param>
    /// <param name="result">Receives the K values; its length is at least Stride, and the rest is undefined.</param>
    /// <returns>The best cluster; ties go to the first.</returns>
    public abstract int Evaluate(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> result);

    /// <summary>Evaluates all documents: the values, n x K, and the best cluster of each (length n).</summary>
    public (double[] Values, int[] Best) EvaluateAll(SparseMatrix matrix, int threads, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var values = LargeArray.Uninitialized<double>(MatrixSize.Cells("The values of the clusters", matrix.RowCount, K));
        var best = new int[matrix.RowCount];
        int done = 0;
        ParallelBlocks.Run(matrix.RowCount, BlockSize, threads, cancellation, (_, from, to) =>
        {
            var row = new double[Stride];
            for (int i = from; i < to; i++)
            {
                cancellation.Check();
                best[i] = Evaluate(matrix.RowColumns(i), matrix.RowValues(i), row);
                row.AsSpan(0, K).CopyTo(values.AsSpan(i * K));
            }

            double share = (double)Interlocked.Add(ref done, to - from) / matrix.RowCount;
            progress?.Report(new ProgressReport("predicting", share));
        });
        return (values, best);
    }
}

/// <summary>Assigns the cluster with the nearest centre.</summary>
internal sealed class NearestCenterRule : DecisionRule
{
    private readonly DenseMatrix _centers;
    private readonly FeatureMajorMatrix _kernel;
    private readonly double[] _norms;

    public NearestCenterRule(DenseMatrix centers, CancellationToken cancellation)
    {
        _centers = centers;
        _kernel = new FeatureMajorMatrix(centers.Values, centers.RowCount, centers.ColumnCount, cancellation);
        _norms = [.. Enumerable.Range(0, centers.RowCount).Select(k => SumOfProducts.Squares(centers.RowSpan(k)))];
    }

    public override bool IsProbability => false;

    public override int K => _norms.Length;

    public override int Stride => _kernel.Stride;

    public override void Check(Dfm dfm)
    {
        OverflowGuard.CheckCenters(_centers, 1);
        OverflowGuard.CheckSquares(dfm);
    }

    public override int Evaluate(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> result)
    {
        // The nearest centre is found with the arithmetic of Lloyd's iteration; the reported distance is computed from differences, which is more accurate.
        _kernel.Dots(columns, values, result);
        int best = 0;
        double least = double.PositiveInfinity;
        for (int k = 0; k < K; k++)
        {
            double distance = _norms[k] - (2 * result[k]);
            if (distance < least) (best, least) = (k, distance);
            result[k] = EuclideanDistance.FromCenter(columns, values, _centers.RowSpan(k), _norms[k]);
        }

        return best;
    }
}

/// <summary>Assigns the cluster whose centre has the smallest angle. A zero document has distance 1 from all centres and is assigned to the largest cluster.</summary>
internal sealed class CosineRule : DecisionRule
{
    // Below this, squares of cells have lost digits or underflowed to zero.
    private const double MinNorm = 1e-270;

    private readonly FeatureMajorMatrix _kernel;
    private readonly int _largest;

    public CosineRule(DenseMatrix centers, IReadOnlyList<int> sizes, CancellationToken cancellation)
    {
        K = centers.RowCount;
        _kernel = new FeatureMajorMatrix(centers.Values, K, centers.ColumnCount, cancellation);
        _largest = Enumerable.Range(0, K).MaxBy(k => sizes[k]);
    }

    public override bool IsProbability => false;

    public override int K { get; }

    public override int Stride => _kernel.Stride;

    public override int Evaluate(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> result)
    {
        double norm = 0;
        foreach (double value in values) norm += value * value;
        if (!(norm >= MinNorm && double.IsFinite(norm)) && OverflowGuard.MaxMagnitude(values) > 0)
        {
            // The angle doesn't depend on the length, so the document can be scaled.
            double[] unit = values.ToArray();
            UnitRows.Scale(unit);
            return Evaluate(columns, unit, result);
        }

        if (norm == 0)
        {
            result[..K].Fill(1);
            return _largest;
        }

        _kernel.Dots(columns, values, result);
        double length = Math.Sqrt(norm);
        int best = 0;
        for (int k = 0; k < K; k++)
        {
            result[k] = Math.Clamp(1 - (result[k] / length), 0, 2);
            if (result[k] < result[best]) best = k;
        }

        return best;
    }
}
