namespace MixturePS.Core.Agreement;

/// <summary>
/// The share of pairs of documents on which two labellings agree: both put the pair in one cluster, or both in different
/// clusters. Source: Rand, W. M. (1971), Objective criteria for the evaluation of clustering methods, JASA 66, 846-850.
/// </summary>
public static class RandIndex
{
    /// <summary>The index, from 0 to 1; 1 for a single document, which forms no pair.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The index, from 0 to 1; 1 for a single document, which forms no pair.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table)
    {
        var pairs = table.Pairs;
        long all = (long)table.N * table.N - table.N;
        return all == 0 ? 1 : (double)(pairs.Together + pairs.Apart) / all;
    }
}
