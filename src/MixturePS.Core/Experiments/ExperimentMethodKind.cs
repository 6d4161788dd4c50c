namespace MixturePS.Core.Experiments;

/// <summary>The methods that an experiment has built in.</summary>
public enum ExperimentMethodKind
{
    /// <summary>k-means on counts.</summary>
    KMeans,

    /// <summary>k-means on TF-IDF weights.</summary>
    TfIdfKMeans,

    /// <summary>Spherical k-means on counts, which compares documents by direction alone.</summary>
    SphericalKMeans,

    /// <summary>EM for the mixture of multinomials.</summary>
    EM,

    /// <summary>Gibbs sampling of the Dirichlet-multinomial mixture.</summary>
    Gibbs,

    /// <summary>The rule that knows the model and gives each document its most probable cluster.</summary>
    Bound,
}

/// <summary>A parameter of the methods, which a grid can have several values of.</summary>
public enum ExperimentParameter
{
    /// <summary>The number of clusters that are looked for; the model's own where it isn't given.</summary>
    FitK,

    /// <summary>The number of starts.</summary>
    Restart,

    /// <summary>The most iterations of a start.</summary>
    MaxIteration,

    /// <summary>When a start ends.</summary>
    Tolerance,

    /// <summary>The tokens that EM adds to each word's count in each cluster.</summary>
    Smoothing,

    /// <summary>The sweeps of Gibbs sampling.</summary>
    Sweep,

    /// <summary>The chains of Gibbs sampling.</summary>
    Chain,

    /// <summary>The parameter of the prior of the clusters' shares in Gibbs sampling.</summary>
    PriorAlpha,

    /// <summary>The parameter of the prior of the word probabilities in Gibbs sampling.</summary>
    PriorBeta,
}
