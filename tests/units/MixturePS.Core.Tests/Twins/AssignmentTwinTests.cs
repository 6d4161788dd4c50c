using MixturePS.Core.Agreement;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The assignment search against the plain one: the same assignment, not only an equally good one.</summary>
public sealed class AssignmentTwinTests
{
    // Few levels make many ties. From 256 columns on the search looks at the cheap cells of a row first; a slope makes the
    // rows compete for the same columns, so that their cheap cells don't suffice.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(7, 0)]
    [InlineData(60, 0)]
    [InlineData(1000, 0)]
    [InlineData(int.MaxValue, 0)]
    [InlineData(3, 1)]
    [InlineData(30, 1)]
    [InlineData(200, 3)]
    public void TheAssignmentIsThePlainOne(int levels, int slope)
    {
        foreach (var (rows, columns) in new[] { (1, 1), (1, 7), (3, 3), (7, 9), (16, 16), (31, 33), (63, 65), (40, 255), (40, 256), (90, 300), (257, 257) })
        {
            for (int seed = 0; seed < 6; seed++)
            {
                var random = new System.Random((1000 * seed) + columns + rows);
                var cost = Costs(rows, columns, levels, slope, random);
                var result = LinearAssignment.Solve(rows, columns, cost);
                Assert.Equal(PlainAssignment.Solve(rows, columns, cost), result.Columns);
                var negated = LinearAssignment.Solve(rows, columns, Array.ConvertAll(cost, c => -c), maximize: true);
                Assert.Equal(result.Columns, negated.Columns);
            }
        }
    }

    [Fact]
    public void ThePlainAssignmentIsTheBestOfAll()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new System.Random(seed);
            int rows = random.Next(1, 7), columns = rows + random.Next(0, 3);
            var cost = Costs(rows, columns, 1 + random.Next(9), 0, random);
            Assert.Equal(PlainAssignment.Best(rows, columns, cost, maximize: false), PlainAssignment.Solve(rows, columns, cost).Select((c, r) => cost[(r * columns) + c]).Sum());
        }
    }

    // The matching over stored cells may choose other clusters among equally good ones; it shares as many documents.
    [Fact]
    public void TheSparseMatchingSharesAsManyDocumentsAsThePlainAssignment()
    {
        foreach (var (known, found, n) in new[] { (1, 1, 5), (1, 9, 30), (9, 1, 30), (6, 6, 40), (13, 7, 60), (40, 55, 200), (60, 60, 60) })
        {
            for (int seed = 0; seed < 20; seed++)
            {
                var random = new System.Random((100 * seed) + n);
                int[] a = [.. Enumerable.Range(0, n).Select(_ => random.Next(known))], b = [.. Enumerable.Range(0, n).Select(_ => random.Next(found))];
                var table = ContingencyTable.FromLabels(a, b);
                bool transpose = table.RowCount > table.ColumnCount;
                var (few, many) = transpose ? (table.ColumnCount, table.RowCount) : (table.RowCount, table.ColumnCount);
                var cost = new double[few * many];
                for (int r = 0; r < few; r++)
                    for (int c = 0; c < many; c++) cost[(r * many) + c] = -(transpose ? table[c, r] : table[r, c]);
                double shared = -PlainAssignment.Solve(few, many, cost).Select((c, r) => cost[(r * many) + c]).Sum();
                Assert.Equal(shared, OptimalMatching.Matched(table, OptimalMatching.Sparse(table, default)));
                Assert.Equal(shared, OptimalMatching.Matched(table, OptimalMatching.Dense(table, default)));
            }
        }
    }

    private static double[] Costs(int rows, int columns, int levels, int slope, System.Random random) =>
        [.. Enumerable.Range(0, rows * columns).Select(p => (levels == int.MaxValue ? random.NextDouble() : random.Next(levels)) + ((double)slope * (p % columns)))];
}
