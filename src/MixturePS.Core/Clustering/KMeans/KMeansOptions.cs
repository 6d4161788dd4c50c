using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The choice of the first centres.</summary>
public enum KMeansInit
{
    /// <summary>Greedy k-means++ (Arthur and Vassilvitskii 2007): each centre is the best of 2 + ln K candidates.</summary>
    PlusPlus,

    /// <summary>K different documents, drawn uniformly.</summary>
    Random,
}

/// <summary>
/// The one of scikit-learn's two arithmetics that distances are computed in. They differ only in rounding, which decides
/// where a document is equally far from two centres.
/// </summary>
public enum KMeansArithmetic
{
    /// <summary>Dense for counts of up to 1,000 features and for a plain matrix of fractions with up to 67 million cells, sparse otherwise.</summary>
    Auto,

    /// <summary>As scikit-learn on an array: columns are centred on their means first.</summary>
    Dense,

    /// <summary>As scikit-learn on a sparse matrix: nothing is centred.</summary>
    Sparse,
}

/// <summary>The objective that k-means minimises.</summary>
public enum KMeansMetric : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>Squared Euclidean distances from the centres, the clusters' means.</summary>
    Euclidean,

    /// <summary>
    /// 1 - cosine of the angle to the centres: spherical k-means (Dhillon and Modha 2001). Only the direction of a document
    /// counts, and centres have length 1.
    /// </summary>
    Cosine,
}

/// <summary>The algorithm of k-means.</summary>
public enum KMeansMethod : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>Lloyd's iteration over all documents.</summary>
    Lloyd,

    /// <summary>Splits the cluster with the greatest inertia in two until there are K (Steinbach, Karypis and Kumar 2000).</summary>
    Bisecting,

    /// <summary>Moves the centres after each batch of documents drawn at random (Sculley 2010).</summary>
    MiniBatch,
}

/// <summary>The options of k-means; the defaults are scikit-learn's, except for the ten restarts.</summary>
internal sealed record KMeansOptions
{
    private readonly int _k = 8;
    private readonly int _restarts = 10;
    private readonly int _maxIterations = 300;
    private readonly double _tolerance = 1e-4;
    private readonly int _batchSize = 1024;

    /// <summary>The number of clusters, at least 1.</summary>
    public required int K
    {
        get => _k;
        init => _k = value >= 1 ? value : throw MixtureError.InvalidClusterCount(value);
    }

    /// <summary>The number of starts; the one with the least inertia is kept (<c>n_init</c>).</summary>
    public int Restarts
    {
        get => _restarts;
        init => _restarts = Option.AtLeast(value, 1, "The number of restarts");
    }

    /// <summary>The maximum number of iterations of a start (<c>max_iter</c>).</summary>
    public int MaxIterations
    {
        get => _maxIterations;
        init => _maxIterations = Option.AtLeast(value, 1, "The maximum number of iterations");
    }

    /// <summary>
    /// A start ends when the centres' squared shifts sum to no more than this times the mean variance of the features
    /// (<c>tol</c>).
    /// </summary>
    public double Tolerance
    {
        get => _tolerance;
        init => _tolerance = Option.NotNegative(value, "The tolerance");
    }

    /// <summary>The objective.</summary>
    public KMeansMetric Metric { get; init; }

    /// <summary>The algorithm.</summary>
    public KMeansMethod Method { get; init; }

    /// <summary>The number of documents in a batch of <see cref="KMeansMethod.MiniBatch"/>, at least 1.</summary>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Option.AtLeast(value, 1, "The batch size");
    }

    /// <summary>The choice of a start's first centres.</summary>
    public KMeansInit Init { get; init; }

    /// <summary>Centres to start from (K x J), for a single start; null to choose them by <see cref="Init"/>.</summary>
    public DenseMatrix? InitialCenters { get; init; }

    /// <summary>The arithmetic of scikit-learn's that distances are computed in.</summary>
    public KMeansArithmetic Arithmetic { get; init; }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }
}
