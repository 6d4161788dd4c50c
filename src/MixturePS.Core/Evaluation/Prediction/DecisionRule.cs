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
        MixtureClustering { Precision: { } precision } polya => new DirichletMultinomialRule(polya.Mu, precision, polya.Alpha),
        FittedMixture mixture => new MultinomialRule(mixture.Mu, mixture.Alpha, cancellation),
        KMeansClustering { Metric: KMeansMetric.Cosine } kmeans => new CosineRule(kmeans),
        KMeansClustering kmeans => new NearestCenterRule(kmeans, cancellation),
        _ => throw new ArgumentException($"{clustering.Method} has no rule.", nameof(clustering)),
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

/// <summary>
/// Assigns the cluster with the nearest centre; for bisecting k-means, that at the end of the splits. The arithmetic is that
/// of the fit, so the fitted documents get their own clusters, also where they are as far from another centre.
/// </summary>
internal sealed class NearestCenterRule : DecisionRule
{
    private readonly DenseMatrix _centers;
    private readonly CenterCoordinates _coordinates;
    private readonly BisectingTree? _tree;
    private readonly double[] _norms;

    public NearestCenterRule(KMeansClustering clustering, CancellationToken cancellation)
    {
        _centers = clustering.Centers;
        _coordinates = clustering.FitCoordinates;
        _tree = clustering.Tree;
        _norms = new double[_centers.RowCount];
        for (int k = 0; k < _norms.Length; k++)
        {
            cancellation.Check();
            _norms[k] = SumOfProducts.Squares(_centers.RowSpan(k));
        }
    }

    public override bool IsProbability => false;

    public override int K => _norms.Length;

    public override int Stride => K;

    public override void Check(Dfm dfm)
    {
        OverflowGuard.CheckCenters(_centers, 1);
        OverflowGuard.CheckSquares(dfm);
    }

    public override int Evaluate(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> result)
    {
        // The reported distances are computed from differences, which lose fewer digits than the products that are compared.
        for (int k = 0; k < K; k++) result[k] = EuclideanDistance.FromCenter(columns, values, _centers.RowSpan(k), _norms[k]);
        return _tree?.Find(columns, values) ?? _coordinates.Nearest(columns, values);
    }
}

/// <summary>
/// Assigns the cluster whose centre has the smallest angle, with the arithmetic of the fit. A zero document has distance 1
/// from all centres and is assigned to the largest cluster.
/// </summary>
internal sealed class CosineRule : DecisionRule
{
    private readonly CenterCoordinates _centers;
    private readonly BisectingTree? _tree;
    private readonly int _largest;

    public CosineRule(KMeansClustering clustering)
    {
        K = clustering.K;
        _centers = clustering.FitCoordinates;
        _tree = clustering.Tree;
        _largest = Enumerable.Range(0, K).MaxBy(k => clustering.ClusterSize[k]);
    }

    public override bool IsProbability => false;

    public override int K { get; }

    public override int Stride => _centers.Stride;

    public override int Evaluate(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> result)
    {
        if (OverflowGuard.MaxMagnitude(values) == 0)
        {
            result[..K].Fill(1);
            return _largest;
        }

        double[] unit = values.ToArray();
        UnitRows.Scale(unit);

        // The coordinates are those of the centres: the arithmetic of this metric is always sparse.
        int nearest = _centers.Nearest(columns, unit, result);
        for (int k = 0; k < K; k++) result[k] = Math.Clamp(1 - result[k], 0, 2);
        return _tree?.Find(columns, unit) ?? nearest;
    }
}
