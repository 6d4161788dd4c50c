namespace MixturePS.Core.Agreement;

/// <summary>
/// The number of ordered pairs of different documents, n(n - 1) in all, by whether they share a known and an estimated
/// cluster (Hubert and Arabie, 1985). The counts are exact: n is below 2^31, so each is below 2^62.
/// </summary>
internal sealed class PairCounts
{
    public PairCounts(ContingencyTable table)
    {
        long n = table.N, cells = SumOfSquares(table.Counts);
        Together = cells - n;
        OnlyKnown = SumOfSquares(table.RowSumBuffer) - cells;
        OnlyEstimated = SumOfSquares(table.ColumnSumBuffer) - cells;
        Apart = n * n - n - Together - OnlyKnown - OnlyEstimated;
    }

    /// <summary>Pairs with the same known and the same estimated cluster.</summary>
    public long Together { get; }

    /// <summary>Pairs with the same known but different estimated clusters.</summary>
    public long OnlyKnown { get; }

    /// <summary>Pairs with the same estimated but different known clusters.</summary>
    public long OnlyEstimated { get; }

    /// <summary>Pairs with different known and different estimated clusters.</summary>
    public long Apart { get; }

    private static long SumOfSquares(ReadOnlySpan<int> counts)
    {
        long sum = 0;
        foreach (int count in counts) sum += (long)count * count;
        return sum;
    }
}
