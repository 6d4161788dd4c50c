using MixturePS.Core.Matrices;

namespace MixturePS.Core.Clustering;

/// <summary>What k-means found: the best of its starts.</summary>
public sealed class KMeansClustering : Clustering
{
    private readonly double _inertia;

    internal KMeansClustering(Dfm dfm, int[] labels, DenseMatrix centers, int[] clusterSize, double inertia)
        : base(dfm, labels, centers, clusterSize)
    {
        _inertia = inertia;
    }

    /// <inheritdoc/>
    public override string Method => "k-means";

    /// <inheritdoc/>
    public override double? Inertia => _inertia;

    /// <summary>The inertia that each iteration of the kept start began with, and that it ended with; it never rises.</summary>
    public required IReadOnlyList<double> InertiaTrace { get; init; }

    /// <summary>The documents that the kept start chose as centres (length K), or null where centres were given.</summary>
    public required IReadOnlyList<int>? InitialIndices { get; init; }

    /// <summary>The inertia that each start ended with, in their order: how far the starts are apart.</summary>
    public required IReadOnlyList<double> RestartInertia { get; init; }

    /// <summary>The number of clusters that have a document; below K where there are fewer distinct documents.</summary>
    public int DistinctClusterCount => ClusterSize.Count(size => size > 0);
}
