namespace MixturePS.Core.Clustering;

/// <summary>How the shares of a mixture's clusters, the probabilities alpha, were chosen.</summary>
public enum MixtureShares : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>Fitted: K - 1 free parameters.</summary>
    Free,

    /// <summary>
    /// Fixed at 1/K. Where clusters are similar, free shares let large clusters absorb small ones, which equal shares prevent;
    /// where clusters differ in size, equal shares split the large ones.
    /// </summary>
    Even,

    /// <summary>Fixed at given values.</summary>
    Given,
}
