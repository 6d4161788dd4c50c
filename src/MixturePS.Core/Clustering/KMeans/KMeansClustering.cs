using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The result of k-means: the best of its starts.</summary>
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

    /// <summary>The objective.</summary>
    public KMeansMetric Metric { get; init; }

    /// <summary>The algorithm.</summary>
    public KMeansMethod Algorithm { get; init; }

    /// <summary>The number of documents whose cells are all zero, with the cosine metric: they have no direction and belong to the largest cluster.</summary>
    public int EmptyDocumentCount { get; init; }

    /// <summary>The sum of the documents' squared distances from their centres; with the cosine metric the sum of 1 - cosine.</summary>
    public override double? Inertia => _inertia;

    /// <summary>
    /// The inertia at the beginning of each iteration of the kept start, and at its end; it never rises. For bisecting
    /// k-means the inertia before each split and at the end; it never rises either. For mini-batch k-means n times the mean
    /// distance in each batch, before the centres moved, and the inertia at the end.
    /// </summary>
    public required IReadOnlyList<double> InertiaTrace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The documents that the kept start chose as first centres (length K), or null if centres were given.</summary>
    public required IReadOnlyList<int>? InitialIndices { get; init => field = ReadOnlyValues.OrNull(value); }

    /// <summary>The final inertia of each start, in their order: how much the starts differ.</summary>
    public required IReadOnlyList<double> RestartInertia { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>
    /// The centres in the coordinates that documents were assigned in and with their order in the fit; null where both are
    /// those of Centers, and for bisecting k-means.
    /// </summary>
    internal CenterCoordinates? Coordinates { get; set; }

    /// <summary>The centres to assign documents by, if there is no <see cref="Tree"/>.</summary>
    internal CenterCoordinates FitCoordinates => Coordinates ?? new CenterCoordinates(null, Centers.Buffer, K);

    /// <summary>The splits of bisecting k-means; null for other algorithms, and for a file of an older version.</summary>
    internal BisectingTree? Tree { get; set; }

    /// <summary>The number of clusters with documents; below K if there are fewer distinct documents.</summary>
    public int DistinctClusterCount => ClusterSize.Count(size => size > 0);

    /// <summary>Whether there are at least as many distinct documents as clusters; false with the cosine metric, where lengths don't count and this isn't known.</summary>
    internal bool HasEnoughDistinctDocuments() => Metric != KMeansMetric.Cosine && RowMerger.Merge(Dfm.Matrix, CancellationToken.None).FirstOf.Length >= K;

    /// <summary>
    /// The distance of each document from its centre, in the units of the DFM; with the cosine metric 1 - cosine, and 1 for a
    /// document without a direction. Length n.
    /// </summary>
    /// <param name="cancellation">Cancellation token.</param>
    internal override double[] Distances(CancellationToken cancellation) =>
        Metric == KMeansMetric.Cosine ? CosineDistances(cancellation) : base.Distances(cancellation);

    private protected override void Reorder(int[] order)
    {
        // The centres are in their new order already.
        if (Tree is not null) Tree = Tree.Reordered(order);
        else if (Coordinates is { Mean: not null } coordinates) Coordinates = coordinates.Reordered(order);
        else Coordinates = new CenterCoordinates(null, Centers.Buffer, K, CenterCoordinates.Moved(Coordinates?.Rank, order));
    }

    private double[] CosineDistances(CancellationToken cancellation)
    {
        int[] centers = CenterRows();
        var result = new double[Dfm.DocumentCount];
        Array.Fill(result, 1);
        var point = new CancellationPoint(cancellation);
        int first = 0;
        foreach (var part in Dfm.Parts(cancellation))
        {
            var (rows, places) = UnitRows.Create(part, cancellation);
            for (int d = 0; d < places.Length; d++)
            {
                int document = first + places[d];
                var center = Centers.RowSpan(centers[document]);
                var columns = rows.Matrix.RowColumns(d);
                point.Pass(columns.Length);
                var values = rows.Matrix.RowValues(d);
                double cosine = 0;
                for (int p = 0; p < columns.Length; p++) cosine += values[p] * center[columns[p]];
                result[document] = Math.Max(0, 1 - cosine);
            }

            first += part.DocumentCount;
        }

        return result;
    }
}
