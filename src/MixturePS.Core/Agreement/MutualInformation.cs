namespace MixturePS.Core.Agreement;

/// <summary>
/// The mutual information of two labellings, in nats: the sum over cells of n_ij / n log(n n_ij / (a_i b_j)).
/// Source: Cover, T. M. and Thomas, J. A. (2006), Elements of Information Theory, equation 2.28.
/// </summary>
public static class MutualInformation
{
    /// <summary>In nats, from 0 to the smaller of the two entropies.</summary>
    /// <param name="known">The known label of each document, zero or more; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n; read.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>In nats, from 0 to the smaller of the two entropies.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    public static double Measure(ContingencyTable table) => table.Information.Mutual;
}
