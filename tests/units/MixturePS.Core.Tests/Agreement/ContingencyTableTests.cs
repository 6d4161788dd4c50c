using CsCheck;
using MixturePS.Core.Agreement;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Agreement;

public class ContingencyTableTests
{
    [Fact]
    public void KeepsSortedLabelsAndCounts()
    {
        var table = ContingencyTable.FromLabels([7, 7, 2, 2, 2, 900], [5, 0, 5, 5, 0, 0]);
        Assert.Equal([2, 7, 900], table.KnownLabels);
        Assert.Equal([0, 5], table.EstimatedLabels);
        Assert.Equal([1L, 2, 1, 1, 1, 0], table.ToMatrix().Values.ToArray());
        Assert.Equal([3, 2, 1], table.RowSums);
        Assert.Equal([3, 3], table.ColumnSums);
        Assert.Equal((6, 3, 2, 5), (table.N, table.RowCount, table.ColumnCount, table.NonZeroCount));
        Assert.Equal((2, 0), (table[0, 1], table[2, 1]));
        Assert.Equal(["known 2", "known 7", "known 900"], table.ToMatrix().RowNames!);
        Assert.Equal(["estimated 0", "estimated 5"], table.ToMatrix().ColumnNames!);
        Assert.Equal("[[1 2] [1 1] [1 0]]", table.ToMatrix().ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => table[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[0, 2]);
    }

    // Few labels, labels up to a table's size, and arbitrary labels are counted differently; all must agree.
    [Theory]
    [InlineData(5, 1)]
    [InlineData(300, 1)]
    [InlineData(300, 7_000_003)]
    [InlineData(40_000, 1)]
    [InlineData(40_000, 50_021)]
    public void CountsEqualThoseOfADictionary(int clusters, int factor)
    {
        var random = new System.Random(clusters + factor);
        var known = Enumerable.Range(0, 60_000).Select(_ => random.Next(clusters) * factor).ToArray();
        var estimated = known.Select(label => random.Next(2) == 0 ? label : random.Next(clusters) * factor).ToArray();
        var table = ContingencyTable.FromLabels(known, estimated);
        Assert.Equal(known.Distinct().Order(), table.KnownLabels);
        Assert.Equal(estimated.Distinct().Order(), table.EstimatedLabels);
        var expected = known.Zip(estimated).CountBy(pair => pair).ToDictionary();
        Assert.Equal(expected.Count, table.NonZeroCount);
        for (int r = 0; r < table.RowCount; r++)
        {
            var columns = table.RowColumns(r);
            for (int p = 0; p < columns.Length; p++)
            {
                if (p > 0) Assert.True(columns[p - 1] < columns[p]);
                Assert.Equal(expected[(table.KnownLabels[r], table.EstimatedLabels[columns[p]])], table.RowCounts(r)[p]);
            }

        }

        Assert.Equal(60_000, table.RowSums.Sum());
        Assert.Equal(60_000, table.ColumnSums.Sum());
    }

    [Fact]
    public void AcceptsTheLargestLabel()
    {
        var table = ContingencyTable.FromLabels([int.MaxValue, 0], [0, int.MaxValue]);
        Assert.Equal([0, int.MaxValue], table.KnownLabels);
        Assert.Equal([0L, 1, 1, 0], table.ToMatrix().Values.ToArray());
    }

    [Fact]
    public void RefusesInvalidLabels()
    {
        Assert.Equal("LabelLengthMismatch", Assert.Throws<MixtureException>(() => ContingencyTable.FromLabels([0, 1], [0])).Id);
        Assert.Equal("EmptyLabels", Assert.Throws<MixtureException>(() => ContingencyTable.FromLabels([], [])).Id);
        var known = Assert.Throws<MixtureException>(() => ContingencyTable.FromLabels([0, 1, -3], [0, 0, 0]));
        Assert.Equal(("InvalidLabel", -3), (known.Id, known.Target));
        Assert.Equal("InvalidLabel", Assert.Throws<MixtureException>(() => ContingencyTable.FromLabels([0, 1], [int.MinValue, 0])).Id);
    }

    [Fact]
    public void RefusesADenseMatrixBeyondTheSizeOfAnArray()
    {
        int[] singletons = [.. Enumerable.Range(0, 50_000)];
        var table = ContingencyTable.FromLabels(singletons, singletons);
        Assert.Equal(50_000, table.NonZeroCount);
        Assert.Equal("MatrixTooLarge", Assert.Throws<MixtureException>(table.ToMatrix).Id);
    }
}
