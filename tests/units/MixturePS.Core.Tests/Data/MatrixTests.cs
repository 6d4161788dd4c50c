using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Data;

/// <summary>Dense, count and sparse matrices return their cells and refuse invalid content.</summary>
public sealed class MatrixTests
{
    [Fact]
    public void ASparseCopyHasTheSameCells() =>
        (from n in Gen.Int[0, 12]
         from j in Gen.Int[1, 9]
         from cells in Gen.Int[-2, 3].Array[n * j]
         select (n, j, Array.ConvertAll(cells, c => c < 0 ? 0.0 : c))).Sample(c =>
        {
            var (n, j, cells) = c;
            var sparse = SparseMatrix.FromDense(n, j, cells);
            Assert.Equal(cells.Count(v => v != 0), sparse.NonZeroCount);
            for (int i = 0; i < n; i++)
            {
                Assert.Equal(cells.AsSpan(i * j, j).ToArray(), sparse.Row(i));
                for (int f = 0; f < j; f++) Assert.Equal(cells[(i * j) + f], sparse[i, f]);
            }
        });

    [Fact]
    public void ABuilderGrowsToAnySize()
    {
        var builder = new SparseRowBuilder(3, 1, 1);
        for (int i = 0; i < 100; i++)
        {
            builder.Reserve(3, out var columns, out var values);
            int cells = 0;
            foreach (var (column, value) in new[] { (0, i), (2, 1) })
            {
                if (value == 0) continue;
                columns[cells] = column;
                values[cells++] = value;
            }

            builder.EndRow(cells);
        }

        var matrix = builder.Build();
        Assert.Equal(100, matrix.RowCount);
        Assert.Equal(199, matrix.NonZeroCount);
        Assert.Equal([42, 0, 1], matrix.Row(42));
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, new[] { 5 }, new[] { 1.0 }, "ShapeMismatch")]
    [InlineData(new[] { 0, 2 }, new[] { 1, 0 }, new[] { 1.0, 1 }, "ShapeMismatch")]
    [InlineData(new[] { 0, 2 }, new[] { 1, 1 }, new[] { 1.0, 1 }, "ShapeMismatch")]
    [InlineData(new[] { 0, 3 }, new[] { 0, 1 }, new[] { 1.0, 1 }, "ShapeMismatch")]
    [InlineData(new[] { 1, 1 }, new[] { 0 }, new[] { 1.0 }, "ShapeMismatch")]
    [InlineData(new[] { 0, 1 }, new[] { 0 }, new[] { double.NaN }, "NonFiniteMatrix")]
    [InlineData(new[] { 0, 1 }, new[] { 0 }, new[] { double.PositiveInfinity }, "NonFiniteMatrix")]
    public void InvalidSparseMatricesAreRefused(int[] offsets, int[] columns, double[] values, string id) =>
        Assert.Equal(id, Assert.Throws<MixtureException>(() => new SparseMatrix(1, 2, offsets, columns, values)).Id);

    [Fact]
    public void NaNInADenseMatrixIsRefusedAsDocuments() =>
        Assert.Equal("NonFiniteMatrix", Assert.Throws<MixtureException>(() => SparseMatrix.FromDense(1, 2, [1, double.NaN])).Id);

    [Fact]
    public void RowsOfDifferentLengthAreRefused() =>
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => DenseMatrix.FromRows([[1.0], [1.0, 2.0]])).Id);

    [Fact]
    public void AProductIsASumOfProducts()
    {
        var left = new CountMatrix(2, 2, [1, 2, 0, 3]);
        var right = DenseMatrix.FromRows([[0.5, 1, 2], [1, 0, -1]], ["a", "b", "c"]);
        var product = left.Multiply(right);
        Assert.Equal([2.5, 1, 0], product.Row(0));
        Assert.Equal([3.0, 0, -3], product.Row(1));
        Assert.Equal(["a", "b", "c"], product.ColumnNames!);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => new CountMatrix(1, 1, [1]).Multiply(right)).Id);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    public void CellsOutsideAreOutOfRange(int row, int column)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CountMatrix(2, 2, [1, 2, 3, 4])[row, column]);
        Assert.Throws<ArgumentOutOfRangeException>(() => SparseMatrix.FromDense(2, 2, [1, 2, 3, 4])[row, column]);
    }

    [Fact]
    public void ADfmChecksItsNames()
    {
        var matrix = SparseMatrix.FromDense(2, 2, [1, 0, 0, 1]);
        string Id(Action action) => Assert.Throws<MixtureException>(action).Id;
        Assert.Equal("DuplicateVocabularyWord", Id(() => new Dfm(matrix, ["a", "a"])));
        Assert.Equal("EmptyVocabularyWord", Id(() => new Dfm(matrix, ["a", " "])));
        Assert.Equal("VocabularyLengthMismatch", Id(() => new Dfm(matrix, ["a"])));
        Assert.Equal("ShapeMismatch", Id(() => new Dfm(matrix, ["a", "b"], null, ["d"])));
        Assert.Equal("LabelLengthMismatch", Id(() => new Dfm(matrix, ["a", "b"], null, null, [0])));
        Assert.Equal("InvalidLabel", Id(() => new Dfm(matrix, ["a", "b"], null, null, [0, -1])));
        Assert.Equal("NegativeCount", Id(() => new Dfm(SparseMatrix.FromDense(1, 1, [-1]), ["a"])));
    }

    [Fact]
    public void WordsThatDifferInCaseOrAccentAreDifferent()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(1, 3, [1, 2, 3]), ["a", "A", "ä"]);
        Assert.Equal(["a", "A", "ä"], dfm.Vocabulary);
    }

    [Fact]
    public void NumberedNamesAreCreatedOnDemand()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(2, 1, [1, 2]), ["w"]);
        Assert.Equal(["doc0", "doc1"], dfm.DocumentName);
        Assert.Throws<ArgumentOutOfRangeException>(() => dfm.DocumentName[2]);
        Assert.Equal([1.0, 2.0], dfm.DocumentLength());
        Assert.Equal([2], dfm.DocumentFrequency());
    }

    [Theory]
    [InlineData(90_000, 40)]
    [InlineData(9_000, 90_000)]
    public void DocumentFrequenciesAreTheSameInPartsAndAtOnce(int n, int j)
    {
        // A stored zero is not counted.
        const int Cells = 40;
        var offsets = Enumerable.Range(0, n + 1).Select(i => i * Cells).ToArray();
        var columns = Enumerable.Range(0, n * Cells).Select(p => ((p / Cells) + (p % Cells * (j / Cells))) % j).ToArray();
        for (int i = 0; i < n; i++) Array.Sort(columns, i * Cells, Cells);
        var values = columns.Select((column, p) => (double)(p % 3)).ToArray();
        var expected = new int[j];
        for (int p = 0; p < columns.Length; p++) expected[columns[p]] += values[p] == 0 ? 0 : 1;
        var dfm = new Dfm(new SparseMatrix(n, j, offsets, columns, values), [.. Enumerable.Range(0, j).Select(f => $"w{f}")]);
        Assert.Equal(expected, dfm.DocumentFrequency());
    }
}
