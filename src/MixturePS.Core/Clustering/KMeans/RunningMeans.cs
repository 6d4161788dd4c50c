using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The centres of mini-batch k-means, stored as the sums of the documents assigned to them so far. With the step size
/// 1 / count a centre is the mean of these documents, so that a step costs only the document's own coordinates. A centre
/// without documents stays at its start.
/// </summary>
internal sealed class RunningMeans
{
    private readonly FeatureMajorMatrix _sums;
    private readonly double[] _counts;
    private readonly double[] _squares;
    private readonly int _features;
    private readonly bool _isCosine;

    /// <summary>Starts with centres without documents.</summary>
    /// <param name="centers">The centres, K x J, row after row; read.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="features">The number of features, J.</param>
    /// <param name="metric">Whether centres have length 1.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public RunningMeans(double[] centers, int k, int features, KMeansMetric metric, CancellationToken cancellation = default)
    {
        (_features, _isCosine) = (features, metric == KMeansMetric.Cosine);
        _sums = new FeatureMajorMatrix(centers, k, features, cancellation);
        _counts = new double[k];
        _squares = new double[k];
        for (int c = 0; c < k; c++)
        {
            cancellation.Check();
            _squares[c] = _sums.SquaredNorm(c);
        }
    }

    /// <summary>The length of the working memory of <see cref="Nearest"/>.</summary>
    public int Stride => _sums.Stride;

    /// <summary>The nearest centre and the squared distance from it; ties go to the first.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="row">The distinct row.</param>
    /// <param name="dots">Written; length Stride.</param>
    public (int Cluster, double Distance) Nearest(PointSet points, int row, double[] dots)
    {
        _sums.Dots(points.RowColumns(row), points.RowValues(row), dots);
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int c = 0; c < _counts.Length; c++)
        {
            double share = Share(c);
            double distance = (_squares[c] * share * share) - (2 * dots[c] * share);
            if (!(distance < least)) continue;
            least = distance;
            nearest = c;
        }

        return (nearest, Math.Max(0, least + points.SquaredNorms[row]));
    }

    /// <summary>Moves a centre towards a document.</summary>
    public void Add(PointSet points, int row, int cluster)
    {
        if (_counts[cluster] == 0) _sums.Clear(cluster);
        if (_counts[cluster]++ == 0) _squares[cluster] = 0;
        double dot = _sums.Add(cluster, points.RowColumns(row), points.RowValues(row));
        _squares[cluster] += (2 * dot) + points.SquaredNorms[row];
    }

    /// <summary>Moves each centre without documents to one of the documents that are farthest from their centres.</summary>
    public void Relocate(PointSet points, int[] rows, double[] distances)
    {
        var idle = Enumerable.Range(0, _counts.Length).Where(c => _counts[c] == 0).ToArray();
        if (idle.Length == 0) return;
        int[] farthest = [.. Enumerable.Range(0, rows.Length).Where(i => distances[i] > 0).OrderByDescending(i => distances[i]).Select(i => rows[i]).Distinct().Take(idle.Length)];
        for (int i = 0; i < farthest.Length; i++) Add(points, farthest[i], idle[i]);
    }

    /// <summary>The centres, K x J, row after row.</summary>
    public double[] Centers(CancellationToken cancellation = default)
    {
        var centers = new double[_counts.Length * _features];
        for (int c = 0; c < _counts.Length; c++)
        {
            cancellation.Check();
            _sums.CopyTo(c, Share(c), centers.AsSpan(c * _features, _features));
        }

        if (_isCosine) UnitRows.Scale(centers, _features);
        return centers;
    }

    private double Share(int cluster) =>
        _isCosine ? (_squares[cluster] > 0 ? 1 / Math.Sqrt(_squares[cluster]) : 0) : _counts[cluster] > 0 ? 1 / _counts[cluster] : 1;
}
