using System.Runtime.CompilerServices;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Bounds on the distances of rows from centres that allow for all rounding errors: a bound rules out a centre only
/// where its computed distance is greater too.
/// </summary>
/// <remarks>
/// A computed squared distance |x|^2 + |c|^2 - 2 x c is within slack = 4 u (2 J + 64) (|x|^2 + max_c |c|^2) of the exact
/// one, where u = 2^-52: each of its sums has at most 2 J products, rounded by half a unit twice over, and the factor 4 is
/// a margin. Distances from squared distances, and moved bounds, are rounded away from what they bound (<see cref="Up"/>,
/// <see cref="Down"/>).
/// </remarks>
internal sealed class RoundingBounds
{
    /// <summary>A factor for one rounding up, with a margin.</summary>
    public const double Up = 1 + 1e-15;

    /// <summary>A factor for one rounding down, with a margin.</summary>
    public const double Down = 1 - 1e-15;

    private readonly double[] _squaredNorms;
    private readonly double _rounding;
    private double _scale;

    /// <summary>Bounds for rows with given squared norms.</summary>
    /// <param name="squaredNorms">The squared norm of each row, |x|^2; read, and kept.</param>
    /// <param name="features">The number of features, J.</param>
    public RoundingBounds(double[] squaredNorms, int features)
    {
        _squaredNorms = squaredNorms;
        _rounding = 4 * Math.ScaleB(1, -52) * ((2.0 * features) + 64);
    }

    /// <summary>Forgets all centres.</summary>
    public void Reset() => _scale = 0;

    /// <summary>Takes the squared norms of the current centres into account.</summary>
    public void Include(double[] norms) => _scale = Math.Max(_scale, norms.Max());

    /// <summary>An upper bound on a centre's shift, from its computed square.</summary>
    public double Moved(double squaredShift) => Math.Sqrt(squaredShift) * (1 + _rounding);

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

    /// <summary>More than the error of a computed squared distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Slack(int row) => _rounding * (_squaredNorms[row] + _scale);
}
