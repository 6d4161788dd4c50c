using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Dot products of sparse rows with all centres at once. Centres lie feature-major, padded to whole vectors, so that
/// one coordinate of a row updates several centres by one instruction. Each dot product is added up in the order of
/// the row's coordinates with a multiplication and an addition, never fused, so its bits don't depend on the vectors'
/// width.
/// </summary>
internal sealed class FeatureMajorMatrix
{
    private const int Lanes = 4;
    private readonly double[] _byFeature;

    /// <summary>Lays out centres.</summary>
    /// <param name="centers">The centres, K x J, row after row; read.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="featureCount">The number of features, J.</param>
    /// <param name="cancellation">Stops the layout.</param>
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

    /// <summary>The number of centres.</summary>
    public int K { get; }

    /// <summary>K rounded up to whole vectors: the length of what <see cref="Dots(ReadOnlySpan{int}, ReadOnlySpan{double}, Span{double})"/> writes.</summary>
    public int Stride { get; }

    /// <summary>The dot products of one row with all centres.</summary>
    /// <param name="columns">The features of the row's coordinates.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least Stride long; what lies beyond K is zero.</param>
    public void Dots(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots) => Dots(_byFeature, Stride, columns, values, dots);

    /// <summary>The length of a feature's values for K centres, in whole vectors.</summary>
    /// <param name="k">The number of centres.</param>
    public static int StrideOf(int k) => (k + Lanes - 1) / Lanes * Lanes;

    /// <summary>The sum of rows of a dense matrix, each weighted by the row's coordinate of that number.</summary>
    /// <param name="matrix">Feature-major: a row of Stride values for each feature; read.</param>
    /// <param name="stride">The length of a row, in whole vectors as by <see cref="StrideOf"/>.</param>
    /// <param name="columns">The features of the row's coordinates, each within the matrix.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least stride long.</param>
    public static void Dots(double[] matrix, int stride, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots) =>
        SparseDots.Compute(matrix, stride, 0, stride, columns, values, dots, SparseDots.Widest);

    /// <summary>Adds a row to a centre; gives their dot product from before.</summary>
    /// <param name="center">The centre; changed.</param>
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

    /// <summary>Makes a centre zero.</summary>
    public void Clear(int center)
    {
        for (int at = center; at < _byFeature.Length; at += Stride) _byFeature[at] = 0;
    }

    /// <summary>Copies a centre, scaled.</summary>
    public void CopyTo(int center, double scale, Span<double> target)
    {
        for (int f = 0; f < target.Length; f++) target[f] = _byFeature[(f * Stride) + center] * scale;
    }

    /// <summary>The squared Euclidean norm of a centre.</summary>
    public double SquaredNorm(int center)
    {
        double sum = 0;
        for (int at = center; at < _byFeature.Length; at += Stride) sum += _byFeature[at] * _byFeature[at];
        return sum;
    }
}
