using MathNet.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Dirichlet-multinomial clusters with parameters θ_kj, each with a Gamma prior (Holmes, Harris and Quince 2012, PLoS
/// ONE 7(2): e30126). The M-step takes a step of Newton's method or, where the objective isn't concave, of Minka's fixed
/// point; more would save few iterations. No step lowers the objective, so EM rises even though the M-step stops short of
/// the maximum.
/// </summary>
internal sealed class PolyaComponents : MixtureComponents
{
    // The number of words between two checks of the cancellation token.
    private const int Stretch = 256;
    private const int BlockSize = 512;
    private const int Steps = 1;
    private const int FirstSteps = 30;
    private const double LeastTheta = 1e-12;
    private readonly PolyaCounts _counts;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly double[] _weights;
    private readonly double[][] _theta;
    private readonly double[] _priors;
    private readonly double[]?[] _seeds;
    private bool _isSet;

    /// <summary>Clusters to be fitted.</summary>
    /// <param name="counts">The documents.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="seeds">The seed words, whose weights are added to the shapes of the Gamma prior; or null for none.</param>
    public PolyaComponents(PolyaCounts counts, int k, int threads, CancellationToken cancellation, IReadOnlyList<SeedWord>? seeds = null)
        : base(counts.Table, k, cancellation)
    {
        _seeds = new double[k][];
        foreach (var (cluster, feature, weight) in seeds ?? []) (_seeds[cluster] ??= new double[counts.FeatureCount])[feature] = weight;
        (_counts, _threads, _cancellation) = (counts, threads, cancellation);
        _weights = LargeArray.Cleared<double>(Logs.Length, cancellation);
        _theta = [.. Enumerable.Range(0, k).Select(_ => new double[counts.FeatureCount])];
        _priors = new double[k];
    }

    /// <inheritdoc/>
    public override int FreeParameterCount => K * _counts.FeatureCount;

    /// <inheritdoc/>
    public override double[] Precision => Array.ConvertAll(_theta, theta => theta.Sum());

    /// <inheritdoc/>
    public override void Update(double[] responsibilities)
    {
        Weigh(responsibilities);
        ParallelBlocks.Run(K, 1, _threads, _cancellation, (_, k, _) =>
        {
            if (!_isSet) Begin(k);
            if (Climb(k, _isSet ? Steps : FirstSteps) is { } objective) _priors[k] = Tabulate(k, objective.Logs);
        });
        _isSet = true;
        LogPrior = _priors.Sum();
    }

    /// <summary>A copy of the parameters, cluster after cluster; length K J.</summary>
    public double[] Theta() => [.. _theta.SelectMany(theta => theta)];

    /// <summary>Sets the parameters.</summary>
    /// <param name="theta">The parameters, each above zero, cluster after cluster; length K J; read.</param>
    public void Set(double[] theta)
    {
        ParallelBlocks.Run(K, 1, _threads, _cancellation, (_, k, _) =>
        {
            for (int j = 0; j < _theta[k].Length; j++) _theta[k][j] = Math.Max(LeastTheta, theta[(k * _theta[k].Length) + j]);
            _priors[k] = Tabulate(k, []);
        });
        LogPrior = _priors.Sum();
    }

    /// <inheritdoc/>
    public override DenseMatrix Mu(IReadOnlyList<string> vocabulary) =>
        DenseMatrix.FromRows(Array.ConvertAll(_theta, theta =>
        {
            double sum = theta.Sum();
            return Array.ConvertAll(theta, t => t / sum);
        }), vocabulary);

    /// <summary>
    /// The part of the Laplace approximation of the log-evidence that depends on the clusters' parameters (Holmes, Harris and
    /// Quince 2012): for each cluster the log-prior minus half the log-determinant of the curvature plus half of J log 2 pi.
    /// </summary>
    /// <remarks>
    /// The curvature is that of the complete data at the responsibilities, in λ = log θ and the free shares, in which the parts
    /// of the clusters and of the shares (<see cref="ClusterShares.LogEvidence"/>) separate.
    /// </remarks>
    /// <param name="clusters">The clusters with documents.</param>
    /// <param name="responsibilities">The responsibilities at the current parameters, Stride values per distinct row; read.</param>
    /// <returns>The sum over clusters, or null where the curvature isn't that of a maximum.</returns>
    public double? LogEvidence(int[] clusters, double[] responsibilities)
    {
        Weigh(responsibilities);
        double sum = 0;
        foreach (int k in clusters)
        {
            var objective = new PolyaObjective(_counts, _weights, Stride, k, _cancellation, _seeds[k]);
            objective.Differentiate(_theta[k]);
            sum += _priors[k] - (0.5 * objective.LogDeterminant(_theta[k])) + (0.5 * _counts.FeatureCount * Math.Log(2 * Math.PI));
        }

        // Short of a maximum the second derivative may not be negative definite.
        return double.IsNaN(sum) ? null : sum;
    }

    /// <summary>The expected number of documents with each column in each cluster.</summary>
    private void Weigh(double[] responsibilities) =>
        ParallelBlocks.Run(Table.ColumnCount, BlockSize, _threads, _cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++)
            {
                _cancellation.Check();
                FeatureMajorMatrix.Dots(responsibilities, Stride, Table.Columns.ColumnRows(c), Table.Columns.ColumnValues(c), _weights.AsSpan(c * Stride, Stride));
            }
        });

    /// <summary>Starts with θ proportional to the cluster's word counts, with the mean length of a document as the sum.</summary>
    private void Begin(int cluster)
    {
        var theta = _theta[cluster];
        double tokens = 0, documents = 0;
        for (int c = _counts.LengthStart; c < _counts.Steps.Length; c++)
        {
            double weight = _weights[(c * Stride) + cluster];
            documents += weight;
            tokens += weight * _counts.Steps[c];
        }

        double mean = documents > 0 ? Math.Max(1, tokens / documents) : 1;
        double seeds = _seeds[cluster]?.Sum() ?? 0;
        for (int j = 0; j < theta.Length; j++)
        {
            double count = 0.1 + (_seeds[cluster]?[j] ?? 0);
            for (int c = _counts.FeatureStart[j]; c < _counts.FeatureStart[j + 1]; c++) count += _weights[(c * Stride) + cluster] * _counts.Steps[c];
            theta[j] = mean * count / (tokens + (0.1 * theta.Length) + seeds);
        }
    }

    /// <summary>Raises the objective of a cluster; returns it with the logarithms at the new parameters, or null if these are the old ones.</summary>
    private PolyaObjective? Climb(int cluster, int steps)
    {
        var objective = new PolyaObjective(_counts, _weights, Stride, cluster, _cancellation, _seeds[cluster]);
        var theta = _theta[cluster];
        var (step, next) = (new double[theta.Length], new double[theta.Length]);
        double value = _isSet ? objective.Value(theta, Logs) : objective.Value(theta);
        bool hasMoved = !_isSet;
        objective.Accept();
        for (int t = 0; t < steps; t++)
        {
            _cancellation.Check();
            objective.Differentiate(theta);
            if (objective.GreatestSlope(theta) < 1e-7) break;
            if (!(objective.TryNewton(theta, step) && Move(objective, theta, step, next, ref value)))
            {
                objective.FixedPoint(theta, next);
                double after = objective.Value(next);

                // The fixed point raises the objective; if rounding makes it fall, this is the maximum.
                if (!(after >= value)) break;
                value = after;
            }

            objective.Accept();
            next.CopyTo(theta, 0);
            hasMoved = true;
        }

        return hasMoved ? objective : null;
    }

    private bool Move(PolyaObjective objective, double[] theta, double[] step, double[] next, ref double value)
    {
        double greatest = step.Max(Math.Abs), scale = greatest > 2 ? 2 / greatest : 1;
        for (int halving = 0; halving < 4; halving++, scale /= 2)
        {
            _cancellation.Check();
            for (int j = 0; j < theta.Length; j++) next[j] = Math.Max(LeastTheta, theta[j] * Math.Exp(scale * step[j]));
            double after = objective.Value(next);
            if (!(after > value)) continue;
            value = after;
            return true;
        }

        return false;
    }

    private double Log(int column, double argument, ReadOnlySpan<double> known) =>
        column < known.Length && !double.IsNaN(known[column]) ? known[column] : GammaRatio.Log(argument, _counts.Steps[column]);

    /// <summary>Writes the log-probability that each column adds in a cluster; returns the log-density of the prior.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="known">The logarithms that are known, or NaN; empty if none is.</param>
    private double Tabulate(int cluster, ReadOnlySpan<double> known)
    {
        var theta = _theta[cluster];
        double sum = 0, prior = 0;
        for (int j = 0; j < theta.Length; j++)
        {
            sum += theta[j];
            if (j % Stretch == 0) _cancellation.Check();
            prior += ((PolyaObjective.Shape + (_seeds[cluster]?[j] ?? 0)) * Math.Log(theta[j])) - (PolyaObjective.Rate * theta[j]);
            for (int c = _counts.FeatureStart[j]; c < _counts.FeatureStart[j + 1]; c++)
                Logs[(c * Stride) + cluster] = Log(c, theta[j], known);
        }

        for (int c = _counts.LengthStart; c < _counts.Steps.Length; c++)
            Logs[(c * Stride) + cluster] = -Log(c, sum, known);
        return prior + (theta.Length * ((PolyaObjective.Shape * Math.Log(PolyaObjective.Rate)) - SpecialFunctions.GammaLn(PolyaObjective.Shape)));
    }
}
