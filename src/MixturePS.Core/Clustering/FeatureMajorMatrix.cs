using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// A K x J matrix stored feature by feature and padded to whole vectors, for dot products of a sparse row with all K rows
/// at once: one coordinate updates several of them by one instruction. Each dot product is summed in the order of the
/// coordinates with a multiplication and an addition, never fused, so its bits don't depend on the vectors' width.
/// </summary>
internal sealed class FeatureMajorMatrix
{
    private const int Lanes = 4;
    private readonly double[] _byFeature;

    /// <summary>Lays out a matrix.</summary>
    /// <param name="centers">The cells, K x J, row after row; read.</param>
    /// <param name="k">The number of rows.</param>
    /// <param name="featureCount">The number of features, J.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public FeatureMajorMatrix(ReadOnlySpan<double> centers, int k, int featureCount, CancellationToken cancellation = default)
    {
        K = k;
        Stride = StrideOf(k);
        _byFeature = LargeArray.Cleared<double>(checked(Stride * featureCount), cancellation);
        for (int c = 0; c < k; c++)
        {
            cancellation.Check();
            for (int f = 0; f < featureCount; f++) _byFeature[(f * Stride) + c] = centers[(c * featureCount) + f];
        }
    }

    /// <summary>The number of rows.</summary>
    public int K { get; }

    /// <summary>K rounded up to whole vectors: the number of dot products that are written.</summary>
    public int Stride { get; }

    /// <summary>The dot products of a sparse row with all rows of the matrix.</summary>
    /// <param name="columns">The features of the row's coordinates.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least Stride long; zero beyond K.</param>
    public void Dots(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots) => Dots(_byFeature, Stride, columns, values, dots);

    /// <summary>K rounded up to whole vectors.</summary>
    /// <param name="k">The number of rows, K.</param>
    public static int StrideOf(int k) => (k + Lanes - 1) / Lanes * Lanes;

    /// <summary>The dot products of a sparse row with all columns of a dense matrix: the sum of the matrix's rows, each times the coordinate of that number.</summary>
    /// <param name="matrix">One row of stride values per feature; read.</param>
    /// <param name="stride">The length of a row, rounded up as by <see cref="StrideOf"/>.</param>
    /// <param name="columns">The features of the row's coordinates, each within the matrix.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least stride long.</param>
    public static void Dots(double[] matrix, int stride, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots) =>
        SparseDots.Compute(matrix, stride, 0, stride, columns, values, dots, SparseDots.Widest);

    /// <summary>Adds a sparse row to a row of the matrix; returns their dot product from before.</summary>
    /// <param name="center">The row of the matrix; changed.</param>
    /// <param name="columns">The features of the row's coordinates.</param>
    /// <param name="values">The row's coordinates.</param>
    public double Add(int center, ReadOnlySpan<int> columns, ReadOnlySpan<double> values)
    {
        double dot = 0;
        for (int p = 0; p < columns.Length; p++)
        {
            ref double value = ref _byFeature[(columns[p] * Stride) + center];
            dot += value * values[p];
            value += values[p];
        }

        return dot;
    }

    /// <summary>Sets a row to zero.</summary>
    public void Clear(int center)
    {
        for (int at = center; at < _byFeature.Length; at += Stride) _byFeature[at] = 0;
    }

    /// <summary>Copies a row, times a factor.</summary>
    public void CopyTo(int center, double scale, Span<double> target)
    {
        for (int f = 0; f < target.Length; f++) target[f] = _byFeature[(f * Stride) + center] * scale;
    }

    /// <summary>The squared Euclidean norm of a row.</summary>
    public double SquaredNorm(int center)
    {
        double sum = 0;
        for (int at = center; at < _byFeature.Length; at += Stride) sum += _byFeature[at] * _byFeature[at];
        return sum;
    }
}
