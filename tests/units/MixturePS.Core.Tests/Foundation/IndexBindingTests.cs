using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>Indices that are bound at run time give rows and cells, and report what is out of range.</summary>
public sealed class IndexBindingTests
{
    private static readonly DenseMatrix Dense = new(2, 3, [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void OneIndexGivesACopyOfARow()
    {
        dynamic matrix = Dense;
        double[] row = matrix[1];
        Assert.Equal([4, 5, 6], row);
        row[0] = 9;
        Assert.Equal(4, Dense[1, 0]);
        Assert.Equal([1, 2, 3], (double[])matrix[-2]);
    }

    [Fact]
    public void TwoIndicesOfAnyNumericTypeGiveACell()
    {
        dynamic matrix = Dense;
        Assert.Equal(6, matrix[1, 2]);
        Assert.Equal(6, matrix[1L, (byte)2]);
        Assert.Equal(6, matrix[-1, -1]);
        Assert.Equal(6, matrix["1", 2.0]);
    }

    [Fact]
    public void AListGivesThoseRows()
    {
        dynamic matrix = Dense;
        object[] rows = matrix[new object[] { 1, 0, 1 }];
        Assert.Equal([[4, 5, 6], [1, 2, 3], [4, 5, 6]], rows.Cast<double[]>());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    [InlineData(0.5)]
    [InlineData("a")]
    [InlineData("1,0")]
    [InlineData(true)]
    [InlineData('1')]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(long.MaxValue)]
    public void AnInvalidIndexIsReported(object? index)
    {
        dynamic matrix = Dense, sparse = SparseMatrix.FromDense(2, 3, Dense.Values), given = index!;
        foreach (var call in new Func<object>[] { () => matrix[given], () => matrix[given, 0], () => sparse[given], () => sparse[given, 0], () => matrix[new object?[] { 0, index }] })
            Assert.Equal("InvalidIndex", Assert.Throws<MixtureException>(call).Id);
    }

    [Fact]
    public void ThreeIndicesAreReported()
    {
        dynamic matrix = Dense;
        Assert.Equal("InvalidIndex", Assert.Throws<MixtureException>(() => (object)matrix[0, 1, 2]).Id);
    }

    [Fact]
    public void AnEmptyMatrixHasNoRow()
    {
        dynamic matrix = new CountMatrix(0, 3, []);
        Assert.Contains("no row", Assert.Throws<MixtureException>(() => (object)matrix[0]).Message, StringComparison.Ordinal);
    }
}
