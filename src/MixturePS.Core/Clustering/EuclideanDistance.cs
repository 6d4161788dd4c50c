namespace MixturePS.Core.Clustering;

/// <summary>The Euclidean distance of a sparse document from a dense centre.</summary>
internal static class EuclideanDistance
{
    /// <summary>The distance, computed from differences, which lose fewer digits than products.</summary>
    /// <param name="columns">The features of the document's cells; read.</param>
    /// <param name="values">Its cells, as many; read.</param>
    /// <param name="center">The centre; length J; read.</param>
    /// <param name="squaredNorm">The centre's squared length.</param>
    public static double FromCenter(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ReadOnlySpan<double> center, double squaredNorm)
    {
        double sum = squaredNorm;
        for (int p = 0; p < columns.Length; p++)
        {
            double cell = center[columns[p]];
            sum += ((values[p] - cell) * (values[p] - cell)) - (cell * cell);
        }

        return Math.Sqrt(Math.Max(0, sum));
    }
}
