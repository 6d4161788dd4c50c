namespace MixturePS.Core.Clustering;

/// <summary>The Euclidean distance of a sparse document from a dense centre.</summary>
internal static class EuclideanDistance
{
    // Below this share of the centre's squared length, the distance has lost more than half of its digits.
    private const double LeastShare = 1e-7;

    /// <summary>The distance, computed from differences, which lose fewer digits than products.</summary>
    /// <param name="columns">The features of the document's cells, ascending; read.</param>
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

        return Math.Sqrt(sum < LeastShare * squaredNorm ? SquaredDifferences(columns, values, center) : sum);
    }

    /// <summary>The squared distance of a row from a centre in the units of the stored rows.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="center">The centre; length J; read.</param>
    /// <param name="squaredNorm">The centre's squared length.</param>
    public static double Squared(PointSet points, int row, ReadOnlySpan<double> center, double squaredNorm)
    {
        double squared = points.SquaredDistance(row, center, squaredNorm);
        return points.IsShifted && squared < LeastShare * squaredNorm ? SquaredDifferences(points.RowColumns(row), points.RowValues(row), center) : squared;
    }

    /// <summary>The squared distance as the sum over all features, in which nothing cancels.</summary>
    /// <param name="columns">The features of the document's cells, ascending; read.</param>
    /// <param name="values">Its cells, as many; read.</param>
    /// <param name="center">The centre; length J; read.</param>
    public static double SquaredDifferences(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ReadOnlySpan<double> center)
    {
        double sum = 0;
        for (int j = 0, p = 0; j < center.Length; j++)
        {
            double difference = p < columns.Length && columns[p] == j ? values[p++] - center[j] : center[j];
            sum += difference * difference;
        }

        return sum;
    }
}
