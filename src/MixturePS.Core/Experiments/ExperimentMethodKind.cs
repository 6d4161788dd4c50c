namespace MixturePS.Core.Experiments;

/// <summary>The built-in methods of an experiment.</summary>
public enum ExperimentMethodKind
{
    /// <summary>k-means on counts.</summary>
    KMeans,

    /// <summary>k-means on TF-IDF weights.</summary>
    TfIdfKMeans,

    /// <summary>Spherical k-means on counts, which compares the directions of documents.</summary>
    SphericalKMeans,

    /// <summary>EM for the mixture of multinomials.</summary>
    EM,

    /// <summary>EM for the mixture of multinomials with the shares of the clusters fixed at 1/K.</summary>
    EvenEM,

    /// <summary>Gibbs sampling of the Dirichlet-multinomial mixture.</summary>
    Gibbs,

    /// <summary>Gibbs sampling of a topic model; the cluster of a document is its dominant topic.</summary>
    Topics,

    /// <summary>The Bayes rule, which knows the model and assigns each document to its most probable cluster.</summary>
    Bound,
}
