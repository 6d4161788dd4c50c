using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The objective that the M-step of one Dirichlet-multinomial cluster maximises: the expected log-likelihood plus the
/// log-density of independent Gamma priors, as a function of the logarithms λ_j of the parameters θ_j. Its second
/// derivative is a diagonal matrix plus a matrix of rank one, so that Newton's step and the determinant cost no more than
/// the gradient (Minka 2000, Estimating a Dirichlet distribution; the prior as in Holmes, Harris and Quince 2012).
/// </summary>
internal sealed class PolyaObjective
{
    /// <summary>The Gamma prior's shape and rate.</summary>
    public const double Shape = 0.1, Rate = 0.1;

    // The number of words between two checks of the cancellation token; a word may have hundreds of counts.
    private const int Stretch = 256;
    private readonly PolyaCounts _counts;
    private readonly double[] _weights;
    private readonly int _stride;
    private readonly int _cluster;
    private readonly CancellationToken _cancellation;
    private readonly double[]? _seeds;
    private readonly double[] _first;
    private readonly double[] _second;
    private double[] _logs;
    private double[] _accepted;
    private double _lengthFirst;
    private double _lengthSecond;

    /// <summary>The objective of one cluster.</summary>
    /// <param name="counts">The documents.</param>
    /// <param name="weights">The expected number of documents with each column in each cluster, stride values per column; read.</param>
    /// <param name="stride">The number of values per column.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="seeds">The amount by which the shape of each word's prior is greater, for seed words; length J; or null; read.</param>
    public PolyaObjective(PolyaCounts counts, double[] weights, int stride, int cluster, CancellationToken cancellation = default, double[]? seeds = null)
    {
        (_counts, _weights, _stride, _cluster, _cancellation, _seeds) = (counts, weights, stride, cluster, cancellation, seeds);
        _first = new double[counts.FeatureCount];
        _second = new double[counts.FeatureCount];
        (_logs, _accepted) = (new double[counts.Steps.Length], new double[counts.Steps.Length]);
    }

    /// <summary>log(Γ(θ + v) / Γ(θ)) of each column at the accepted point, or NaN for columns without weight.</summary>
    public ReadOnlySpan<double> Logs => _accepted;

    /// <summary>The objective.</summary>
    /// <param name="theta">The parameters, each above zero; length J; read.</param>
    public double Value(ReadOnlySpan<double> theta)
    {
        double sum = 0;
        for (int j = 0; j < theta.Length; j++)
        {
            if (j % Stretch == 0) _cancellation.Check();
            sum += theta[j];
            for (int c = _counts.FeatureStart[j]; c < _counts.FeatureStart[j + 1]; c++) _logs[c] = Weight(c) > 0 ? GammaRatio.Log(theta[j], _counts.Steps[c]) : double.NaN;
        }

        for (int c = _counts.LengthStart; c < _logs.Length; c++) _logs[c] = Weight(c) > 0 ? GammaRatio.Log(sum, _counts.Steps[c]) : double.NaN;
        return Weighted(theta);
    }

    /// <summary>The same at a point whose logarithms are known.</summary>
    /// <param name="theta">The parameters, each above zero; length J; read.</param>
    /// <param name="logs">The logarithm of each column, with the opposite sign for lengths, stride values per column; read.</param>
    public double Value(ReadOnlySpan<double> theta, double[] logs)
    {
        for (int c = 0; c < _logs.Length; c++) _logs[c] = c < _counts.LengthStart ? logs[(c * _stride) + _cluster] : -logs[(c * _stride) + _cluster];
        return Weighted(theta);
    }

    /// <summary>Accepts the point of the last value.</summary>
    public void Accept() => (_logs, _accepted) = (_accepted, _logs);

    /// <summary>Computes the derivatives at a point, for the members below.</summary>
    /// <param name="theta">The parameters, each above zero; length J; read.</param>
    public void Differentiate(ReadOnlySpan<double> theta)
    {
        double sum = 0;
        for (int j = 0; j < theta.Length; j++)
        {
            if (j % Stretch == 0) _cancellation.Check();
            sum += theta[j];
            (_first[j], _second[j]) = Derivatives(_counts.FeatureStart[j], _counts.FeatureStart[j + 1], theta[j]);
        }

        (_lengthFirst, _lengthSecond) = Derivatives(_counts.LengthStart, _counts.Steps.Length, sum);
    }

    /// <summary>Minka's fixed-point step, which never lowers the objective and keeps all parameters above zero.</summary>
    /// <param name="theta">The point of the derivatives; read.</param>
    /// <param name="next">The next point; written.</param>
    public void FixedPoint(ReadOnlySpan<double> theta, Span<double> next)
    {
        for (int j = 0; j < theta.Length; j++) next[j] = ((theta[j] * _first[j]) + ShapeOf(j)) / (_lengthFirst + Rate);
    }

    /// <summary>Newton's step in λ.</summary>
    /// <param name="theta">The point of the derivatives; read.</param>
    /// <param name="step">The change of λ; written.</param>
    /// <returns>Whether the objective is concave at the point, so that the step is an ascent.</returns>
    public bool TryNewton(ReadOnlySpan<double> theta, Span<double> step)
    {
        double curvature = -_lengthSecond, dot = 0, squares = 0;
        for (int j = 0; j < theta.Length; j++)
        {
            double diagonal = Diagonal(theta[j], j);
            if (!(diagonal > 0)) return false;
            step[j] = Gradient(theta[j], j) / diagonal;
            dot += theta[j] * step[j];
            squares += theta[j] * theta[j] / diagonal;
        }

        double remaining = 1 - (curvature * squares);
        if (!(remaining > 0)) return false;
        double scale = curvature * dot / remaining;
        for (int j = 0; j < theta.Length; j++) step[j] += scale * theta[j] / Diagonal(theta[j], j);
        return true;
    }

    /// <summary>The logarithm of the determinant of the negative second derivative in λ, or NaN if that isn't positive definite.</summary>
    /// <param name="theta">The point of the derivatives; read.</param>
    public double LogDeterminant(ReadOnlySpan<double> theta)
    {
        double log = 0, squares = 0;
        for (int j = 0; j < theta.Length; j++)
        {
            double diagonal = Diagonal(theta[j], j);
            log += Math.Log(diagonal);
            squares += theta[j] * theta[j] / diagonal;
        }

        return log + Math.Log(1 + (_lengthSecond * squares));
    }

    /// <summary>The maximum norm of the gradient in λ.</summary>
    /// <param name="theta">The point of the derivatives; read.</param>
    public double GreatestSlope(ReadOnlySpan<double> theta)
    {
        double greatest = 0;
        for (int j = 0; j < theta.Length; j++) greatest = Math.Max(greatest, Math.Abs(Gradient(theta[j], j)));
        return greatest;
    }

    private double Weighted(ReadOnlySpan<double> theta)
    {
        double value = 0;
        for (int j = 0; j < theta.Length; j++)
        {
            value += (ShapeOf(j) * Math.Log(theta[j])) - (Rate * theta[j]);
            for (int c = _counts.FeatureStart[j]; c < _counts.FeatureStart[j + 1]; c++)
                if (Weight(c) is > 0 and var weight) value += weight * _logs[c];
        }

        for (int c = _counts.LengthStart; c < _logs.Length; c++)
            if (Weight(c) is > 0 and var weight) value -= weight * _logs[c];
        return value;
    }

    private double Gradient(double theta, int j) => (theta * (_first[j] - _lengthFirst - Rate)) + ShapeOf(j);

    private double ShapeOf(int j) => _seeds is null ? Shape : Shape + _seeds[j];

    /// <summary>The diagonal of the negative second derivative, without the part of rank one.</summary>
    private double Diagonal(double theta, int j) => -(theta * (_first[j] - _lengthFirst - Rate)) - (theta * theta * _second[j]);

    private double Weight(int column) => _weights[(column * _stride) + _cluster];

    private (double First, double Second) Derivatives(int from, int to, double a)
    {
        double first = 0, second = 0;
        for (int c = from; c < to; c++)
        {
            double weight = Weight(c);
            if (weight <= 0) continue;
            var (d1, d2) = GammaRatio.Derivatives(a, _counts.Steps[c]);
            first += weight * d1;
            second += weight * d2;
        }

        return (first, second);
    }
}
