using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The expected mutual information of two random labellings with given cluster sizes. Source: Vinh, N. X., Epps, J. and
/// Bailey, J. (2010), Information theoretic measures for clusterings comparison, JMLR 11, 2837-2854, equation 24, where the
/// count of a cell with margins a and b is hypergeometric. Here the probabilities are computed from ratios of neighbours,
/// outwards from the mode until they are negligible, and normalised by their sum, so no factorials are needed. Clusters of
/// equal size share one computation.
/// </summary>
internal static class ExpectedMutualInformation
{
    /// <summary>The weight relative to the mode below which the rest of a tail no longer changes the sum.</summary>
    private const double Negligible = 1e-22;

    private const int LogTableSize = 1 << 14;

    public static double Of(ContingencyTable table, CancellationToken cancellation = default)
    {
        var rows = Sizes(table.RowSumBuffer);
        var columns = Sizes(table.ColumnSumBuffer);
        var logs = new double[Math.Min(LogTableSize, Math.Min(rows[^1].Size, columns[^1].Size) + 1)];
        for (int m = 1; m < logs.Length; m++) logs[m] = Math.Log(m);
        CompensatedSum sum = default;
        foreach (var (a, clustersOfA) in rows)
        {
            foreach (var (b, clustersOfB) in columns)
            {
                // One cell can have thousands of terms.
                cancellation.Check();
                sum.Add((double)clustersOfA * clustersOfB * Cell(a, b, table.N, logs));
            }
        }

        return sum.Value / table.N;
    }

    /// <summary>The distinct cluster sizes, ascending, and the number of clusters of each size.</summary>
    private static List<(int Size, int Clusters)> Sizes(int[] sums)
    {
        var sorted = (int[])sums.Clone();
        Array.Sort(sorted);
        var result = new List<(int, int)>();
        for (int i = 0; i < sorted.Length;)
        {
            int from = i;
            while (i < sorted.Length && sorted[i] == sorted[from]) i++;
            result.Add((sorted[from], i - from));
        }

        return result;
    }

    /// <summary>The expectation of m log(n m / (a b)), where m is the count of a cell with margins a and b.</summary>
    private static double Cell(long a, long b, long n, double[] logs)
    {
        long low = Math.Max(0, a + b - n), high = Math.Min(a, b), rest = n - a - b;
        long mode = Math.Clamp((a + 1) * (b + 1) / (n + 2), low, high);
        double logMean = Math.Log((double)(a * b) / n);
        double weights = 1, sum = Term(mode, logMean, logs);
        double weight = 1;
        for (long m = mode; m < high; m++)
        {
            weight *= (double)(a - m) * (b - m) / ((double)(m + 1) * (rest + m + 1));
            if (weight < Negligible) break;
            weights += weight;
            sum += weight * Term(m + 1, logMean, logs);
        }

        weight = 1;
        for (long m = mode; m > low; m--)
        {
            weight *= (double)m * (rest + m) / ((double)(a - m + 1) * (b - m + 1));
            if (weight < Negligible) break;
            weights += weight;
            sum += weight * Term(m - 1, logMean, logs);
        }

        return sum / weights;
    }

    private static double Term(long m, double logMean, double[] logs)
    {
        if (m == 0) return 0;
        return m * ((m < logs.Length ? logs[m] : Math.Log(m)) - logMean);
    }
}
