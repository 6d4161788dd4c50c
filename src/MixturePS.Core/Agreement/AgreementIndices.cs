using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The indices of agreement between a known and an estimated partition of n documents, each from a contingency table.
/// Notation: n_ij documents are in known cluster i and estimated cluster j; H is entropy and I mutual information, in nats.
/// </summary>
internal static class AgreementIndices
{
    /// <summary>
    /// The share of documents in their own cluster under the best one-to-one matching of estimated with known clusters, above
    /// 0 and at most 1. Documents of estimated clusters without a match count as errors. Source: Meilă, M. and Heckerman, D.
    /// (2001), An experimental comparison of model-based clustering methods, Machine Learning 42, 9-29, section 4.2.
    /// </summary>
    public static double Accuracy(ContingencyTable table, out LabelMapping mapping, CancellationToken cancellation = default)
    {
        var rowOfColumn = OptimalMatching.RowOfColumn(table, cancellation);
        mapping = LabelMatching.Mapping(table, rowOfColumn);
        return (double)OptimalMatching.Matched(table, rowOfColumn) / table.N;
    }

    /// <summary>
    /// The Rand index corrected for chance, from -0.5 to 1: 0 is the expectation of random labels with these cluster sizes,
    /// and 1 means equal partitions, single clusters and singletons included. Source: Hubert, L. and Arabie, P. (1985), Comparing partitions,
    /// Journal of Classification 2, 193-218, equation 5; by pair counts as in Steinley, D. (2004), Psychological Methods 9,
    /// 386-396. The products are exact.
    /// </summary>
    public static double AdjustedRandIndex(ContingencyTable table)
    {
        var pairs = table.Pairs;
        if (pairs.OnlyKnown == 0 && pairs.OnlyEstimated == 0) return 1;
        Int128 both = pairs.Together, known = pairs.OnlyKnown, estimated = pairs.OnlyEstimated, apart = pairs.Apart;
        Int128 numerator = both * apart - known * estimated;
        Int128 denominator = (both + known) * (known + apart) + (both + estimated) * (estimated + apart);
        return 2 * (double)numerator / (double)denominator;
    }

    /// <summary>
    /// The share of pairs of documents on which the partitions agree, from 0 to 1; 1 also for a single document. Source:
    /// Rand, W. M. (1971), Objective criteria for the evaluation of clustering methods, JASA 66, 846-850.
    /// </summary>
    public static double RandIndex(ContingencyTable table)
    {
        long all = ((long)table.N * table.N) - table.N;
        return all == 0 ? 1 : (double)(table.Pairs.Together + table.Pairs.Apart) / all;
    }

    /// <summary>
    /// The mutual information, the sum of n_ij / n log(n n_ij / (a_i b_j)), from 0 to the smaller entropy, in nats. Source:
    /// Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, equation 2.28.
    /// </summary>
    public static double MutualInformation(ContingencyTable table) => table.Information.Mutual;

    /// <summary>
    /// The mutual information divided by the arithmetic mean of the entropies, from 0 to 1; 1 if both partitions are single
    /// clusters, 0 if only one is. Source: Vinh, N. X., Epps, J. and Bailey, J. (2010), Information theoretic measures for
    /// clusterings comparison, JMLR 11, 2837-2854, table 2 (NMI sum).
    /// </summary>
    public static double NormalizedMutualInformation(ContingencyTable table)
    {
        if (table.IsPerfect) return 1;
        var information = table.Information;
        return information.Mutual == 0 ? 0 : Math.Min(information.Mutual / information.MeanEntropy, 1);
    }

    /// <summary>
    /// The mutual information corrected for chance, with the arithmetic mean of the entropies as its upper bound: at most 1
    /// (equal partitions), 0 in expectation for random labels with these cluster sizes. Source: Vinh et al. (2010), table 2
    /// (AMI sum).
    /// </summary>
    public static double AdjustedMutualInformation(ContingencyTable table, CancellationToken cancellation = default)
    {
        if (table.IsPerfect) return 1;

        // If one partition is a single cluster or all singletons, every labelling with these sizes has the same mutual
        // information, so there is nothing beyond chance; the formula would leave rounding noise.
        if (table.RowCount == 1 || table.ColumnCount == 1 || table.RowCount == table.N || table.ColumnCount == table.N) return 0;
        var information = table.Information;
        double expected = ExpectedMutualInformation.Of(table, cancellation);
        return (information.Mutual - expected) / (information.MeanEntropy - expected);
    }

    /// <summary>
    /// Homogeneity: 1 - H(known | estimated) / H(known), from 0 to 1; 1 if each estimated cluster has documents of one known
    /// cluster only, and if there is one known cluster. Source: Rosenberg, A. and Hirschberg, J. (2007), V-Measure: a
    /// conditional entropy-based external cluster evaluation measure, EMNLP-CoNLL, 410-420, equation 1.
    /// </summary>
    public static double Homogeneity(ContingencyTable table) =>
        table.IsHomogeneous ? 1 : Math.Min(table.Information.Mutual / table.Information.KnownEntropy, 1);

    /// <summary>
    /// Completeness: 1 - H(estimated | known) / H(estimated), from 0 to 1; 1 if the documents of each known cluster are in one
    /// estimated cluster, and if there is one estimated cluster. Source: Rosenberg and Hirschberg (2007), equation 2.
    /// </summary>
    public static double Completeness(ContingencyTable table) =>
        table.IsComplete ? 1 : Math.Min(table.Information.Mutual / table.Information.EstimatedEntropy, 1);

    /// <summary>
    /// The weighted harmonic mean of homogeneity h and completeness c: (1 + beta) h c / (beta h + c), from 0 to 1. Source:
    /// Rosenberg and Hirschberg (2007).
    /// </summary>
    /// <param name="table">The contingency table.</param>
    /// <param name="beta">The weight of completeness relative to homogeneity, finite and at least zero.</param>
    /// <exception cref="MixtureException">InvalidOption: beta is negative or not finite.</exception>
    public static double VMeasure(ContingencyTable table, double beta = 1)
    {
        if (!(beta >= 0 && double.IsFinite(beta)))
            throw MixtureError.InvalidOption("Beta", FormattableString.Invariant($"must be finite and zero or more; it is {beta:R}"), beta);
        double homogeneity = Homogeneity(table), completeness = Completeness(table);
        double weighted = beta * homogeneity + completeness;
        return weighted == 0 ? 0 : (1 + beta) * homogeneity * completeness / weighted;
    }

    /// <summary>
    /// The geometric mean of precision and recall of pairs of documents in one cluster, from 0 to 1; 0 if no pair is together
    /// in both partitions. Source: Fowlkes, E. B. and Mallows, C. L. (1983), A method for comparing two hierarchical
    /// clusterings, JASA 78, 553-569.
    /// </summary>
    public static double FowlkesMallows(ContingencyTable table)
    {
        var pairs = table.Pairs;
        if (pairs.Together == 0) return 0;
        double together = pairs.Together;
        return Math.Sqrt(together / (pairs.Together + pairs.OnlyEstimated)) * Math.Sqrt(together / (pairs.Together + pairs.OnlyKnown));
    }

    /// <summary>
    /// The share of documents in the most common known cluster of their estimated cluster, above 0 and at most 1. Several
    /// estimated clusters may share a known cluster, so that singletons have purity 1. Source: Manning, C. D., Raghavan, P. and
    /// Schütze, H. (2008), Introduction to Information Retrieval, equation 16.1.
    /// </summary>
    public static double Purity(ContingencyTable table)
    {
        var largest = new int[table.ColumnCount];
        for (int r = 0; r < table.RowCount; r++)
        {
            var columns = table.RowColumns(r);
            var counts = table.RowCounts(r);
            for (int p = 0; p < counts.Length; p++)
                largest[columns[p]] = Math.Max(largest[columns[p]], counts[p]);
        }

        return (double)largest.Sum(count => (long)count) / table.N;
    }
}
