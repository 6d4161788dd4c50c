using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>How well estimated clusters agree with known ones: every index, in one flat row.</summary>
public sealed record ClusterAccuracy
{
    /// <summary>The most cells of a confusion matrix that is made.</summary>
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

    /// <summary>The number of documents.</summary>
    public int N { get; }

    /// <summary>The number of estimated clusters that have documents.</summary>
    public int K { get; }

    /// <summary>The number of known clusters that have documents.</summary>
    public int KnownK { get; }

    /// <summary>
    /// The documents of each pair of clusters, KnownK x K, rows and columns named by label; null above 16,777,216
    /// cells, where <see cref="ContingencyTable"/> still has the stored ones.
    /// </summary>
    public CountMatrix? ConfusionMatrix { get; }

    /// <summary>The known label that each estimated one was matched with.</summary>
    public LabelMapping Mapping { get; }

    /// <summary>Measures every index from one count of the pairs of labels.</summary>
    /// <param name="known">The known label of each document, zero or more; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n; read.</param>
    /// <param name="cancellationToken">Stops the matching.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static ClusterAccuracy Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default) =>
        Measure(ContingencyCounter.Count(known, estimated, cancellationToken), cancellationToken);

    /// <summary>Measures every index from a table.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    /// <param name="cancellationToken">Stops the matching.</param>
    public static ClusterAccuracy Measure(ContingencyTable table, CancellationToken cancellationToken = default) =>
        new(table, cancellationToken);

    /// <summary>The accuracy and the adjusted Rand index.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"accuracy {Accuracy:0.####}, adjusted Rand index {AdjustedRandIndex:0.####;-0.####;0}, n = {N}");
}
