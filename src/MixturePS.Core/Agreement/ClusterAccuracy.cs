using System.Globalization;
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
        Accuracy = MatchedAccuracy.Measure(table, out var mapping, cancellationToken);
        Mapping = mapping;
        cancellationToken.Check();
        AdjustedRandIndex = Agreement.AdjustedRandIndex.Measure(table);
        RandIndex = Agreement.RandIndex.Measure(table);
        NormalizedMutualInformation = Agreement.NormalizedMutualInformation.Measure(table);
        cancellationToken.Check();
        AdjustedMutualInformation = Agreement.AdjustedMutualInformation.Measure(table, cancellationToken);
        cancellationToken.Check();
        Homogeneity = Agreement.Homogeneity.Measure(table);
        Completeness = Agreement.Completeness.Measure(table);
        VMeasure = Agreement.VMeasure.Measure(table);
        FowlkesMallows = Agreement.FowlkesMallows.Measure(table);
        Purity = Agreement.Purity.Measure(table);
        (N, K, KnownK) = (table.N, table.ColumnCount, table.RowCount);
        if ((long)K * KnownK <= ConfusionLimit) ConfusionMatrix = table.ToMatrix(cancellationToken);
    }

    /// <summary>The share of documents in matched clusters under the best one-to-one matching; see <see cref="MatchedAccuracy"/>.</summary>
    public double Accuracy { get; }

    /// <summary>See <see cref="Agreement.AdjustedRandIndex"/>.</summary>
    public double AdjustedRandIndex { get; }

    /// <summary>See <see cref="Agreement.RandIndex"/>.</summary>
    public double RandIndex { get; }

    /// <summary>See <see cref="Agreement.NormalizedMutualInformation"/>.</summary>
    public double NormalizedMutualInformation { get; }

    /// <summary>See <see cref="Agreement.AdjustedMutualInformation"/>.</summary>
    public double AdjustedMutualInformation { get; }

    /// <summary>See <see cref="Agreement.Homogeneity"/>.</summary>
    public double Homogeneity { get; }

    /// <summary>See <see cref="Agreement.Completeness"/>.</summary>
    public double Completeness { get; }

    /// <summary>See <see cref="Agreement.VMeasure"/>, with beta 1.</summary>
    public double VMeasure { get; }

    /// <summary>See <see cref="Agreement.FowlkesMallows"/>.</summary>
    public double FowlkesMallows { get; }

    /// <summary>See <see cref="Agreement.Purity"/>.</summary>
    public double Purity { get; }

    /// <summary>The number of documents.</summary>
    public int N { get; }

    /// <summary>The number of estimated clusters, without empty ones.</summary>
    public int K { get; }

    /// <summary>The number of known clusters, without empty ones.</summary>
    public int KnownK { get; }

    /// <summary>
    /// The number of documents in each pair of a known and an estimated cluster, KnownK x K, with rows and columns named by
    /// label. Null above 16,777,216 cells, where <see cref="ContingencyTable"/> still has the non-zero ones.
    /// </summary>
    public CountMatrix? ConfusionMatrix { get; }

    /// <summary>The known label that each estimated label is matched with.</summary>
    public LabelMapping Mapping { get; }

    /// <summary>Computes all indices from labels, whose pairs are counted only once.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static ClusterAccuracy Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default) =>
        Measure(ContingencyCounter.Count(known, estimated, cancellationToken), cancellationToken);

    /// <summary>Computes all indices from a contingency table.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    public static ClusterAccuracy Measure(ContingencyTable table, CancellationToken cancellationToken = default) =>
        new(table, cancellationToken);

    /// <summary>The accuracy and the adjusted Rand index.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"accuracy {Accuracy:0.####}, adjusted Rand index {AdjustedRandIndex:0.####;-0.####;0}, n = {N}");
}
