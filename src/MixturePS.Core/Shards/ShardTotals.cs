using MixturePS.Core.Foundation;

namespace MixturePS.Core.Shards;

/// <summary>What a pass of k-means sums over documents.</summary>
/// <param name="Sums">The sum of the documents of each cluster, K x J, row after row.</param>
/// <param name="Weights">The number of documents of each cluster; length K.</param>
internal sealed record ShardTotals(double[] Sums, double[] Weights)
{
    /// <summary>The sum of the squared norms of the documents.</summary>
    public required double SquaredNorm { get; init; }

    /// <summary>The greatest norm of a document.</summary>
    public required double GreatestNorm { get; init; }

    /// <summary>Adds the sums of other documents to the first, which are changed.</summary>
    public static ShardTotals Add(ShardTotals first, ShardTotals second)
    {
        for (int i = 0; i < first.Sums.Length; i++) first.Sums[i] += second.Sums[i];
        for (int c = 0; c < first.Weights.Length; c++) first.Weights[c] += second.Weights[c];
        return first with { SquaredNorm = first.SquaredNorm + second.SquaredNorm, GreatestNorm = Math.Max(first.GreatestNorm, second.GreatestNorm) };
    }

    /// <summary>The mean over features of their variances over documents: (sum_i |x_i|^2 / n - |mean|^2) / J.</summary>
    /// <param name="features">The number of features, J.</param>
    public double MeanVariance(int features)
    {
        double n = Weights.Sum(), squares = 0;
        for (int f = 0; f < features; f++)
        {
            double sum = 0;
            for (int c = 0; c < Weights.Length; c++) sum += Sums[(c * features) + f];
            squares += sum / n * (sum / n);
        }

        return Math.Max(0, (SquaredNorm / n) - squares) / features;
    }

    /// <summary>The sum of the squared distances of the documents from the centres that they were assigned to: sum_i |x_i|^2 + sum_k (n_k |c_k|^2 - 2 c_k s_k).</summary>
    /// <param name="centers">The centres, K x J.</param>
    /// <param name="features">The number of features, J.</param>
    public double InertiaFrom(double[] centers, int features)
    {
        double inertia = SquaredNorm;
        for (int c = 0; c < Weights.Length; c++)
        {
            ReadOnlySpan<double> center = centers.AsSpan(c * features, features), sum = Sums.AsSpan(c * features, features);
            double dot = 0;
            for (int f = 0; f < features; f++) dot += center[f] * sum[f];
            inertia += (Weights[c] * SumOfProducts.Squares(center)) - (2 * dot);
        }

        return Math.Max(0, inertia);
    }
}
