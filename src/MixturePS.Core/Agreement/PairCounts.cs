namespace MixturePS.Core.Agreement;

/// <summary>
/// The ordered pairs of different documents, n(n - 1) in all, by whether they share a known and an estimated
/// cluster (Hubert and Arabie, 1985). Exact: n is below 2^31, so each count is below 2^62.
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

    /// <summary>Pairs in one known and in one estimated cluster.</summary>
    public long Together { get; }

    /// <summary>Pairs in one known cluster but two estimated ones.</summary>
    public long OnlyKnown { get; }

    /// <summary>Pairs in one estimated cluster but two known ones.</summary>
    public long OnlyEstimated { get; }

    /// <summary>Pairs in two known and in two estimated clusters.</summary>
    public long Apart { get; }

    private static long SumOfSquares(ReadOnlySpan<int> counts)
    {
        long sum = 0;
        foreach (int count in counts) sum += (long)count * count;
        return sum;
    }
}
