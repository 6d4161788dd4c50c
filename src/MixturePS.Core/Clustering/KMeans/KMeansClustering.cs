using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>What k-means found: the best of its starts.</summary>
public sealed class KMeansClustering : FittedClustering
{
    private readonly double _inertia;

    internal KMeansClustering(Dfm dfm, int[] labels, DenseMatrix centers, int[] clusterSize, double inertia)
        : base(dfm, labels, centers, clusterSize)
    {
        _inertia = inertia;
    }

    /// <inheritdoc/>
    public override string Method => (Metric == KMeansMetric.Cosine ? "spherical " : string.Empty)
        + Algorithm switch { KMeansMethod.Bisecting => "bisecting ", KMeansMethod.MiniBatch => "mini-batch ", _ => string.Empty } + "k-means";

    /// <summary>What was made small.</summary>
    public KMeansMetric Metric { get; init; }

    /// <summary>How the clusters were come to.</summary>
    public KMeansMethod Algorithm { get; init; }

    /// <summary>The documents whose cells are all zero, if the metric is the cosine: they have no direction and are put into the largest cluster.</summary>
    public int EmptyDocumentCount { get; init; }

    /// <summary>The sum of the documents' squared distances from their centres; of the cosine metric the sum of one less the cosine.</summary>
    public override double? Inertia => _inertia;

    /// <summary>
    /// The inertia that each iteration of the kept start began with, and that it ended with; it never rises. Of bisecting
    /// k-means the inertia before each split and at the end; it never rises either. Of mini-batch k-means n times the mean
    /// distance in each batch, before the centres moved, and the inertia at the end.
    /// </summary>
    public required IReadOnlyList<double> InertiaTrace { get; init; }

    /// <summary>The documents that the kept start chose as centres (length K), or null where centres were given.</summary>
    public required IReadOnlyList<int>? InitialIndices { get; init; }

    /// <summary>The inertia that each start ended with, in their order: how far the starts are apart.</summary>
    public required IReadOnlyList<double> RestartInertia { get; init; }

    /// <summary>The number of clusters that have a document; below K where there are fewer distinct documents.</summary>
    public int DistinctClusterCount => ClusterSize.Count(size => size > 0);

    /// <summary>Whether as many documents as there are clusters differ from each other; of the cosine metric, where lengths don't count, this isn't known and false.</summary>
    internal bool HasEnoughDistinctDocuments() => Metric != KMeansMetric.Cosine && RowMerger.Merge(Dfm.Matrix, CancellationToken.None).FirstOf.Length >= K;

    /// <summary>
    /// The distance of each document from its centre, in the units of the DFM; of the cosine metric one less the cosine, and
    /// 1 for a document that has no direction. Length n.
    /// </summary>
    /// <param name="cancellation">Ends the work early.</param>
    internal override double[] Distances(CancellationToken cancellation) =>
        Metric == KMeansMetric.Cosine ? CosineDistances(cancellation) : base.Distances(cancellation);

    private double[] CosineDistances(CancellationToken cancellation)
    {
        int[] centers = CenterRows();
        var (rows, places) = UnitRows.Create(Dfm, cancellation);
        var result = new double[Dfm.DocumentCount];
        Array.Fill(result, 1);
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < places.Length; d++)
        {
            var center = Centers.RowSpan(centers[places[d]]);
            var columns = rows.Matrix.RowColumns(d);
            point.Pass(columns.Length);
            var values = rows.Matrix.RowValues(d);
            double cosine = 0;
            for (int p = 0; p < columns.Length; p++) cosine += values[p] * center[columns[p]];
            result[places[d]] = Math.Max(0, 1 - cosine);
        }

        return result;
    }
}
