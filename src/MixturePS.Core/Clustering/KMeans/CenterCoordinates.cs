using System.Buffers;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Centres in the coordinates in which k-means compared them with documents: in the dense arithmetic less the means of the
/// features. A document that is as far from one centre as from another is assigned by rounding, so only the same numbers
/// give it the same cluster again.
/// </summary>
/// <param name="mean">The mean of each feature (length J), or null in the sparse arithmetic; taken over.</param>
/// <param name="cells">The centres less the mean, K x J, row after row; read.</param>
/// <param name="k">The number of centres, K.</param>
/// <param name="rank">The number of each centre in the fit, by which ties are broken; length K, or null for their order; taken over.</param>
internal sealed class CenterCoordinates(double[]? mean, double[] cells, int k, int[]? rank = null)
{
    private readonly Lazy<Kernel> _kernel = new(() => new Kernel(cells, k, mean is not null));

    /// <summary>The mean of each feature (length J), or null in the sparse arithmetic.</summary>
    public double[]? Mean => mean;

    /// <summary>The centres less the mean, K x J, row after row.</summary>
    public double[] Cells => cells;

    /// <summary>The number of centres.</summary>
    public int K => k;

    /// <summary>The number of each centre in the fit; length K; null for their order.</summary>
    public int[]? Rank => rank;

    /// <summary>The same centres in another order; centre c comes from centre order[c].</summary>
    public CenterCoordinates Reordered(int[] order)
    {
        int features = cells.Length / k;
        var moved = new double[cells.Length];
        for (int c = 0; c < k; c++) cells.AsSpan(order[c] * features, features).CopyTo(moved.AsSpan(c * features));
        return new CenterCoordinates(mean, moved, k, Moved(rank, order));
    }

    /// <summary>The ranks of centres in another order; the rank of centre c comes from centre order[c].</summary>
    /// <param name="rank">The rank of each centre, or null for their order; length K.</param>
    /// <param name="order">The order; length K.</param>
    public static int[] Moved(int[]? rank, int[] order) => rank is null ? order : Array.ConvertAll(order, c => rank[c]);

    /// <summary>The number of dot products with all centres: K rounded up to whole vectors.</summary>
    public int Stride => FeatureMajorMatrix.StrideOf(k);

    /// <summary>The nearest centre, with the bits of Lloyd's iteration; ties go to the first in the fit.</summary>
    /// <param name="columns">The features of the document's non-zero cells, ascending.</param>
    /// <param name="values">The cells.</param>
    public int Nearest(ReadOnlySpan<int> columns, ReadOnlySpan<double> values)
    {
        double[] dots = ArrayPool<double>.Shared.Rent(Stride);
        try
        {
            return Nearest(columns, values, dots);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(dots);
        }
    }

    /// <summary>The nearest centre, and the dot products by which it is found.</summary>
    /// <param name="columns">The features of the document's non-zero cells, ascending.</param>
    /// <param name="values">The cells.</param>
    /// <param name="dots">Receives the dot product of the document's coordinates with each centre; at least Stride long; zero beyond K.</param>
    public int Nearest(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots)
    {
        var kernel = _kernel.Value;
        if (mean is null) kernel.Table.Dots(columns, values, dots);
        else DenseDots(kernel, columns, values, dots);
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int c = 0; c < k; c++)
        {
            double distance = kernel.Norms[c] - (2 * dots[c]);
            if (distance < least || (distance == least && rank is not null && rank[c] < rank[nearest])) (nearest, least) = (c, distance);
        }

        return nearest;
    }

    private void DenseDots(Kernel kernel, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots)
    {
        double[] row = ArrayPool<double>.Shared.Rent(mean!.Length);
        try
        {
            for (int j = 0; j < mean.Length; j++) row[j] = 0 - mean[j];
            for (int p = 0; p < columns.Length; p++) row[columns[p]] = values[p] - mean[columns[p]];
            kernel.Table.Dots(kernel.Features, row.AsSpan(0, mean.Length), dots);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(row);
        }
    }

    private sealed class Kernel
    {
        public Kernel(double[] cells, int k, bool isDense)
        {
            int features = cells.Length / k;
            Table = new FeatureMajorMatrix(cells, k, features);
            if (isDense) Features = [.. Enumerable.Range(0, features)];
            Norms = [.. Enumerable.Range(0, k).Select(c => SumOfProducts.Squares(cells.AsSpan(c * features, features)))];
        }

        public FeatureMajorMatrix Table { get; }

        public int[] Features { get; } = [];

        public double[] Norms { get; }
    }
}
