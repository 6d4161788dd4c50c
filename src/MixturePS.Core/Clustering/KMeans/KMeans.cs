using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// K-means clustering: the division into K clusters with the least sum of squared distances from the clusters' means
/// that Lloyd's iteration finds from its starts. For a given seed it draws, labels and counts iterations as scikit-learn
/// 1.3 and later do for the same <c>random_state</c>.
/// </summary>
internal static class KMeans
{
    /// <summary>Clusters the documents of a DFM.</summary>
    /// <param name="dfm">The documents, n x J, as counts or weighted.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed of MT19937, as scikit-learn's <c>random_state</c>.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">EmptyDfm, TooManyClusters, ShapeMismatch or CellTooLarge.</exception>
    public static KMeansClustering Fit(Dfm dfm, KMeansOptions options, uint seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        Check(dfm, options);
        var random = new LegacyRandomState(seed);
        if (options.Metric != KMeansMetric.Cosine) return FitRows(dfm, options, random, seed, progress, cancellation);
        var directions = SphericalKMeans.Directions(dfm, options.K, cancellation);
        var found = FitRows(directions.Rows, options with { Arithmetic = KMeansArithmetic.Sparse }, random, seed, progress, cancellation);
        return SphericalKMeans.Expand(dfm, directions.Places, found);
    }

    /// <summary>One Lloyd iteration from given centres, for teaching and for testing what a step guarantees.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="centers">The centres, K x J.</param>
    /// <returns>The nearest centre of each document, the inertia of that division with the given centres, and the means of its clusters.</returns>
    /// <exception cref="MixtureException">EmptyDfm, TooManyClusters, ShapeMismatch or CellTooLarge.</exception>
    public static (int[] Labels, double Inertia, DenseMatrix Centers) Step(Dfm dfm, DenseMatrix centers)
    {
        var options = new KMeansOptions { K = centers.RowCount, InitialCenters = centers, ThrottleLimit = 1 };
        Check(dfm, options);
        using var points = PointSet.Create(dfm, options.Arithmetic, 1, CancellationToken.None);
        using var lloyd = new Lloyd(points, options.K, 1, CancellationToken.None);
        var old = points.ToCoordinates(centers);
        var labels = new int[points.Count];
        lloyd.Assign(old, labels);
        double inertia = lloyd.Inertia(labels);
        lloyd.Update(labels);
        return (points.Expand(labels), inertia, points.FromCoordinates(lloyd.Centers(), options.K));
    }

    /// <summary>Clusters the rows of a DFM as they are, by the chosen method.</summary>
    private static KMeansClustering FitRows(Dfm dfm, KMeansOptions options, LegacyRandomState random, uint seed, IProgress<ProgressReport>? progress, CancellationToken cancellation) => options.Method switch
    {
        KMeansMethod.Bisecting => BisectingKMeans.Fit(dfm, options, random, seed, progress, cancellation),
        KMeansMethod.MiniBatch => MiniBatchKMeans.Fit(dfm, options, random, seed, progress, cancellation),
        _ => LloydKMeans.Fit(dfm, options, random, seed, progress, cancellation),
    };

    /// <summary>Validates documents and options, except the values of cells.</summary>
    /// <inheritdoc cref="Fit"/>
    internal static void Check(Dfm dfm, KMeansOptions options)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("cluster");
        if (options.K > dfm.DocumentCount) throw MixtureError.TooManyClusters(options.K, dfm.DocumentCount);
        _ = MatrixSize.Cells("The centres", options.K, dfm.FeatureCount);
        if (options.InitialCenters is not { } centers) return;
        if (options.Method == KMeansMethod.Bisecting)
            throw MixtureError.InvalidOption("Initial centres", "can't be given for bisecting k-means, which starts with one cluster; leave them out", centers);
        if (centers.RowCount != options.K || centers.ColumnCount != dfm.FeatureCount)
        {
            throw MixtureError.ShapeMismatch(
                $"the initial centres are {centers.RowCount} x {centers.ColumnCount}, but K is {options.K} and the DFM has {Counted.Of(dfm.FeatureCount, "feature")}", centers);
        }

        for (int k = 0; k < centers.RowCount; k++)
            for (int j = 0; j < centers.ColumnCount; j++)
                if (!double.IsFinite(centers[k, j])) throw MixtureError.NonFiniteMatrix(k, j, centers[k, j]);
        OverflowGuard.CheckCenters(centers, dfm.DocumentCount);
    }
}
