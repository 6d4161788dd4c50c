using CsCheck;
using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Tests.Twins;

namespace MixturePS.Core.Tests.Agreement;

public class LinearAssignmentTests
{
    private static readonly Gen<(int Rows, int Columns, double[] Cost, bool Maximize)> Small =
        from rows in Gen.Int[1, 7]
        from columns in Gen.Int[1, 7]
        from whole in Gen.Bool
        from cost in (whole ? Gen.Int[-3, 3].Select(i => (double)i) : Gen.Double[-1, 1]).Array[rows * columns]
        from maximize in Gen.Bool
        select (rows, columns, cost, maximize);

    [Fact]
    public void SolvesTheRecordedProblem()
    {
        var recorded = Golden.Sklearn.GetProperty("assignment");
        var result = LinearAssignment.Solve(DenseMatrix.FromRows(recorded.GetProperty("cost").DoubleRows()));
        Assert.Equal(recorded.GetProperty("rows").Ints(), result.Rows);
        Assert.Equal(recorded.GetProperty("cols").Ints(), result.Columns);
    }

    [Fact]
    public void IsAsGoodAsTheBestOfAllAssignments() => Small.Sample(problem =>
    {
        var (rows, columns, cost, maximize) = problem;
        var result = LinearAssignment.Solve(rows, columns, cost, maximize);
        Assert.Equal(Math.Min(rows, columns), result.Rows.Count);
        Assert.Equal(result.Rows.Distinct().Order(), result.Rows);
        Assert.Equal(result.Rows.Count, result.Columns.Distinct().Count());
        Assert.Equal(result.Rows.Zip(result.Columns, (r, c) => cost[r * columns + c]).Sum(), result.Cost, 1e-12);
        Assert.Equal(PlainAssignment.Best(rows, columns, cost, maximize), result.Cost, 1e-12);
    });

    // The output of linear_sum_assignment of SciPy 1.10. Each of these has ties.
    [Theory]
    [InlineData("1000 0111 0000 1000", false, new[] { 0, 1, 2, 3 }, new[] { 1, 0, 2, 3 })]
    [InlineData("1000 0111 0000 1000", true, new[] { 0, 1, 2, 3 }, new[] { 0, 1, 2, 3 })]
    [InlineData("11000 01100 11011", false, new[] { 0, 1, 2 }, new[] { 3, 0, 2 })]
    [InlineData("11000 01100 11011", true, new[] { 0, 1, 2 }, new[] { 0, 1, 3 })]
    [InlineData("110 011 110 100 110", false, new[] { 0, 1, 3 }, new[] { 2, 0, 1 })]
    [InlineData("110 011 110 100 110", true, new[] { 0, 1, 2 }, new[] { 0, 2, 1 })]
    [InlineData("000111 000100 011000 111110", false, new[] { 0, 1, 2, 3 }, new[] { 0, 1, 3, 5 })]
    [InlineData("000111 000100 011000 111110", true, new[] { 0, 1, 2, 3 }, new[] { 4, 3, 1, 0 })]
    public void BreaksTiesLikeSciPy(string matrix, bool maximize, int[] expectedRows, int[] expectedColumns)
    {
        var rows = matrix.Split(' ');
        var cost = rows.SelectMany(row => row.Select(digit => (double)(digit - '0'))).ToArray();
        var result = LinearAssignment.Solve(rows.Length, rows[0].Length, cost, maximize);
        Assert.Equal(expectedRows, result.Rows);
        Assert.Equal(expectedColumns, result.Columns);
    }

    // Wide matrices are solved by their cheap cells; narrow ones are not. Added columns that are too expensive to be chosen
    // turn a narrow matrix into a wide one and must not change the result. The rows compete for the same columns, so that their
    // cheap cells don't suffice.
    [Theory]
    [InlineData(1_000_000_000, 0)]
    [InlineData(1_000_000_000, 3_000_000)]
    [InlineData(30, 0)]
    [InlineData(30, 1)]
    [InlineData(3, 1)]
    public void CheapCellsGiveTheSameAssignment(int levels, int slope)
    {
        const int n = 200, wide = CheapCells.MinColumns + 100;
        Assert.True(n < CheapCells.MinColumns);
        var random = new System.Random(levels + slope);
        for (int run = 0; run < 5; run++)
        {
            var narrow = new double[n * n];
            var padded = new double[n * wide];
            Array.Fill(padded, 1e12);
            for (int p = 0; p < narrow.Length; p++)
                narrow[p] = padded[p / n * wide + p % n] = random.Next(levels) + (double)slope * (p % n);
            var expected = LinearAssignment.Solve(n, n, narrow);
            var actual = LinearAssignment.Solve(n, wide, padded);
            Assert.Equal(expected.Cost, actual.Cost);
            Assert.Equal(expected.Columns, actual.Columns);
        }
    }

    // An assignment is optimal if no rows gain by exchanging columns among themselves; checked for all pairs and
    // many triples.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void NoExchangeImprovesTheAssignment(int kind)
    {
        const int n = 300;
        var random = new System.Random(kind);
        var cost = Enumerable.Range(0, n * n).Select(_ => kind == 0 ? random.NextDouble() : random.Next(4) == 0 ? random.Next(9) : 9.0).ToArray();
        var columns = LinearAssignment.Solve(n, n, cost).Columns;
        double At(int row, int other) => cost[row * n + columns[other]];
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b < a; b++)
            {
                Assert.True(At(a, a) + At(b, b) <= At(a, b) + At(b, a) + 1e-12);
                int c = random.Next(n);
                if (c != a && c != b) Assert.True(At(a, a) + At(b, b) + At(c, c) <= At(a, b) + At(b, c) + At(c, a) + 1e-12);
            }
        }
    }

    [Fact]
    public void InfinityForbidsACell()
    {
        const double no = double.PositiveInfinity;
        var result = LinearAssignment.Solve(2, 2, [1, 2, 0, no]);
        Assert.Equal([1, 0], result.Columns);
        Assert.Equal(2, result.Cost);
        Assert.Equal([1, 0], LinearAssignment.Solve(2, 2, [1, 2, 0, -no], maximize: true).Columns);
        Assert.Equal("InfeasibleAssignment", Assert.Throws<MixtureException>(() => LinearAssignment.Solve(2, 2, [1, no, 0, no])).Id);
        Assert.Equal("InfeasibleAssignment", Assert.Throws<MixtureException>(() => LinearAssignment.Solve(1, 1, [-no], maximize: true)).Id);
    }

    [Fact]
    public void RefusesInvalidCosts()
    {
        var cost = Enumerable.Repeat(1.0, 30).ToArray();
        foreach (double bad in (double[])[double.NaN, double.NegativeInfinity])
        {
            cost[17] = bad;
            var error = Assert.Throws<MixtureException>(() => LinearAssignment.Solve(5, 6, cost));
            Assert.Equal("InvalidCost", error.Id);
            Assert.Contains("row 2, column 5", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("InvalidCost", Assert.Throws<MixtureException>(() => LinearAssignment.Solve(1, 2, [0, double.PositiveInfinity], maximize: true)).Id);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => LinearAssignment.Solve(2, 2, [1, 2, 3])).Id);
        Assert.Equal("InvalidSize", Assert.Throws<MixtureException>(() => LinearAssignment.Solve(-1, 2, [])).Id);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void AnEmptyMatrixHasAnEmptyAssignment(int rows, int columns)
    {
        var result = LinearAssignment.Solve(rows, columns, []);
        Assert.Equal((0, 0, 0.0), (result.Rows.Count, result.Columns.Count, result.Cost));
    }

    [Fact]
    public void StopsWhenCancelled()
    {
        var random = new System.Random(1);
        var cost = new double[200 * 200];
        foreach (ref double cell in cost.AsSpan()) cell = random.NextDouble();
        Checks.CancelThroughout(token => LinearAssignment.Solve(200, 200, cost, cancellationToken: token));
    }
}
