using MixturePS.Core.Clustering;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The extrapolation of EM's iterations.</summary>
public sealed class SquaredExtrapolationTests
{
    [Fact]
    public void AGeometricSequenceIsExtrapolatedToItsLimit()
    {
        // Each iteration halves the distance from (3, -1): r = -d/2 and v = d/4, so a = -2.
        var extrapolation = new SquaredExtrapolation();
        Assert.Null(extrapolation.Next([7, 1]));
        Assert.Null(extrapolation.Next([5, 0]));
        double[] limit = Assert.IsType<double[]>(extrapolation.Next([4, -0.5]));
        Assert.Equal(3, limit[0], 12);
        Assert.Equal(-1, limit[1], 12);
    }

    [Fact]
    public void AStepIsBoundedUntilStepsOfThatLengthSucceed()
    {
        // x_t = 0.9^t would be extrapolated to 0 by a = -10; with a = -4 it is 1 - 0.8 + 0.16.
        var extrapolation = new SquaredExtrapolation();
        double[] bounded = Next(extrapolation, 1);
        Assert.Equal(0.36, bounded[0], 12);
        extrapolation.End([1], isKept: true);
        Assert.Null(extrapolation.Next([0.9]));
        Assert.Equal(0, extrapolation.Next([0.81])![0], 12);

        // A failure takes the bound back, to 4 again.
        extrapolation.End([1], isKept: false);
        Assert.Null(extrapolation.Next([0.9]));
        Assert.Equal(0.36, extrapolation.Next([0.81])![0], 12);
    }

    [Fact]
    public void PointsThatDoNotSlowDownAreNotExtrapolated()
    {
        // The second step is opposite to the first and half as long, so |r| < |v|.
        var extrapolation = new SquaredExtrapolation();
        Assert.Null(extrapolation.Next([0]));
        Assert.Null(extrapolation.Next([2]));
        Assert.Null(extrapolation.Next([1]));

        // The third point is the first of the next three.
        Assert.Null(extrapolation.Next([0.5]));
        Assert.Equal(0, extrapolation.Next([0.25])![0], 12);
    }

    private static double[] Next(SquaredExtrapolation extrapolation, double start)
    {
        Assert.Null(extrapolation.Next([start]));
        Assert.Null(extrapolation.Next([0.9 * start]));
        return extrapolation.Next([0.81 * start])!;
    }
}
