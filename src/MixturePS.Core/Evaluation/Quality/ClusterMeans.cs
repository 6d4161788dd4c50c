using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The means of the clusters of labelled documents, and squared distances from them.</summary>
internal sealed class ClusterMeans
{
    private const int DenseShare = 4;
    private readonly LabelledRows _rows;
    private readonly double[] _norms;
    private readonly bool[] _isPoint;

    /// <summary>Computes the means.</summary>
    /// <param name="rows">The labelled documents.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public ClusterMeans(LabelledRows rows, CancellationToken cancellation)
    {
        _rows = rows;
        int features = rows.FeatureCount;
        Cells = new double[MatrixSize.Cells("The means of the clusters", rows.K, features)];
        _norms = new double[rows.K];
        _isPoint = new bool[rows.K];
        var entries = new int[rows.K];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(rows.Offsets[row + 1] - rows.Offsets[row]);
            for (int e = rows.EntryOffsets[row]; e < rows.EntryOffsets[row + 1]; e++)
            {
                int cluster = rows.EntryCluster[e];
                entries[cluster]++;
                for (int p = rows.Offsets[row]; p < rows.Offsets[row + 1]; p++)
                    Cells[(cluster * features) + rows.Columns[p]] += rows.EntryWeight[e] * rows.Values[p];
            }
        }

        for (int c = 0; c < rows.K; c++)
        {
            point.Pass(features);
            _isPoint[c] = entries[c] == 1;
            foreach (ref double cell in Cells.AsSpan(c * features, features))
            {
                cell /= rows.ClusterSize[c];
                _norms[c] += cell * cell;
            }
        }
    }

    /// <summary>The means, K x J, in row-major order.</summary>
    public double[] Cells { get; }

    /// <summary>The mean of a cluster; length J.</summary>
    public ReadOnlySpan<double> this[int cluster] => Cells.AsSpan(cluster * _rows.FeatureCount, _rows.FeatureCount);

    /// <summary>The squared distance of a row from the mean of a cluster; exactly zero if all documents of the cluster are identical.</summary>
    public double SquaredDistance(int row, int cluster)
    {
        if (_isPoint[cluster]) return 0;
        var mean = this[cluster];
        int from = _rows.Offsets[row], count = _rows.Offsets[row + 1] - from;
        var columns = _rows.Columns.AsSpan(from, count);
        var values = _rows.Values.AsSpan(from, count);
        if ((long)count * DenseShare >= mean.Length) return EuclideanDistance.SquaredDifferences(columns, values, mean);

        // Cells that aren't stored are zero and contribute the squared mean: the norm minus the squared means of stored cells.
        double sum = 0, rest = _norms[cluster];
        for (int p = 0; p < count; p++)
        {
            double center = mean[columns[p]], difference = values[p] - center;
            sum += difference * difference;
            rest -= center * center;
        }

        return sum + Math.Max(0, rest);
    }
}
