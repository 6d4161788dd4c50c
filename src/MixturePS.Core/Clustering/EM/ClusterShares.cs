using System.Numerics.Tensors;
using MathNet.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The share of each cluster, alpha_k = (n_k + a) / (n + K a), where n_k is the expected number of its documents and a is
/// the smoothing: the mode under a Dirichlet(1 + a) prior.
/// </summary>
internal sealed class ClusterShares
{
    /// <summary>The share of a cluster that lost all documents; its logarithm stays finite.</summary>
    public const double Least = 1e-300;

    /// <summary>
    /// A cluster with fewer expected documents has none: a cluster of a single document has nearly 1, and one that loses its
    /// documents falls towards 0.
    /// </summary>
    public const double LeastDocuments = 0.5;

    private const int BlockSize = 1024;
    private readonly double _smoothing;
    private readonly bool _isFixed;

    /// <summary>Equal shares to be fitted, or given ones.</summary>
    /// <param name="k">The number of clusters.</param>
    /// <param name="smoothing">The prior documents of each cluster, a, zero or more.</param>
    /// <param name="alpha">The fixed shares or those to start from (length K, above zero), or null for equal ones.</param>
    /// <param name="isFixed">Whether they are fixed.</param>
    public ClusterShares(int k, double smoothing, IReadOnlyList<double>? alpha, bool isFixed)
    {
        (_smoothing, _isFixed) = (smoothing, isFixed);
        Alpha = new double[k];
        LogAlpha = new double[k];
        for (int c = 0; c < k; c++) Alpha[c] = alpha is null ? 1.0 / k : alpha[c];
        SetLogs();
    }

    /// <summary>The shares; length K, each above zero.</summary>
    public double[] Alpha { get; }

    /// <summary>Their logarithms.</summary>
    public double[] LogAlpha { get; }

    /// <summary>The logarithm of the prior density of the current shares, up to a constant; 0 without a prior.</summary>
    public double LogPrior { get; private set; }

    /// <summary>The number of fitted parameters.</summary>
    public int FreeParameterCount => _isFixed ? 0 : Alpha.Length - 1;

    /// <summary>The M-step.</summary>
    /// <param name="responsibilities">The responsibilities, stride values per distinct row; read.</param>
    /// <param name="stride">The number of values per distinct row.</param>
    /// <param name="weights">The number of documents of each distinct row.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public void Update(double[] responsibilities, int stride, double[] weights, CancellationToken cancellation = default)
    {
        if (_isFixed) return;
        Update(Sum(responsibilities, stride, weights, cancellation));
    }

    /// <summary>The M-step from sums.</summary>
    /// <param name="sums">The expected number of documents of each cluster; at least length K; read.</param>
    public void Update(double[] sums)
    {
        if (_isFixed) return;
        double total = Alpha.Length * _smoothing;
        for (int k = 0; k < Alpha.Length; k++) total += sums[k];
        for (int k = 0; k < Alpha.Length; k++) Alpha[k] = Math.Max(Least, (sums[k] + _smoothing) / total);
        SetLogs();
    }

    /// <summary>Sets the shares, unless they are fixed.</summary>
    /// <param name="values">Numbers in proportion to the shares, zero or more; length K; read.</param>
    public void SetProportional(double[] values)
    {
        if (_isFixed) return;
        double total = values.Sum();
        for (int k = 0; k < Alpha.Length; k++) Alpha[k] = Math.Max(Least, values[k] / total);
        SetLogs();
    }

    /// <summary>The shares of the clusters with documents, scaled to sum to 1, with 0 for the others. Fixed shares stay as they are.</summary>
    /// <param name="responsibilities">The responsibilities, stride values per distinct row; read.</param>
    /// <param name="stride">The number of values per distinct row.</param>
    /// <param name="weights">The number of documents of each distinct row.</param>
    /// <param name="clusters">The clusters whose expected number of documents is at least <see cref="LeastDocuments"/>; all of them if shares are fixed.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public ClusterShares WithDocuments(double[] responsibilities, int stride, double[] weights, out int[] clusters, CancellationToken cancellation = default)
    {
        clusters = [.. Enumerable.Range(0, Alpha.Length)];
        if (_isFixed) return this;
        var sums = Sum(responsibilities, stride, weights, cancellation);
        clusters = Array.FindAll(clusters, k => sums[k] >= LeastDocuments);
        double total = clusters.Sum(k => Alpha[k]);
        var alpha = new double[Alpha.Length];
        foreach (int k in clusters) alpha[k] = Alpha[k] / total;
        return clusters.Length == Alpha.Length ? this : new ClusterShares(alpha.Length, _smoothing, alpha, false);
    }

    /// <summary>
    /// The part of the Laplace approximation that depends on the shares alone, for m clusters: the log-density of their
    /// Dirichlet(1 + a) prior, minus half the log-determinant (m - 1) log(n + m a) - sum_k log alpha_k, plus half of (m - 1)
    /// log 2 pi; and the logarithm of the number of labellings of the same clusters that have the same shares, m! unless
    /// shares are given, because each is an equal mode. Fixed shares have no prior and no determinant.
    /// </summary>
    /// <param name="clusters">The clusters with documents.</param>
    /// <param name="documents">The number of documents.</param>
    public double LogEvidence(int[] clusters, int documents)
    {
        int m = clusters.Length;
        if (_isFixed) return Alpha.GroupBy(share => share).Sum(same => SpecialFunctions.GammaLn(same.Count() + 1));
        double logs = clusters.Sum(k => LogAlpha[k]);
        double prior = SpecialFunctions.GammaLn(m * (1 + _smoothing)) - (m * SpecialFunctions.GammaLn(1 + _smoothing)) + (_smoothing * logs);
        double logDeterminant = ((m - 1) * Math.Log(documents + (m * _smoothing))) - logs;
        return prior - (0.5 * logDeterminant) + (0.5 * (m - 1) * Math.Log(2 * Math.PI)) + SpecialFunctions.GammaLn(m + 1);
    }

    /// <summary>The expected number of documents of each cluster; length stride.</summary>
    public static double[] Sum(double[] responsibilities, int stride, double[] weights, CancellationToken cancellation = default)
    {
        // Summing in blocks limits the rounding of a million small additions.
        var total = new double[stride];
        var sum = new double[stride];
        for (int from = 0; from < weights.Length; from += BlockSize)
        {
            cancellation.Check();
            Array.Clear(sum);
            for (int row = from; row < Math.Min(weights.Length, from + BlockSize); row++)
                TensorPrimitives.MultiplyAdd(responsibilities.AsSpan(row * stride, stride), weights[row], sum, sum);
            TensorPrimitives.Add(total, sum, total);
        }

        return total;
    }

    private void SetLogs()
    {
        for (int k = 0; k < Alpha.Length; k++) LogAlpha[k] = Math.Log(Alpha[k]);
        LogPrior = _isFixed || _smoothing == 0 ? 0 : _smoothing * LogAlpha.Sum();
    }
}
