namespace MixturePS.Binding;

/// <summary>The axes of a plot of documents.</summary>
public enum PlotProjection
{
    /// <summary>The two directions of greatest variance, which don't depend on the clusters.</summary>
    PrincipalComponents,

    /// <summary>
    /// The two directions in which the clusters are far apart relative to their spread: the estimated clusters of a
    /// clustering, or the known ones of a DFM.
    /// </summary>
    Discriminant,
}
