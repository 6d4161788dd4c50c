using System.Numerics.Tensors;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Multinomial clusters: mu and its logarithm by feature. The M-step is mu_kj = (c_kj + s) / (c_k + J s), where c_kj are
/// the expected tokens of word j in cluster k, c_k their sum over words and s the smoothing: the mode under a
/// Dirichlet(1 + s) prior (Nigam et al. 2000, Machine Learning 39, 103-134, equation 6, where s = 1). A seed word of weight b
/// in a cluster has the parameter 1 + s + b there, which adds b to c_kj.
/// </summary>
internal sealed class MultinomialComponents : MixtureComponents
{
    private const int BlockSize = 128;

    /// <summary>A cluster with fewer expected tokens counts as empty: below about 1e-290 quotients lose their digits.</summary>
    private const double LeastTokens = 1e-250;

    /// <summary>A start from labels needs some smoothing: a word of no labelled document would else be excluded for good.</summary>
    private const double LeastStartSmoothing = 0.1;
    private readonly double _smoothing;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly double[] _mu;
    private readonly DenseMatrix? _fixed;
    private readonly IReadOnlyList<SeedWord> _seeds;

    /// <summary>Clusters to be fitted, or those of fixed probabilities.</summary>
    /// <param name="table">The counts.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="smoothing">The prior tokens of each word in a cluster, s, zero or more.</param>
    /// <param name="mu">The fixed probabilities (K x J), or null to fit them.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="seeds">The seed words, or null for none.</param>
    public MultinomialComponents(TwoWayTable table, int k, double smoothing, DenseMatrix? mu, int threads, CancellationToken cancellation, IReadOnlyList<SeedWord>? seeds = null)
        : base(table, k, cancellation)
    {
        (_smoothing, _fixed, _threads, _cancellation) = (smoothing, mu, threads, cancellation);
        _seeds = seeds ?? [];
        _mu = mu is null ? LargeArray.Uninitialized<double>(Logs.Length) : [];
        if (mu is not null)
        {
            Set(mu);
            return;
        }

        var point = new CancellationPoint(cancellation);
        double log = -Math.Log(table.ColumnCount);
        for (int at = 0; at < _mu.Length; at += Stride)
        {
            point.Pass(Stride);
            _mu.AsSpan(at, Stride).Fill(1.0 / table.ColumnCount);
            Logs.AsSpan(at, Stride).Fill(log);
        }
    }

    /// <inheritdoc/>
    public override int FreeParameterCount => _fixed is null ? K * (Table.ColumnCount - 1) : 0;

    /// <summary>Sets the probabilities, K x J.</summary>
    public void Set(DenseMatrix mu)
    {
        double sum = 0;
        for (int k = 0; k < K; k++)
        {
            _cancellation.Check();
            var row = mu.RowSpan(k);
            for (int j = 0; j < row.Length; j++)
            {
                double log = Math.Log(row[j]);
                Logs[(j * Stride) + k] = log;
                if (_fixed is null) _mu[(j * Stride) + k] = row[j];
                sum += log;
            }
        }

        if (_fixed is null) LogPrior = (_smoothing > 0 ? _smoothing * sum : 0) + LogSeedPrior();
    }

    /// <inheritdoc/>
    public override void Update(double[] responsibilities) => Update(responsibilities, _smoothing);

    /// <inheritdoc/>
    public override void Start(double[] responsibilities) => Update(responsibilities, Math.Max(_smoothing, LeastStartSmoothing));

    private void Update(double[] responsibilities, double smoothing)
    {
        if (_fixed is not null) return;
        Count(Table, responsibilities, Stride, _mu, _threads, _cancellation);
        Update(smoothing);
    }

    /// <summary>The M-step from counts.</summary>
    /// <param name="tokens">The expected tokens of each word in each cluster, Stride values per word; read.</param>
    public void UpdateFrom(double[] tokens)
    {
        if (_fixed is not null) return;
        tokens.AsSpan(0, _mu.Length).CopyTo(_mu);
        Update(_smoothing);
    }

    /// <summary>The state of the M-step: mu, Stride values per word, and the log-prior.</summary>
    public (double[] Mu, double LogPrior) State => (_mu, LogPrior);

    /// <summary>Goes back to a state.</summary>
    /// <param name="mu">Mu, Stride values per word; read.</param>
    /// <param name="logPrior">The log-prior.</param>
    public void Restore(double[] mu, double logPrior)
    {
        mu.AsSpan(0, _mu.Length).CopyTo(_mu);
        for (int i = 0; i < _mu.Length; i++) Logs[i] = Math.Log(_mu[i]);
        LogPrior = logPrior;
    }

    // From the expected tokens in mu.
    private void Update(double smoothing)
    {
        var totals = Totals();
        foreach (var (cluster, feature, weight) in _seeds)
        {
            _mu[(feature * Stride) + cluster] += weight;
            totals[cluster] += weight;
        }

        for (int k = 0; k < K; k++) totals[k] += Table.ColumnCount * smoothing;
        var sums = new double[ParallelBlocks.Blocks(Table.ColumnCount, BlockSize)];
        ParallelBlocks.Run(Table.ColumnCount, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            for (int j = from; j < to; j++)
            {
                for (int k = 0; k < K; k++)
                {
                    // Without smoothing a cluster without tokens has no estimate and keeps its last one.
                    ref double mu = ref _mu[(j * Stride) + k];
                    mu = totals[k] >= LeastTokens ? (mu + smoothing) / totals[k] : Math.Exp(Logs[(j * Stride) + k]);
                }
            }

            var logs = Logs.AsSpan(from * Stride, (to - from) * Stride);
            var shares = _mu.AsSpan(from * Stride, (to - from) * Stride);
            for (int i = 0; i < logs.Length; i++) logs[i] = Math.Log(shares[i]);
            if (_smoothing > 0) sums[block] = Sum(logs);
        });
        LogPrior = _smoothing * sums.Sum();
        if (_seeds.Count > 0) LogPrior += LogSeedPrior();
    }

    /// <inheritdoc/>
    public override DenseMatrix Mu(IReadOnlyList<string> vocabulary)
    {
        if (_fixed is not null) return new DenseMatrix(K, Table.ColumnCount, _fixed.Values.ToArray(), vocabulary);
        var mu = new double[K * Table.ColumnCount];
        for (int k = 0; k < K; k++)
        {
            _cancellation.Check();
            var row = mu.AsSpan(k * Table.ColumnCount, Table.ColumnCount);
            for (int j = 0; j < row.Length; j++) row[j] = Math.Min(1, _mu[(j * Stride) + k]);
        }

        return new DenseMatrix(K, Table.ColumnCount, mu, vocabulary);
    }

    /// <summary>The part of the log-density of the prior that the seed words add: the sum of b log mu_kj, where 0 log 0 = 0.</summary>
    private double LogSeedPrior()
    {
        double sum = 0;
        foreach (var (cluster, feature, weight) in _seeds)
            if (weight > 0) sum += weight * Logs[(feature * Stride) + cluster];
        return sum;
    }

    /// <summary>The sum of the clusters' logarithms, without the padding.</summary>
    private double Sum(ReadOnlySpan<double> logs)
    {
        double sum = 0;
        for (int start = 0; start < logs.Length; start += Stride)
            for (int k = 0; k < K; k++) sum += logs[start + k];
        return sum;
    }

    /// <summary>The expected tokens of each word in each cluster.</summary>
    /// <param name="table">The counts.</param>
    /// <param name="responsibilities">The responsibilities, stride values per distinct row; read.</param>
    /// <param name="stride">K rounded up to whole vectors.</param>
    /// <param name="tokens">Receives them, stride values per word.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static void Count(TwoWayTable table, double[] responsibilities, int stride, double[] tokens, int threads, CancellationToken cancellation) =>
        ParallelBlocks.Run(table.ColumnCount, BlockSize, threads, cancellation, (_, from, to) =>
        {
            for (int j = from; j < to; j++)
            {
                // A word that all documents have is a column of n values.
                cancellation.Check();
                FeatureMajorMatrix.Dots(responsibilities, stride, table.Columns.ColumnRows(j), table.Columns.ColumnValues(j), tokens.AsSpan(j * stride, stride));
            }
        });

    // The expected tokens of each cluster, summed in fixed blocks.
    private double[] Totals()
    {
        int blocks = ParallelBlocks.Blocks(Table.ColumnCount, BlockSize);
        var partial = new double[blocks * Stride];
        ParallelBlocks.Run(Table.ColumnCount, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            var sum = partial.AsSpan(block * Stride, Stride);
            for (int j = from; j < to; j++) TensorPrimitives.Add(sum, _mu.AsSpan(j * Stride, Stride), sum);
        });
        var totals = new double[Stride];
        for (int block = 0; block < blocks; block++) TensorPrimitives.Add(totals, partial.AsSpan(block * Stride, Stride), totals);
        return totals;
    }
}
