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

    /// <summary>The share of documents in their own cluster under the best one-to-one matching; see <see cref="MatchedAccuracy"/>.</summary>
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

    /// <summary>See <see cref="Agreement.VMeasure"/>; beta is 1.</summary>
    public double VMeasure { get; }

    /// <summary>See <see cref="Agreement.FowlkesMallows"/>.</summary>
    public double FowlkesMallows { get; }

    /// <summary>See <see cref="Agreement.Purity"/>.</summary>
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
