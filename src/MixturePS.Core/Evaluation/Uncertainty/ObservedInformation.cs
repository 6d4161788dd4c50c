using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The observed information of a mixture of multinomials at its estimate, by the missing information principle (Louis 1982,
/// JRSS B 44, 226-233): the information of the complete data less the variance of their score given the
/// documents, plus the part of the Dirichlet priors.
/// </summary>
/// <remarks>
/// <para>The parameters are the logarithms of the shares and of the word probabilities, up to a constant in each
/// distribution (softmax). No word is a reference, and the estimates are far from a border in this scale. For document i
/// with counts w_i, length M_i and posterior gamma_ik, and M_k = sum over i of gamma_ik M_i + J s:</para>
/// <code>
/// complete, shares:           (n + K a) (diag(alpha) - alpha alpha')
/// complete, words of k:       M_k (diag(mu_k) - mu_k mu_k')
/// score of i in cluster k:    e_k - alpha;  x_ik = w_i - M_i mu_k = P_k w_i  with P_k = I - mu_k 1'
/// missing, shares k, l:       sum over i of gamma_ik (delta_kl - gamma_il)
/// missing, share l, words k:  P_k sum over i of gamma_ik (delta_kl - gamma_il) w_i
/// missing, words k, l:        P_k [sum over i of gamma_ik (delta_kl - gamma_il) w_i w_i'] P_l'
/// information = complete - missing
/// </code>
/// <para>1. P_k is applied to the sums, so that each document costs the square of its distinct words and not of J.</para>
/// <para>2. The information is singular along the constant of each distribution. Adding M_k mu_k mu_k' leaves the variance
/// of each function of probabilities unchanged, as its gradient sums to zero in each distribution, and turns the complete
/// part into the diagonal D = M_k diag(mu_k). D^-1/2 (information) D^-1/2 is then the identity less the fractions of missing
/// information, which is positive definite at a maximum and well conditioned unless nearly all information is missing.</para>
/// <para>3. A probability at the border, with less than 0.01 expected documents or tokens and prior ones, is held fixed.</para>
/// </remarks>
internal sealed class ObservedInformation
{
    /// <summary>The maximum number of parameters: two matrices of 8 bytes times its square are needed.</summary>
    public const int MostParameters = 3000;

    /// <summary>Expected documents or tokens, with prior ones, below which a probability is at the border.</summary>
    private const double LeastCount = 0.01;

    private readonly MixtureParameters _mixture;
    private readonly CancellationToken _cancellation;
    private readonly int _first;
    private readonly double[] _diagonal;
    private readonly int[] _place;
    private readonly double[] _missing;
    private int _free;
    private CholeskyFactor _factor = null!;
    private double[] _inverseDiagonal = [];

    private ObservedInformation(MixtureParameters mixture, CancellationToken cancellation)
    {
        (_mixture, _cancellation) = (mixture, cancellation);
        _first = mixture.AreSharesFree ? mixture.K : 0;
        int size = Size(mixture);
        _missing = LargeArray.Cleared<double>((long)size * size, cancellation);
        _diagonal = new double[size];
        _place = new int[size];
    }

    /// <summary>The number of probabilities that are fitted: the rows of the matrix.</summary>
    public static int Size(MixtureParameters mixture) =>
        checked((mixture.AreSharesFree ? mixture.K : 0) + (mixture.AreWordsFree ? mixture.K * mixture.J : 0));

    /// <summary>Computes and inverts the information, or returns null if it isn't positive definite.</summary>
    /// <param name="mixture">The fitted mixture, with no more than <see cref="MostParameters"/> probabilities.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static ObservedInformation? TryCreate(MixtureParameters mixture, int threads, CancellationToken cancellation)
    {
        var information = new ObservedInformation(mixture, cancellation);
        information.SumMissing(threads);
        information.SetDiagonal();
        return information.TryFactor(threads) ? information : null;
    }

    /// <summary>The standard error of a share; 0 at the border.</summary>
    public double ShareError(int cluster) => Error(0, _mixture.Alpha, cluster);

    /// <summary>The standard errors of the word probabilities of a cluster (length J); 0 at the border.</summary>
    public double[] WordErrors(int cluster)
    {
        var mu = _mixture.Mu.Row(cluster);
        var (gradient, square) = Centre(WordStart(cluster), mu);
        return [.. Enumerable.Range(0, mu.Length).Select(j => Error(WordStart(cluster), mu, j, gradient, square))];
    }

    /// <summary>The information itself in the logarithms of all probabilities, as defined above; Size x Size.</summary>
    internal double[] ToMatrix()
    {
        int size = _diagonal.Length;
        var result = new double[size * size];
        for (int p = 0; p < size; p++)
            for (int q = 0; q < size; q++) result[(p * size) + q] = (p == q ? _diagonal[p] : 0) - _missing[(p * size) + q];
        if (_mixture.AreSharesFree) Subtract(0, _mixture.Alpha, _mixture.DocumentCount + (_mixture.K * _mixture.AlphaSmoothing));
        for (int k = 0; k < _mixture.K && _mixture.AreWordsFree; k++) Subtract(WordStart(k), _mixture.Mu.Row(k), _mixture.Tokens[k] + (_mixture.J * _mixture.Smoothing));
        return result;

        void Subtract(int start, IReadOnlyList<double> p, double weight)
        {
            for (int i = 0; i < p.Count; i++)
                for (int j = 0; j < p.Count; j++) result[((start + i) * size) + start + j] -= weight * p[i] * p[j];
        }
    }

    /// <summary>Draws parameters from the normal approximation of their distribution in this scale.</summary>
    /// <param name="random">The stream; advanced.</param>
    public (double[] Alpha, DenseMatrix Mu) Draw(RandomGenerator random)
    {
        var z = new double[_free];
        for (int p = 0; p < _free; p++) z[p] = random.StandardNormal();

        // With L L' the scaled information, the solution of L' x = z has its inverse as covariance.
        _factor.SolveTransposed(z);
        var alpha = _mixture.Alpha.ToArray();
        if (_mixture.AreSharesFree) Move(alpha, 0, z);
        if (!_mixture.AreWordsFree) return (alpha, _mixture.Mu);
        var mu = new double[_mixture.K * _mixture.J];
        for (int k = 0; k < _mixture.K; k++)
        {
            var row = mu.AsSpan(k * _mixture.J, _mixture.J);
            _mixture.Mu.RowSpan(k).CopyTo(row);
            Move(row, WordStart(k), z);
        }

        return (alpha, new DenseMatrix(_mixture.K, _mixture.J, mu));
    }

    private void Move(Span<double> p, int start, double[] z)
    {
        double greatest = double.NegativeInfinity;
        for (int i = 0; i < p.Length; i++)
        {
            int place = _place[start + i];
            p[i] = Math.Log(p[i]) + (place < 0 ? 0 : z[place] / Math.Sqrt(_diagonal[start + i]));
            greatest = Math.Max(greatest, p[i]);
        }

        double sum = 0;
        for (int i = 0; i < p.Length; i++) sum += p[i] = Math.Exp(p[i] - greatest);
        for (int i = 0; i < p.Length; i++) p[i] /= sum;
    }

    private int WordStart(int cluster) => _first + (cluster * _mixture.J);

    private void SumMissing(int threads)
    {
        var pairs = new List<(int K, int L)>();
        for (int k = 0; k < _mixture.K; k++)
            for (int l = 0; l <= k; l++) pairs.Add((k, l));
        ParallelBlocks.Run(pairs.Count, 1, threads, _cancellation, (pair, _, _) => SumMissing(pairs[pair].K, pairs[pair].L));
    }

    /// <summary>Writes the cells of a pair of clusters, which no other pair writes.</summary>
    private void SumMissing(int k, int l)
    {
        int size = _diagonal.Length, words = _mixture.J;
        var matrix = _mixture.Matrix;
        var cross = new double[words];
        double shares = 0;
        var point = new CancellationPoint(_cancellation);
        for (int i = 0; i < matrix.RowCount; i++)
        {
            double weight = _mixture.Posterior[i, k] * ((k == l ? 1 : 0) - _mixture.Posterior[i, l]);
            point.Pass(0);
            if (weight == 0) continue;
            shares += weight;
            if (!_mixture.AreWordsFree) continue;
            var columns = matrix.RowColumns(i);
            var values = matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++)
            {
                double scaled = weight * values[p];
                cross[columns[p]] += scaled;
                var row = _missing.AsSpan(((WordStart(k) + columns[p]) * size) + WordStart(l), words);
                point.Pass(columns.Length);
                for (int q = 0; q < columns.Length; q++) row[columns[q]] += scaled * values[q];
            }
        }

        if (_mixture.AreSharesFree) _missing[(k * size) + l] = _missing[(l * size) + k] = shares;
        if (!_mixture.AreWordsFree) return;
        Project(k, l);
        if (!_mixture.AreSharesFree) return;
        SetCross(l, k, cross);
        if (k != l) SetCross(k, l, cross);
    }

    /// <summary>Applies P to the sums of the share of a cluster with the words of another.</summary>
    private void SetCross(int share, int cluster, double[] sums)
    {
        int size = _diagonal.Length;
        double sum = sums.Sum();
        for (int j = 0; j < sums.Length; j++)
        {
            int word = WordStart(cluster) + j;
            _missing[(share * size) + word] = _missing[(word * size) + share] = sums[j] - (sum * _mixture.Mu[cluster, j]);
        }
    }

    /// <summary>Applies P from both sides to the sums of the words of two clusters, and mirrors them.</summary>
    private void Project(int k, int l)
    {
        int size = _diagonal.Length, words = _mixture.J;
        var (left, right) = (_mixture.Mu.Row(k), _mixture.Mu.Row(l));
        var total = new double[words];
        for (int j = 0; j < words; j++)
        {
            _cancellation.Check();
            var row = RowOf(j);
            for (int q = 0; q < words; q++) total[q] += row[q];
        }

        for (int j = 0; j < words; j++)
        {
            _cancellation.Check();
            var row = RowOf(j);
            double sum = 0;
            for (int q = 0; q < words; q++) sum += row[q] -= left[j] * total[q];
            for (int q = 0; q < words; q++) row[q] -= sum * right[q];
        }

        for (int j = 0; j < words && k != l; j++)
        {
            _cancellation.Check();
            var row = RowOf(j);
            for (int q = 0; q < words; q++) _missing[((WordStart(l) + q) * size) + WordStart(k) + j] = row[q];
        }

        Span<double> RowOf(int word) => _missing.AsSpan(((WordStart(k) + word) * size) + WordStart(l), words);
    }

    private void SetDiagonal()
    {
        if (_mixture.AreSharesFree)
            for (int k = 0; k < _mixture.K; k++) _diagonal[k] = (_mixture.DocumentCount + (_mixture.K * _mixture.AlphaSmoothing)) * _mixture.Alpha[k];
        for (int k = 0; k < _mixture.K && _mixture.AreWordsFree; k++)
            for (int j = 0; j < _mixture.J; j++) _diagonal[WordStart(k) + j] = (_mixture.Tokens[k] + (_mixture.J * _mixture.Smoothing)) * _mixture.Mu[k, j];
        for (int p = 0; p < _place.Length; p++) _place[p] = _diagonal[p] < LeastCount ? -1 : _free++;
    }

    private bool TryFactor(int threads)
    {
        int size = _diagonal.Length;
        int[] free = [.. Enumerable.Range(0, size).Where(p => _place[p] >= 0)];
        if (free.Length == 0) return false;
        var scaled = LargeArray.Uninitialized<double>((long)free.Length * free.Length);
        for (int p = 0; p < free.Length; p++)
        {
            _cancellation.Check();
            for (int q = 0; q < free.Length; q++)
                scaled[(p * free.Length) + q] = (p == q ? 1 : 0) - (_missing[(free[p] * size) + free[q]] / Math.Sqrt(_diagonal[free[p]] * _diagonal[free[q]]));
        }

        if (CholeskyFactor.TryCreate(scaled, free.Length, threads, _cancellation) is not { } factor) return false;
        _factor = factor;
        _inverseDiagonal = factor.InverseDiagonal();
        return true;
    }

    private double Error(int start, IReadOnlyList<double> p, int at)
    {
        var (gradient, square) = Centre(start, p);
        return Error(start, p, at, gradient, square);
    }

    /// <summary>The covariance of each logarithm with their mean weighted by p, and the variance of that mean.</summary>
    private (double[] Covariance, double Variance) Centre(int start, IReadOnlyList<double> p)
    {
        var solution = new double[_free];
        for (int i = 0; i < p.Count; i++)
            if (_place[start + i] >= 0) solution[_place[start + i]] = p[i] / Math.Sqrt(_diagonal[start + i]);
        _factor.Solve(solution);
        var covariance = new double[p.Count];
        double variance = 0;
        for (int i = 0; i < p.Count; i++)
        {
            if (_place[start + i] >= 0) covariance[i] = solution[_place[start + i]] / Math.Sqrt(_diagonal[start + i]);
            variance += covariance[i] * p[i];
        }

        return (covariance, variance);
    }

    // d p_i = p_i (d log p_i - sum over j of p_j d log p_j), each up to a constant of the distribution.
    private double Error(int start, IReadOnlyList<double> p, int i, double[] covariance, double variance)
    {
        if (_place[start + i] < 0) return 0;
        return p[i] * Math.Sqrt(Math.Max(0, (_inverseDiagonal[_place[start + i]] / _diagonal[start + i]) - (2 * covariance[i]) + variance));
    }
}
