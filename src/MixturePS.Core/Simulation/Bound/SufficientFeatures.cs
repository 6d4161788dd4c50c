using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>
/// The words of a mixture, merged to sufficient features: words with proportional probabilities over the clusters become one
/// feature with the sum of their probabilities, and words of probability zero are removed. The posterior of a document depends
/// on its words only through the counts of these features.
/// </summary>
internal sealed class SufficientFeatures
{
    /// <summary>Merges the words of a mixture.</summary>
    /// <param name="model">The mixture.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">MixedMembership.</exception>
    public SufficientFeatures(MixtureModel model, CancellationToken cancellation)
    {
        K = model.RequireSingle("the accuracy of the Bayes rule").K;
        Alpha = [.. model.Alpha];
        LogAlpha = Array.ConvertAll(Alpha, Math.Log);
        var rowOf = new Dictionary<double[], int>(ProfileComparer.Instance);
        var columns = new List<double[]>();
        var point = new CancellationPoint(cancellation);
        for (int j = 0; j < model.J; j++)
        {
            // Reading a column causes one cache miss per row.
            point.Pass(8 * K);
            var column = model.Mu.Column(j);
            double largest = column.Max();
            if (largest == 0) continue;
            var profile = Array.ConvertAll(column, p => p / largest);
            if (rowOf.TryGetValue(profile, out int feature))
            {
                for (int k = 0; k < K; k++) columns[feature][k] += column[k];
            }
            else
            {
                rowOf.Add(profile, columns.Count);
                columns.Add(column);
            }
        }

        Count = columns.Count;
        Log = new double[Count * K];
        Probability = new double[K][];
        for (int k = 0; k < K; k++)
        {
            point.Pass(8 * Count);
            var p = Probability[k] = new double[Count];
            double sum = 0;
            for (int f = 0; f < Count; f++) sum += columns[f][k];
            for (int f = 0; f < Count; f++)
            {
                p[f] = columns[f][k] / sum;
                Log[f * K + k] = Math.Log(p[f]);
            }
        }
    }

    /// <summary>The number of clusters.</summary>
    public int K { get; }

    /// <summary>The number of features.</summary>
    public int Count { get; }

    /// <summary>The probability of each cluster; length K.</summary>
    public double[] Alpha { get; }

    /// <summary>The log of alpha; length K.</summary>
    public double[] LogAlpha { get; }

    /// <summary>The probability of each feature in each cluster; K rows of length Count, each summing to 1.</summary>
    public double[][] Probability { get; }

    /// <summary>The log-probabilities, minus infinity for zero; index f x K + k for feature f and cluster k.</summary>
    public double[] Log { get; }

    private sealed class ProfileComparer : IEqualityComparer<double[]>
    {
        public static readonly ProfileComparer Instance = new();

        public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(double[] profile)
        {
            var hash = default(HashCode);
            foreach (double value in profile) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
