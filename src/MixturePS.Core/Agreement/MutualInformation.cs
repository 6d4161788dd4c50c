namespace MixturePS.Core.Agreement;

/// <summary>
/// The mutual information of two labellings, in nats: the sum over cells of n_ij / n log(n n_ij / (a_i b_j)).
/// Source: Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, equation 2.28.
/// </summary>
public static class MutualInformation
{
    /// <summary>The mutual information in nats, from 0 to the smaller of the two entropies.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The mutual information in nats, from 0 to the smaller of the two entropies.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table) => table.Information.Mutual;
}
