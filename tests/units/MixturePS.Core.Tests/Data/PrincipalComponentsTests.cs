using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using Dense = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace MixturePS.Core.Tests.Data;

public class PrincipalComponentsTests
{
    private static readonly Gen<double[,]> Small =
        from n in Gen.Int[2, 25]
        from j in Gen.Int[1, 25]
        from cells in Gen.Int[0, 4].Array[n * j]
        select Shape(cells, n, j);

    [Fact]
    public void Components_equal_the_singular_value_decomposition() => Small.Sample(cells =>
    {
        var centred = Centred(cells);
        var svd = centred.Svd();
        var components = PrincipalComponents.Fit(Sparse(cells));
        double total = svd.S.DotProduct(svd.S), divisor = cells.GetLength(0) - 1;
        Assert.Equal(total / divisor, components.TotalVariance, 1e-9 * (1 + total));
        for (int c = 0; c < 2; c++)
        {
            double expected = c < svd.S.Count ? svd.S[c] * svd.S[c] / divisor : 0;
            Assert.Equal(expected, components.Variance[c], 1e-9 * (1 + total));

            // A component with a separate variance is the same up to its sign.
            double apart = c >= svd.S.Count ? 0 : Math.Min(c == 0 ? double.PositiveInfinity : svd.S[c - 1] - svd.S[c], svd.S[c] - (c + 1 < svd.S.Count ? svd.S[c + 1] : 0));
            if (apart < 1e-3) continue;
            Assert.Equal(1, Math.Abs(svd.VT.Row(c).DotProduct(Vector<double>.Build.Dense(components.Loadings.Row(c)))), 1e-9);
            Assert.Equal(0, (centred * Vector<double>.Build.Dense(components.Loadings.Row(c)) - Vector<double>.Build.Dense(components.Scores.Column(c))).L2Norm(), 1e-9);
            Assert.True(components.Loadings.Row(c).Max() >= -components.Loadings.Row(c).Min() - 1e-9);
        }
    }, iter: 200);

    [Theory]
    [InlineData(400, 150)]
    [InlineData(150, 400)]
    public void Components_are_found_after_a_restart_of_the_basis(int n, int j)
    {
        // Only noise, whose directions are hard to distinguish.
        var random = RandomGenerator.FromSeed(3);
        var cells = new double[n, j];
        for (int r = 0; r < n; r++)
            for (int c = 0; c < j; c++) cells[r, c] = Math.Floor(random.Bits.NextDouble() * 3);
        var svd = Centred(cells).Svd();
        var components = PrincipalComponents.Fit(Sparse(cells), 3);
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(svd.S[c] * svd.S[c] / (n - 1), components.Variance[c], 1e-9);
            Assert.Equal(1, Math.Abs(svd.VT.Row(c).DotProduct(Vector<double>.Build.Dense(components.Loadings.Row(c)))), 1e-8);
        }
    }

    [Fact]
    public void Two_equal_variances_are_both_found()
    {
        // The corners of an equilateral triangle.
        var cells = new double[30, 3];
        for (int i = 0; i < 30; i++) cells[i, i % 3] = 1;
        var components = PrincipalComponents.Fit(Sparse(cells));
        Assert.Equal(components.TotalVariance / 2, components.Variance[0], 1e-12);
        Assert.Equal(components.TotalVariance / 2, components.Variance[1], 1e-12);
    }

    [Fact]
    public void A_large_sparse_matrix_is_never_dense()
    {
        // 40,000 x 60,000 cells would take 19 GB.
        var (offsets, columns, values) = (new int[40_001], new int[40_000], new double[40_000]);
        for (int i = 0; i < 40_000; i++) (offsets[i + 1], columns[i], values[i]) = (i + 1, i % 4 == 0 ? 7 : i % 60_000, i % 4 == 0 ? 5 : 1);
        var components = PrincipalComponents.Fit(new SparseMatrix(40_000, 60_000, offsets, columns, values), 1);
        Assert.Equal(1, components.Loadings[0, 7], 1e-3);
        Assert.Equal(25 * 0.25 * 0.75, components.Variance[0], 1e-2);
    }

    [Fact]
    public void Without_variance_everything_is_zero()
    {
        foreach (var cells in (double[][,])[new double[3, 2], new double[,] { { 4, 5 }, { 4, 5 } }, new double[,] { { 1, 2, 3 } }])
        {
            var components = PrincipalComponents.Fit(Sparse(cells));
            Assert.All(components.Scores.Values.ToArray(), score => Assert.Equal(0, score));
            Assert.Equal(0, components.VarianceShare(0));
        }

        Assert.Equal(0, PrincipalComponents.Fit(new SparseMatrix(0, 0, [0], [], [])).TotalVariance);
    }

    [Fact]
    public void Work_can_be_stopped() => Checks.CancelThroughout(token => PrincipalComponents.Fit(TestDfm.Random(50, 20, 30).Matrix, 2, null, token));

    [Fact]
    public void Progress_is_reported()
    {
        var random = new System.Random(1);
        var cells = new double[150, 120];
        for (int i = 0; i < 150; i++)
            for (int j = 0; j < 120; j++) cells[i, j] = random.NextDouble();
        var reports = new Reports();
        PrincipalComponents.Fit(Sparse(cells), 2, reports);
        double[] shares = [.. reports.Fractions];
        Assert.Equal(reports.All.Count, shares.Length);
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(0, shares[0]);
        Assert.InRange(shares[^1], 0.1, 1);
    }

    private static double[,] Shape(int[] cells, int n, int j)
    {
        var result = new double[n, j];
        for (int i = 0; i < cells.Length; i++) result[i / j, i % j] = Math.Max(0, cells[i] - 1);
        return result;
    }

    private static Dense Centred(double[,] cells)
    {
        var matrix = Dense.Build.DenseOfArray(cells);
        var means = matrix.ColumnSums() / matrix.RowCount;
        return Dense.Build.Dense(matrix.RowCount, matrix.ColumnCount, (i, j) => matrix[i, j] - means[j]);
    }

    private static SparseMatrix Sparse(double[,] cells) =>
        SparseMatrix.FromDense(cells.GetLength(0), cells.GetLength(1), System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref cells[0, 0], cells.Length));
}
