using System.Runtime.CompilerServices;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Bounds on the distances of rows from centres, wide enough for all rounding errors: a bound rules a centre out only
/// where its computed distance, too, is greater.
/// </summary>
internal sealed class RoundingBounds
{
    /// <summary>One rounding up, and a little more.</summary>
    public const double Up = 1 + 1e-15;

    /// <summary>One rounding down, and a little more.</summary>
    public const double Down = 1 - 1e-15;

    private readonly double[] _squaredNorms;
    private readonly double _rounding;
    private double _scale;

    /// <summary>Bounds for rows with given squared norms, |x|^2.</summary>
    /// <param name="squaredNorms">The squared norm of each row; kept and read.</param>
    /// <param name="features">The number of features, J.</param>
    public RoundingBounds(double[] squaredNorms, int features)
    {
        _squaredNorms = squaredNorms;

        // Sums of up to 2 J products, each rounded by half a unit, twice over; a few more steps; and a margin of 4.
        _rounding = 4 * Math.ScaleB(1, -52) * ((2.0 * features) + 64);
    }

    /// <summary>Forgets the centres that there were.</summary>
    public void Reset() => _scale = 0;

    /// <summary>Takes in the squared norms of the centres that there are now.</summary>
    public void Include(double[] norms) => _scale = Math.Max(_scale, norms.Max());

    /// <summary>A bound on how far a centre moved whose squared shift was computed.</summary>
    public double Moved(double squaredShift) => Math.Sqrt(squaredShift) * (1 + _rounding);

    /// <summary>Whether a distance with a limit (<see cref="Limit"/>) is computed as less than one of at least the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Settles(double limit, double atLeast) => atLeast > 0 && limit < atLeast * atLeast;

    /// <summary>What the square of a bound on another centre's distance must be above, for a row at most so far from its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Limit(int row, double atMost) => (atMost * atMost) + (2 * Slack(row));

    /// <summary>What a row's distance from a centre is at most.</summary>
    /// <param name="row">The row.</param>
    /// <param name="distance">The computed squared distance less |x|^2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double AtMost(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _squaredNorms[row] + Slack(row))) * Up;

    /// <summary>What a row's distance from a centre is at least.</summary>
    /// <param name="row">The row.</param>
    /// <param name="distance">The computed squared distance less |x|^2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double AtLeast(int row, double distance) => Math.Sqrt(Math.Max(0, distance + _squaredNorms[row] - Slack(row))) * Down;

    // More than the error of a computed squared distance.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Slack(int row) => _rounding * (_squaredNorms[row] + _scale);
}
