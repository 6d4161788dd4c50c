using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>The entropies of two labellings and their mutual information, in nats.</summary>
internal sealed class Information
{
    public Information(ContingencyTable table)
    {
        KnownEntropy = Entropy(table.RowSumBuffer, table.N);
        EstimatedEntropy = Entropy(table.ColumnSumBuffer, table.N);
        Mutual = MutualInformationOf(table);
    }

    public double KnownEntropy { get; }

    public double EstimatedEntropy { get; }

    public double Mutual { get; }

    public double MeanEntropy => (KnownEntropy + EstimatedEntropy) / 2;

    private static double Entropy(int[] sums, int n)
    {
        CompensatedSum sum = default;
        foreach (int size in sums) sum.Add((double)size / n * Math.Log((double)n / size));
        return sum.Value;
    }

    // A cell with its expected count under independence contributes exactly zero, because n * count and row * column are then
    // the same integer.
    private static double MutualInformationOf(ContingencyTable table)
    {
        CompensatedSum sum = default;
        long n = table.N;
        for (int r = 0; r < table.RowCount; r++)
        {
            var columns = table.RowColumns(r);
            var counts = table.RowCounts(r);
            long row = table.RowSumBuffer[r];
            for (int p = 0; p < counts.Length; p++)
            {
                long observed = n * counts[p], expected = row * table.ColumnSumBuffer[columns[p]];
                sum.Add((double)counts[p] / n * Math.Log((double)observed / expected));
            }
        }

        return Math.Max(sum.Value, 0);
    }
}
