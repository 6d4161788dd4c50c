using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Shards;

/// <summary>The documents of a shard as k-means reads them, and the nearest centre of each.</summary>
internal sealed class ShardPoints : IShardState
{
    private readonly PointSet _points;
    private readonly Lloyd _lloyd;
    private readonly CenterSums _sums;
    private readonly int[] _rowLabels;
    private readonly int[]? _places;
    private readonly int _k;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private bool _isStarted;

    /// <summary>Reads the documents of a shard.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="options">The options of the fit.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">CellTooLarge: squared distances would not be finite.</exception>
    public ShardPoints(Dfm dfm, KMeansOptions options, CancellationToken cancellation)
    {
        (_k, _threads, _cancellation, DocumentCount) = (options.K, options.ThrottleLimit, cancellation, dfm.DocumentCount);
        if (options.Metric == KMeansMetric.Cosine) (dfm, _places) = UnitRows.Create(dfm, cancellation);
        _points = PointSet.Create(dfm, KMeansArithmetic.Sparse, _threads, cancellation);
        _lloyd = new Lloyd(_points, _k, _threads, cancellation);
        _sums = new CenterSums(_points, _k, _threads, false, cancellation);
        _rowLabels = new int[_points.Count];
    }

    /// <inheritdoc/>
    public long Bytes => (18L * _points.Offsets[_points.Count]) + ((64L + _k) * DocumentCount) + (14L * _k * _points.FeatureCount);

    /// <summary>The number of documents of the shard.</summary>
    public int DocumentCount { get; }

    /// <summary>The sum of the squared norms of the documents.</summary>
    public double SquaredNorm => _points.SquaredNorm;

    /// <summary>The greatest norm of a document.</summary>
    public double GreatestNorm => _points.GreatestNorm;

    /// <summary>Assigns each document to its nearest centre.</summary>
    /// <param name="centers">The centres, K x J; read, and kept until the next call.</param>
    /// <param name="labels">Receives the centre of each document, -1 for one without a direction.</param>
    public void Assign(double[] centers, Span<int> labels)
    {
        if (_isStarted) _lloyd.Follow(centers, _rowLabels);
        else _lloyd.Assign(centers, _rowLabels);
        _isStarted = true;
        if (_places is null)
        {
            for (int d = 0; d < labels.Length; d++) labels[d] = _rowLabels[_points.RowOf[d]];
            return;
        }

        labels.Fill(-1);
        for (int d = 0; d < _places.Length; d++) labels[_places[d]] = _rowLabels[_points.RowOf[d]];
    }

    /// <summary>The sum of the documents of each cluster (K x J) and their numbers, for the labels of the last assignment.</summary>
    public (double[] Sums, double[] Weights) Totals()
    {
        var (sums, weights) = _sums.Totals(_rowLabels);
        return (sums.Length == _k * _points.FeatureCount ? sums : sums[..(_k * _points.FeatureCount)], weights);
    }

    /// <summary>The sum of the squared distances of the documents from the centres of the last assignment.</summary>
    public double Inertia() => _lloyd.Inertia(_rowLabels);

    /// <summary>The documents that are farthest from the centres of the last assignment, the farthest first and ties in their order.</summary>
    /// <param name="centers">These centres, K x J.</param>
    /// <param name="count">The number of documents.</param>
    public IReadOnlyList<FarDocument> Farthest(double[] centers, int count)
    {
        int features = _points.FeatureCount;
        var norms = new double[_k];
        for (int c = 0; c < _k; c++) norms[c] = SumOfProducts.Squares(centers.AsSpan(c * features, features));
        var distances = new double[_points.Count];
        ParallelBlocks.Run(distances.Length, 4096, _threads, _cancellation, (_, from, to) =>
        {
            for (int row = from; row < to; row++) distances[row] = _points.SquaredDistance(row, centers.AsSpan(_rowLabels[row] * features, features), norms[_rowLabels[row]]);
        });
        var found = new PriorityQueue<int, (double Distance, int Order)>();
        for (int d = 0; d < _points.RowOf.Length; d++)
        {
            found.Enqueue(d, (distances[_points.RowOf[d]], -d));
            if (found.Count > count) _ = found.Dequeue();
        }

        var farthest = new List<FarDocument>();
        while (found.TryDequeue(out int document, out var priority))
        {
            int row = _points.RowOf[document];
            farthest.Add(new FarDocument(priority.Distance, _rowLabels[row], _points.RowColumns(row).ToArray(), _points.RowValues(row).ToArray()));
        }

        farthest.Reverse();
        return farthest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lloyd.Dispose();
        _points.Dispose();
    }
}

/// <summary>A document that is far from its centre.</summary>
/// <param name="Distance">The squared distance.</param>
/// <param name="Label">The centre.</param>
/// <param name="Columns">The features of its cells.</param>
/// <param name="Values">Its cells.</param>
internal sealed record FarDocument(double Distance, int Label, int[] Columns, double[] Values);
