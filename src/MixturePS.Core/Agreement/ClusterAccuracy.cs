using System.Globalization;
using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>The agreement of estimated clusters with known ones: all indices in one flat row.</summary>
public sealed record ClusterAccuracy
{
    /// <summary>The maximum number of cells of a confusion matrix.</summary>
    internal const long ConfusionLimit = 1 << 24;

    private ClusterAccuracy(ContingencyTable table, CancellationToken cancellationToken)
    {
        Accuracy = AgreementIndices.Accuracy(table, out var mapping, cancellationToken);
        Mapping = mapping;
        cancellationToken.Check();
        AdjustedRandIndex = AgreementIndices.AdjustedRandIndex(table);
        RandIndex = AgreementIndices.RandIndex(table);
        NormalizedMutualInformation = AgreementIndices.NormalizedMutualInformation(table);
        cancellationToken.Check();
        AdjustedMutualInformation = AgreementIndices.AdjustedMutualInformation(table, cancellationToken);
        cancellationToken.Check();
        Homogeneity = AgreementIndices.Homogeneity(table);
        Completeness = AgreementIndices.Completeness(table);
        VMeasure = AgreementIndices.VMeasure(table);
        FowlkesMallows = AgreementIndices.FowlkesMallows(table);
        Purity = AgreementIndices.Purity(table);
        (N, K, KnownK) = (table.N, table.ColumnCount, table.RowCount);
        if ((long)K * KnownK <= ConfusionLimit) ConfusionMatrix = table.ToMatrix(cancellationToken);
    }

    /// <summary>The method of the measured clustering, as in <c>spherical k-means</c>; null for lists of labels.</summary>
    public string? Method { get; private init; }

    /// <summary>The weighting of the clustered documents, as in <c>Count</c>; null for lists of labels.</summary>
    public string? Weighting { get; private init; }

    /// <summary>The number of estimated clusters, without empty ones.</summary>
    public int K { get; }

    /// <summary>The seed of the measured clustering; null for lists of labels.</summary>
    public BigInteger? Seed { get; private init; }

    /// <summary>The share of documents in their own cluster under the best one-to-one matching (Meilă and Heckerman 2001).</summary>
    public double Accuracy { get; }

    /// <summary>The adjusted Rand index (Hubert and Arabie 1985), from -0.5 to 1; 0 is chance.</summary>
    public double AdjustedRandIndex { get; }

    /// <summary>The Rand index (Rand 1971), from 0 to 1.</summary>
    public double RandIndex { get; }

    /// <summary>Mutual information divided by the mean entropy (Vinh et al. 2010), from 0 to 1.</summary>
    public double NormalizedMutualInformation { get; }

    /// <summary>Mutual information adjusted for chance (Vinh et al. 2010), at most 1; 0 is chance.</summary>
    public double AdjustedMutualInformation { get; }

    /// <summary>Homogeneity (Rosenberg and Hirschberg 2007), from 0 to 1.</summary>
    public double Homogeneity { get; }

    /// <summary>Completeness (Rosenberg and Hirschberg 2007), from 0 to 1.</summary>
    public double Completeness { get; }

    /// <summary>The V-measure with beta = 1 (Rosenberg and Hirschberg 2007), from 0 to 1.</summary>
    public double VMeasure { get; }

    /// <summary>The Fowlkes-Mallows index (1983), from 0 to 1.</summary>
    public double FowlkesMallows { get; }

    /// <summary>Purity (Manning et al. 2008), above 0 and at most 1.</summary>
    public double Purity { get; }

    /// <summary>The number of documents that were measured.</summary>
    public int N { get; }

    /// <summary>
    /// The number of documents whose label was given to the fit. They aren't measured, so N doesn't include them, unless
    /// -IncludeLabelled says so.
    /// </summary>
    public int LabelledCount { get; private init; }

    /// <summary>The number of known clusters, without empty ones.</summary>
    public int KnownK { get; }

    /// <summary>
    /// The number of documents in each pair of a known and an estimated cluster, KnownK x K, with rows and columns named by
    /// the names of the clusters, or by label if they have none. Null above 16,777,216 cells, where <see cref="ContingencyTable"/> still has the non-zero ones.
    /// </summary>
    public CountMatrix? ConfusionMatrix { get; }

    /// <summary>The known label that each estimated label is matched with.</summary>
    public LabelMapping Mapping { get; }

    /// <summary>Computes all indices from labels, whose pairs are counted only once.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    internal static ClusterAccuracy Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default) =>
        Measure(ContingencyCounter.Count(known, estimated, cancellationToken), cancellationToken);

    /// <summary>Computes all indices from labels with names.</summary>
    /// <param name="known">The known cluster of each document; length n.</param>
    /// <param name="estimated">The estimated cluster of each document; length n.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    internal static ClusterAccuracy Measure(DocumentLabels known, DocumentLabels estimated, CancellationToken cancellationToken = default) =>
        Measure(ContingencyCounter.Count(known.Labels, estimated.Labels, cancellationToken).Named(known.Names, estimated.Names), cancellationToken);

    /// <summary>Computes all indices from a contingency table.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    internal static ClusterAccuracy Measure(ContingencyTable table, CancellationToken cancellationToken = default) =>
        new(table, cancellationToken);

    /// <summary>The same indices with the origin of the estimated labels.</summary>
    /// <param name="method">The clustering method.</param>
    /// <param name="weighting">The name of the documents' weighting.</param>
    /// <param name="seed">The seed of the clustering.</param>
    internal ClusterAccuracy Of(string method, string weighting, BigInteger seed) => this with { Method = method, Weighting = weighting, Seed = seed };

    /// <summary>The same indices with the number of documents whose label was given.</summary>
    /// <param name="labelled">The number of documents.</param>
    internal ClusterAccuracy WithLabelled(int labelled) => this with { LabelledCount = labelled };

    /// <summary>The accuracy and the adjusted Rand index.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"accuracy {Accuracy:0.####}, adjusted Rand index {AdjustedRandIndex:0.####;-0.####;0}, n = {N}");
}
