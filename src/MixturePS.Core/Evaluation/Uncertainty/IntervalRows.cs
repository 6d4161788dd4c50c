using System.Numerics;

namespace MixturePS.Core.Evaluation;

/// <summary>An interval for the share of a cluster, as a flat row.</summary>
/// <param name="Cluster">The label of the cluster.</param>
/// <param name="ClusterName">The name of the known cluster that the cluster was matched with, or null if it has none.</param>
/// <param name="Estimate">The estimated share.</param>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="StandardError">The standard error, or the standard deviation of the posterior distribution.</param>
/// <param name="Level">The level of the interval.</param>
/// <param name="Method">The method; Fixed for a share that was given or is the only one.</param>
/// <param name="Seed">The seed of the replicates, or null if nothing was drawn.</param>
public sealed record ShareInterval(int Cluster, string? ClusterName, double Estimate, double Lower, double Upper, double StandardError, double Level, IntervalMethod Method, BigInteger? Seed)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => FormattableString.Invariant($"cluster {Cluster}: {Estimate:G4} ({Lower:G4} to {Upper:G4})");
}

/// <summary>An interval for the probability of a word in a cluster, as a flat row.</summary>
/// <param name="Cluster">The label of the cluster.</param>
/// <param name="ClusterName">The name of the known cluster that the cluster was matched with, or null if it has none.</param>
/// <param name="Rank">The rank of the word in the cluster by its probability, from 1.</param>
/// <param name="Word">The word.</param>
/// <param name="Estimate">The estimated probability.</param>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="StandardError">The standard error, or the standard deviation of the posterior distribution.</param>
/// <param name="Level">The level of the interval.</param>
/// <param name="Method">The method; Fixed for a probability that was given or is the only one.</param>
/// <param name="Seed">The seed of the replicates, or null if nothing was drawn.</param>
public sealed record WordInterval(
    int Cluster, string? ClusterName, int Rank, string Word, double Estimate, double Lower, double Upper, double StandardError, double Level, IntervalMethod Method, BigInteger? Seed)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => FormattableString.Invariant($"{Word} in cluster {Cluster}: {Estimate:G4} ({Lower:G4} to {Upper:G4})");
}

/// <summary>The smallest set of clusters that contains the cluster of a document with the probability of the level, as a flat row.</summary>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The name of the document.</param>
/// <param name="Cluster">The label of the document.</param>
/// <param name="ClusterName">The name of the known cluster that its cluster was matched with, or null if it has none.</param>
/// <param name="Probability">The probability of that cluster, averaged over the uncertainty of the parameters.</param>
/// <param name="LabelSet">The clusters of the set, the most probable first, separated by commas: names, or labels for clusters without names.</param>
/// <param name="SetSize">The number of clusters in the set.</param>
/// <param name="SetProbability">Their total probability: at least the level, unless a document by Gibbs sampling may also be in a cluster that the labels don't have.</param>
/// <param name="Level">The level.</param>
/// <param name="Method">The method; Fixed if no parameter was estimated.</param>
/// <param name="Seed">The seed of the replicates, or null if nothing was drawn.</param>
public sealed record LabelInterval(
    int Document, string DocumentName, int Cluster, string? ClusterName, double Probability, string LabelSet, int SetSize, double SetProbability, double Level, IntervalMethod Method, BigInteger? Seed)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => FormattableString.Invariant($"{DocumentName}: {LabelSet} ({SetProbability:G4})");
}
