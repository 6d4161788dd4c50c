using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Bounds on the distances of rows from centres that allow for all rounding errors: a bound rules out a centre only
/// where its computed distance is greater too.
/// </summary>
/// <remarks>
/// <para>A computed squared distance |x|^2 + |c|^2 - 2 x c is within r (|x|^2 + max_c |c|^2) of the exact one, where
/// r = 4 u (2 J + 64) and u = 2^-52: each of its sums has at most 2 J products, rounded by half a unit twice over, and the factor 4
/// is a margin. In the coordinates y = x - m the norms are at most twice |x|^2 + |m|^2 and |c|^2 + |m|^2. If centres are known up to
/// e only, squared distances change by at most 2 (|x| + |c|) e. Together:</para>
/// <code>
/// slack = 4 r (|x|^2 + max_c |c|^2 + |m|^2) + 4 max(|x|, |c|) e
/// </code>
/// <para>In single precision (<see cref="LeastDistances"/>), the L products of a row and their sum add at most
/// (L + 8) 2^-23 |x|^2 + (max L + 8) 2^-23 max_c |c|^2.</para>
/// <para>Distances from squared distances, and moved bounds, are rounded away from what they bound (<see cref="Up"/>,
/// <see cref="Down"/>).</para>
/// </remarks>
internal sealed class RoundingBounds
{
    /// <summary>A factor for one rounding up, with a margin.</summary>
    public const double Up = 1 + 1e-15;

    /// <summary>A factor for one rounding down, with a margin.</summary>
    public const double Down = 1 - 1e-15;

    private const double Single = 1.0 / (1 << 23);
    private const int MoreOperations = 8;
    private readonly PointSet _points;
    private readonly double[] _squaredNorms;
    private readonly double _rounding;
    private readonly double _meanNorm;
    private readonly double[] _own;
    private readonly double _singles;
    private double _scale;
    private double _constant;
    private double _constantOfSingles;

    /// <summary>Bounds for rows.</summary>
    /// <param name="points">The rows.</param>
    public RoundingBounds(PointSet points)
    {
        _points = points;
        _squaredNorms = points.SquaredNorms;
        _rounding = 4 * Math.ScaleB(1, -52) * ((2.0 * points.FeatureCount) + 64);
        if (points.IsShifted)
        {
            _rounding *= 4;
            _meanNorm = SumOfProducts.Squares(points.Mean);
        }

        _own = points.Memory.Take<double>(points.Count);
        int longest = 0;
        for (int row = 0; row < points.Count; row++)
        {
            int length = points.Offsets[row + 1] - points.Offsets[row];
            longest = Math.Max(longest, length);
            _own[row] = ((length + MoreOperations) * Single * _squaredNorms[row]) + (_rounding * _squaredNorms[row]);
        }

        _singles = (longest + MoreOperations) * Single;
    }

    /// <summary>Forgets all centres.</summary>
    public void Reset() => _scale = 0;

    /// <summary>Takes the current centres into account.</summary>
    /// <param name="norms">Their squared norms.</param>
    /// <param name="error">The bound on the distance of any of them from the exact one, e.</param>
    public void Include(double[] norms, double error)
    {
        _scale = Math.Max(_scale, norms.Max());
        _constant = (_rounding * (_scale + _meanNorm)) + (4 * error * Math.Max(_points.GreatestNorm, Math.Sqrt(_scale)));
        _constantOfSingles = _constant + (_singles * _scale);
    }

    /// <summary>Whether the distance that a limit was made from (<see cref="Limit"/>) is computed as less than any distance of at least the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Settles(double limit, double atLeast) => atLeast > 0 && limit < atLeast * atLeast;

    /// <summary>The limit that the squared lower bound on another centre's distance has to exceed, for a row at most so far from its own centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Limit(int row, double atMost) => (atMost * atMost) + (2 * Slack(row));

    /// <summary>An upper bound on a row's distance from a centre.</summary>
    /// <param name="row">The row.</param>
    /// <param name="distance">The computed squared distance less |x|^2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double AtMost(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _squaredNorms[row] + Slack(row))) * Up;

    /// <summary>A lower bound on a row's distance from a centre.</summary>
    /// <param name="row">The row.</param>
    /// <param name="distance">The computed squared distance less |x|^2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double AtLeast(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _squaredNorms[row] - Slack(row))) * Down;

    /// <summary>More than the error of a squared distance computed in single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Slack(int row) => _own[row] + _constantOfSingles;

    /// <summary>More than the error of a squared distance computed in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double SlackInDouble(int row) => (_rounding * _squaredNorms[row]) + _constant;
}
