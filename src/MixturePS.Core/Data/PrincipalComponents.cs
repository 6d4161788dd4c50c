using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// The directions of greatest variance of the rows of a matrix (Pearson 1901; Hotelling 1933), from the singular value
/// decomposition of the centred matrix. The matrix stays sparse.
/// </summary>
internal sealed class PrincipalComponents
{
    // Outside this range, sums of fourth powers of the cells, which the iteration computes, underflow or overflow.
    private const double SmallestSafe = 1e-60, LargestSafe = 1e60;

    private PrincipalComponents(DenseMatrix scores, DenseMatrix loadings, double[] variance, double totalVariance)
    {
        (Scores, Loadings, Variance, TotalVariance) = (scores, loadings, variance, totalVariance);
        Shares = [.. variance.Select(value => totalVariance > 0 ? value / totalVariance : 0)];
    }

    private double[] Shares { get; init; }

    /// <summary>The score of each row on each component, n x C; columns have mean zero.</summary>
    public DenseMatrix Scores { get; }

    /// <summary>
    /// The unit vector of each component, C x J; its entry of greatest magnitude is positive. A component without variance is
    /// all zeros.
    /// </summary>
    public DenseMatrix Loadings { get; }

    /// <summary>The variance along each component, with divisor n - 1, in descending order; length C.</summary>
    public IReadOnlyList<double> Variance { get; }

    /// <summary>The sum of the variances of all columns.</summary>
    public double TotalVariance { get; }

    /// <summary>The share of the total variance that a component explains; 0 if there is no variance.</summary>
    /// <param name="component">The component, from zero.</param>
    public double VarianceShare(int component) => Shares[component];

    /// <summary>Computes the first components. If their variances are nearly equal, this takes a few hundred products with the matrix.</summary>
    /// <param name="matrix">The rows, n x J.</param>
    /// <param name="count">The number of components, C; those beyond the rank are zeros.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">CellTooLarge: the variance would overflow.</exception>
    public static PrincipalComponents Fit(SparseMatrix matrix, int count = 2, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (moderate, exponent) = Moderate(matrix);
        if (exponent != 0)
        {
            var fit = Fit(moderate, count, progress, cancellation).Scaled(exponent);
            return double.IsFinite(fit.TotalVariance) ? fit : throw OverflowGuard.SquaresTooLarge(matrix);
        }

        var centred = new CentredMatrix(matrix, cancellation);
        var (n, j) = (matrix.RowCount, matrix.ColumnCount);
        double divisor = Math.Max(1, n - 1);
        double squares = centred.SumOfSquares();
        var scores = new double[n * count];
        var loadings = new double[count * j];
        var variance = new double[count];
        int found = Math.Min(count, Math.Min(n, j));
        if (found > 0 && squares > 0)
        {
            var (values, vectors) = Eigenpairs(centred, found, progress, cancellation);
            var score = new double[n];
            for (int c = 0; c < found; c++)
            {
                // Smaller values are rounding errors.
                if (!(values[c] > 1e-14 * squares)) continue;
                var loading = loadings.AsSpan(c * j, j);
                if (j <= n) vectors[c].CopyTo(loading);
                else centred.MultiplyTransposed(vectors[c], loading);
                Normalise(loading);
                centred.Multiply(loading, score);
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    scores[(i * count) + c] = score[i];
                    sum += score[i] * score[i];
                }

                variance[c] = sum / divisor;
            }
        }

        return new PrincipalComponents(new DenseMatrix(n, count, scores), new DenseMatrix(count, j, loadings), variance, squares / divisor);
    }

    /// <summary>The matrix with cells whose fourth powers neither underflow nor overflow, and the power of two that it was divided by.</summary>
    internal static (SparseMatrix Matrix, int Exponent) Moderate(SparseMatrix matrix)
    {
        double largest = OverflowGuard.MaxMagnitude(matrix.Values);
        if (largest is not ((> 0 and < SmallestSafe) or > LargestSafe)) return (matrix, 0);

        // Scaling by a power of two is exact.
        int exponent = Math.ILogB(largest);
        return (Scaled(matrix, -exponent), exponent);
    }

    private static SparseMatrix Scaled(SparseMatrix matrix, int exponent)
    {
        var (offsets, columns, _) = matrix.Buffers;
        double[] values = matrix.Values.ToArray();
        foreach (ref double value in values.AsSpan()) value = Math.ScaleB(value, exponent);
        return new SparseMatrix(matrix.RowCount, matrix.ColumnCount, offsets, columns, values, check: false);
    }

    private PrincipalComponents Scaled(int exponent) => new(
        new DenseMatrix(Scores.RowCount, Scores.ColumnCount, Array.ConvertAll(Scores.Values.ToArray(), score => Math.ScaleB(score, exponent))),
        Loadings,
        [.. Variance.Select(value => Math.ScaleB(value, 2 * exponent))],
        Math.ScaleB(TotalVariance, 2 * exponent))
    {
        Shares = Shares,
    };

    private static (double[] Values, double[][] Vectors) Eigenpairs(CentredMatrix centred, int count, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var (n, j) = (centred.RowCount, centred.ColumnCount);
        var between = new double[Math.Max(n, j)];
        return j <= n
            ? LargestEigenpairs.Find(j, count, Columns, progress, cancellation)
            : LargestEigenpairs.Find(n, count, Rows, progress, cancellation);

        void Columns(double[] x, double[] result)
        {
            centred.Multiply(x, between.AsSpan(0, n));
            centred.MultiplyTransposed(between.AsSpan(0, n), result);
        }

        void Rows(double[] x, double[] result)
        {
            centred.MultiplyTransposed(x, between.AsSpan(0, j));
            centred.Multiply(between.AsSpan(0, j), result);
        }
    }

    private static void Normalise(Span<double> vector)
    {
        double sum = 0, greatest = 0;
        foreach (double value in vector)
        {
            sum += value * value;
            if (Math.Abs(value) > Math.Abs(greatest) * (1 + 1e-9)) greatest = value;
        }

        double factor = (greatest < 0 ? -1 : 1) / Math.Sqrt(sum);
        for (int i = 0; i < vector.Length; i++) vector[i] *= factor;
    }
}
