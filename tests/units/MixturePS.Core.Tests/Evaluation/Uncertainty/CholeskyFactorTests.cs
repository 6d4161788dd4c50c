using MathNet.Numerics.LinearAlgebra.Double;
using MixturePS.Core.Evaluation;

namespace MixturePS.Core.Tests.Evaluation;

public class CholeskyFactorTests
{
    // Several panels, the last one incomplete.
    private const int Size = 150;

    [Fact]
    public void Solutions_and_the_inverse_are_those_of_mathnet()
    {
        var matrix = Positive();
        var factor = CholeskyFactor.TryCreate(Cells(matrix), Size, 2, CancellationToken.None)!;
        double[] expected = [.. matrix.Inverse().Diagonal()], diagonal = factor.InverseDiagonal();
        double[] right = [.. Enumerable.Range(0, Size).Select(i => Math.Sin(i))];
        double[] solution = [.. matrix.Solve(DenseVector.OfArray(right))], half = [.. right];
        double[] transposed = [.. matrix.Cholesky().Factor.Transpose().Solve(DenseVector.OfArray(right))];
        factor.SolveTransposed(half);
        factor.Solve(right);
        for (int i = 0; i < Size; i++)
        {
            Assert.Equal(expected[i], diagonal[i], 1e-10);
            Assert.Equal(solution[i], right[i], 1e-10);
            Assert.Equal(transposed[i], half[i], 1e-10);
        }
    }

    [Fact]
    public void Does_not_depend_on_threads()
    {
        var one = CholeskyFactor.TryCreate(Cells(Positive()), Size, 1, CancellationToken.None)!;
        var three = CholeskyFactor.TryCreate(Cells(Positive()), Size, 3, CancellationToken.None)!;
        Assert.Equal(one.InverseDiagonal(), three.InverseDiagonal());
    }

    [Fact]
    public void Is_null_for_a_matrix_that_is_not_positive_definite()
    {
        var matrix = Positive();
        matrix.SetRow(120, matrix.Row(10));
        matrix.SetColumn(120, matrix.Column(10));
        matrix[120, 120] = matrix[10, 10];
        Assert.Null(CholeskyFactor.TryCreate(Cells(matrix), Size, 1, CancellationToken.None));
    }

    private static DenseMatrix Positive()
    {
        var random = new System.Random(3);
        var factor = DenseMatrix.Create(Size, 2 * Size, (_, _) => random.NextDouble() - 0.5);
        return (DenseMatrix)(factor * factor.Transpose() / Size);
    }

    // The cells of a symmetric matrix by row and by column are the same.
    private static double[] Cells(DenseMatrix matrix) => matrix.ToColumnMajorArray();
}
