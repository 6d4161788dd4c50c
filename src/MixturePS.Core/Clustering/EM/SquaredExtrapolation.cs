namespace MixturePS.Core.Clustering;

/// <summary>
/// The squared extrapolation of a slow iteration such as EM (Varadhan, R. and Roland, C. (2008), Simple and globally convergent
/// methods for accelerating the convergence of any EM algorithm, Scandinavian Journal of Statistics 35, 335-353, scheme S3).
/// </summary>
/// <remarks>
/// <para>For three points x_0, x_1, x_2, each an iteration after the one before:</para>
/// <code>
/// r = x_1 - x_0,  v = (x_2 - x_1) - r
/// a = max(-|r| / |v|, -longest)
/// x = x_0 - 2 a r + a^2 v                     a = -1 gives x_2
/// </code>
/// <para>The caller keeps x only where the objective isn't lower. As in the authors' package, the longest step grows when it is
/// reached and succeeds, and shrinks when a step fails.</para>
/// </remarks>
internal sealed class SquaredExtrapolation
{
    private const double Growth = 4;
    private double[]? _first;
    private double[]? _second;
    private double _longest = Growth;
    private double _length;

    /// <summary>Takes the next point; returns the extrapolation after every third one, or null.</summary>
    /// <param name="point">The parameters on a scale without bounds; not changed later.</param>
    public double[]? Next(double[] point)
    {
        if (_first is null) _first = point;
        else if (_second is null) _second = point;
        else return Extrapolate(point);
        return null;
    }

    /// <summary>Notes what became of the extrapolation.</summary>
    /// <param name="point">The point to go on from, which is the first of the next three.</param>
    /// <param name="isKept">Whether it is the extrapolation.</param>
    public void End(double[] point, bool isKept)
    {
        _first = point;
        if (!isKept) _longest = Math.Max(Growth, _longest / Growth);
        else if (_length >= _longest) _longest *= Growth;
    }

    private double[]? Extrapolate(double[] point)
    {
        double squares = 0, bends = 0;
        for (int i = 0; i < point.Length; i++)
        {
            double r = _second![i] - _first![i], v = point[i] - _second[i] - r;
            squares += r * r;
            bends += v * v;
        }

        _length = Math.Min(Math.Sqrt(squares / bends), _longest);
        double[]? result = null;
        if (_length > 1)
        {
            result = new double[point.Length];
            for (int i = 0; i < point.Length; i++)
            {
                double r = _second![i] - _first![i], v = point[i] - _second[i] - r;
                result[i] = _first[i] + (2 * _length * r) + (_length * _length * v);
            }
        }

        (_first, _second) = (point, null);
        return result;
    }
}
