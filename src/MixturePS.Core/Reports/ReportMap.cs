using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>Places in a plane: those of the documents by their first two principal components, and those of the clusters by the distances of their centres.</summary>
/// <param name="Documents">The places of the documents, n x 2, or null without documents.</param>
/// <param name="DocumentShares">The share of the variance of each of the two components.</param>
/// <param name="Clusters">The places of the clusters, K x 2.</param>
/// <param name="ClusterShares">The share of the variance of each of the two components.</param>
internal sealed record ReportMap(DenseMatrix? Documents, double[] DocumentShares, DenseMatrix Clusters, double[] ClusterShares)
{
    /// <summary>
    /// Computes the places. Those of clusters are the principal components of the centres; for word probabilities of their
    /// square roots, whose distances are Hellinger distances. Principal components of points are their classical
    /// multidimensional scaling (Gower 1966).
    /// </summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">CellTooLarge.</exception>
    public static ReportMap Of(FittedClustering clustering, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        bool isProbability = clustering is FittedMixture or FittedTopics;
        double[] cells = Array.ConvertAll(clustering.Centers.Values.ToArray(), value => isProbability ? Math.Sqrt(value) : value);
        var centers = PrincipalComponents.Fit(SparseMatrix.FromDense(clustering.K, clustering.Centers.ColumnCount, cells, cancellation), 2, null, cancellation);
        var documents = clustering.Dfm.DocumentCount == 0 ? null : PrincipalComponents.Fit(clustering.Dfm.Matrix, 2, progress, cancellation);
        return new ReportMap(documents?.Scores, documents is null ? [] : Shares(documents), centers.Scores, Shares(centers));
    }

    private static double[] Shares(PrincipalComponents components) => [components.VarianceShare(0), components.VarianceShare(1)];
}
