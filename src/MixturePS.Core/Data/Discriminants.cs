using MathNet.Numerics.LinearAlgebra;
using MixturePS.Core.Foundation;
using Square = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace MixturePS.Core.Data;

/// <summary>
/// Two directions in which groups of rows of a sparse matrix are far apart relative to their spread (Fisher 1936, The use of
/// multiple measurements in taxonomic problems, Annals of Eugenics 7, 179-188; Rao 1948, JRSS B 10, 159-203).
/// </summary>
/// <remarks>
/// <code>
/// s_j: standard deviation of column j within groups,   s_0: median of those above zero
/// V: directions of greatest variance of the group means / (s + s_0), at most 20;   each divided by s + s_0
/// Z = (X - mean) V',   S: covariance of Z within groups,   B: that of its group means
/// maximise w'Bw / w'Sw over the span of V                                 score: Zw, with variance 1 within groups
/// </code>
/// In the choice of V, columns count as uncorrelated within groups, as the correlations of many columns can't be estimated from
/// fewer rows (Bickel and Levina 2004, Bernoulli 10, 989-1010); s_0 keeps columns that hardly vary from dominating (Tibshirani
/// et al. 2002, PNAS 99, 6567-6572). X stays sparse.
/// </remarks>
internal sealed class Discriminants
{
    private const int MostDirections = 20;

    // Relative to the variance within groups: keeps S invertible where a direction has none.
    private const double Ridge = 1e-8;

    private Discriminants(DenseMatrix scores, double[] shares, bool isSecondComponent) => (Scores, Shares, IsSecondComponent) = (scores, shares, isSecondComponent);

    /// <summary>The score of each row on both directions, n x 2.</summary>
    public DenseMatrix Scores { get; }

    /// <summary>The share of the separation, the sum of all ratios w'Bw / w'Sw, that each direction has; length 2.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>
    /// Whether the second direction is not a discriminant, because two groups have only one: it is the first principal component,
    /// less what the discriminant explains.
    /// </summary>
    public bool IsSecondComponent { get; }

    /// <summary>Computes the directions.</summary>
    /// <param name="matrix">The rows, n x J.</param>
    /// <param name="labels">The group of each row, length n; at least two groups.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static Discriminants Fit(SparseMatrix matrix, IReadOnlyList<int> labels, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        int n = matrix.RowCount;
        matrix = PrincipalComponents.Moderate(matrix).Matrix;
        int[] distinct = [.. labels.Distinct().Order()], groups = [.. labels.Select(label => Array.BinarySearch(distinct, label))];
        int k = distinct.Length;
        var sizes = new double[k];
        foreach (int group in groups) sizes[group]++;
        var centred = new CentredMatrix(matrix, cancellation);
        var directions = Directions(matrix, groups, sizes, progress, cancellation);
        int r = directions.Length;
        var projected = new double[Math.Max(1, r)][];
        for (int d = 0; d < r; d++) centred.Multiply(directions[d], projected[d] = new double[n]);
        if (r == 0) projected[0] = new double[n];
        var (within, between) = Covariances(projected, groups, sizes, cancellation);
        var (weights, ratios) = Maximise(within, between);
        double sum = ratios.Sum(), divisor = sum > 0 ? sum : 1;
        var scores = new double[2 * n];
        Write(Combined(projected, weights.Column(0)), 0);
        bool hasSecond = weights.ColumnCount > 1 && ratios[1] > 1e-10 * sum;
        Write(hasSecond ? Combined(projected, weights.Column(1)) : Component(matrix, [.. Enumerable.Range(0, n).Select(i => scores[2 * i])], progress, cancellation), 1);
        return new Discriminants(new DenseMatrix(n, 2, scores), [ratios[0] / divisor, hasSecond ? ratios[1] / divisor : 0], !hasSecond);

        void Write(double[] score, int column)
        {
            // The sign of a direction is arbitrary: the row of greatest magnitude is positive.
            double greatest = 0;
            foreach (double value in score)
                if (Math.Abs(value) > Math.Abs(greatest) * (1 + 1e-9)) greatest = value;
            for (int i = 0; i < n; i++) scores[(2 * i) + column] = greatest < 0 ? -score[i] : score[i];
        }
    }

    /// <summary>Directions of the scaled differences of group means from the overall mean, those of greatest variance first.</summary>
    private static double[][] Directions(SparseMatrix matrix, int[] groups, double[] sizes, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var (k, j) = (sizes.Length, matrix.ColumnCount);
        var means = new double[k][];
        var squares = new double[j];
        for (int g = 0; g < k; g++) means[g] = new double[j];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < groups.Length; i++)
        {
            var columns = matrix.RowColumns(i);
            var values = matrix.RowValues(i);
            point.Pass(columns.Length);
            double[] mean = means[groups[i]];
            for (int p = 0; p < columns.Length; p++)
            {
                mean[columns[p]] += values[p];
                squares[columns[p]] += values[p] * values[p];
            }
        }

        double[] scale = Scales(means, squares, sizes, cancellation);

        // Each difference has the weight of its group: the square root of its size.
        var total = new double[j];
        foreach (double[] sums in means)
            for (int w = 0; w < j; w++) total[w] += sums[w];
        for (int g = 0; g < k; g++)
        {
            cancellation.Check();
            double root = Math.Sqrt(sizes[g]);
            for (int w = 0; w < j; w++) means[g][w] = root * ((means[g][w] / sizes[g]) - (total[w] / groups.Length)) / scale[w];
        }

        int count = Math.Min(MostDirections, Math.Min(k - 1, j));
        if (count == 0 || means.All(mean => mean.All(value => value == 0))) return [];
        var between = new double[j];
        var (eigenvalues, vectors) = LargestEigenpairs.Find(k, count, Product, progress, cancellation);
        var directions = new List<double[]>();
        for (int d = 0; d < count && eigenvalues[d] > 1e-12 * eigenvalues[0]; d++)
        {
            var direction = Sum(vectors[d]);
            double norm = Math.Sqrt(direction.Sum(value => value * value));
            for (int w = 0; w < j; w++) direction[w] /= norm * scale[w];
            directions.Add(direction);
        }

        return [.. directions];

        void Product(double[] x, double[] result)
        {
            Sum(x).CopyTo(between, 0);
            for (int g = 0; g < k; g++) result[g] = Dot(means[g], between);
        }

        double[] Sum(double[] x)
        {
            var sum = new double[j];
            for (int g = 0; g < k; g++)
            {
                cancellation.Check();
                for (int w = 0; w < j; w++) sum[w] += x[g] * means[g][w];
            }

            return sum;
        }
    }

    /// <summary>The standard deviation of each column within groups, plus the median of those above zero.</summary>
    private static double[] Scales(double[][] sums, double[] squares, double[] sizes, CancellationToken cancellation)
    {
        var scale = new double[squares.Length];
        double divisor = Math.Max(1, sizes.Sum() - sizes.Length);
        for (int w = 0; w < scale.Length; w++)
        {
            if (w % 1024 == 0) cancellation.Check();
            double within = squares[w];
            for (int g = 0; g < sums.Length; g++) within -= sums[g][w] * sums[g][w] / sizes[g];

            // Smaller values are rounding errors.
            scale[w] = within > 1e-12 * squares[w] ? Math.Sqrt(within / divisor) : 0;
        }

        double[] positive = [.. scale.Where(value => value > 0).Order()];
        double shift = positive.Length > 0 ? positive[positive.Length / 2] : 1;
        for (int w = 0; w < scale.Length; w++) scale[w] += shift;
        return scale;
    }

    private static (Square Within, Square Between) Covariances(double[][] projected, int[] groups, double[] sizes, CancellationToken cancellation)
    {
        int r = projected.Length, k = sizes.Length, n = groups.Length;
        var means = new double[r][];
        for (int d = 0; d < r; d++)
        {
            means[d] = new double[k];
            for (int i = 0; i < n; i++) means[d][groups[i]] += projected[d][i];
            for (int g = 0; g < k; g++) means[d][g] /= sizes[g];
        }

        var within = Square.Build.Dense(r, r);
        var between = Square.Build.Dense(r, r);
        for (int a = 0; a < r; a++)
        {
            for (int b = a; b < r; b++)
            {
                cancellation.Check();
                double inner = 0, outer = 0;
                for (int i = 0; i < n; i++) inner += (projected[a][i] - means[a][groups[i]]) * (projected[b][i] - means[b][groups[i]]);
                for (int g = 0; g < k; g++) outer += sizes[g] * means[a][g] * means[b][g];
                within[a, b] = within[b, a] = inner / Math.Max(1, n - k);
                between[a, b] = between[b, a] = outer / n;
            }
        }

        return (within, between);
    }

    /// <summary>The columns w that maximise w'Bw / w'Sw with w'Sw = 1, and the ratios in descending order.</summary>
    private static (Square Weights, double[] Ratios) Maximise(Square within, Square between)
    {
        int r = within.RowCount;
        double spread = within.Trace() / r;
        var regular = spread > 0 ? within + (Square.Build.DenseIdentity(r) * (Ridge * spread)) : Square.Build.DenseIdentity(r);
        var factor = regular.Cholesky().Factor;
        var half = factor.Solve(between);
        var whitened = factor.Solve(half.Transpose());
        var eigen = ((whitened + whitened.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, r).OrderByDescending(c => eigen.EigenValues[c].Real)];
        var vectors = factor.Transpose().Solve(eigen.EigenVectors);
        return (Square.Build.DenseOfColumnVectors(order.Select(vectors.Column)), [.. order.Select(c => Math.Max(0, eigen.EigenValues[c].Real))]);
    }

    private static double[] Combined(double[][] projected, Vector<double> weights)
    {
        var score = new double[projected[0].Length];
        for (int d = 0; d < projected.Length; d++)
            for (int i = 0; i < score.Length; i++) score[i] += weights[d] * projected[d][i];
        return score;
    }

    /// <summary>The first principal component whose scores the given ones don't determine, less what they explain.</summary>
    private static double[] Component(SparseMatrix matrix, double[] given, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var components = PrincipalComponents.Fit(matrix, 2, progress, cancellation);
        double squares = Dot(given, given);
        for (int c = 0; ; c++)
        {
            double[] score = components.Scores.Column(c);
            double before = Dot(score, score), slope = squares > 0 ? Dot(score, given) / squares : 0;
            for (int i = 0; i < score.Length; i++) score[i] -= slope * given[i];
            if (c == 1 || Dot(score, score) > 0.05 * before) return score;
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
