using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The documents as k-means sees them: distinct rows with weights, in the coordinates of the arithmetic that is
/// followed. In the dense one each row has every feature, less the feature's mean; in the sparse one each row has
/// what the matrix stores.
/// </summary>
internal sealed class PointSet : IDisposable
{
    private const int BlockSize = 4096;
    private const int ValuesInLine = 8;
    private const int VarianceBlock = 256;
    private const int DenseBlock = 256;
    private const int DenseFeatures = 1000;
    private const long DenseCells = 1L << 24;

    private FeaturePostings? _postings;

    private PointSet(Dfm dfm, MergedRows rows, bool dense)
    {
        Dfm = dfm;
        (RowOf, FirstOf, Weights) = rows;
        IsDense = dense;
    }

    /// <summary>Memory for work on these rows, given back with them.</summary>
    public WorkMemory Memory { get; } = new();

    /// <summary>The documents themselves.</summary>
    public Dfm Dfm { get; }

    /// <summary>The number of distinct rows.</summary>
    public int Count => FirstOf.Length;

    /// <summary>The number of features.</summary>
    public int FeatureCount => Dfm.FeatureCount;

    /// <summary>The distinct row of each document; length n.</summary>
    public int[] RowOf { get; }

    /// <summary>The first document of each distinct row; length Count.</summary>
    public int[] FirstOf { get; }

    /// <summary>The number of documents that each distinct row stands for; length Count.</summary>
    public int[] Weights { get; }

    /// <summary>Whether the coordinates are those of the dense arithmetic.</summary>
    public bool IsDense { get; }

    /// <summary>The mean of each feature, which the coordinates are relative to; null in the sparse arithmetic.</summary>
    public double[]? Mean { get; private set; }

    /// <summary>Where each distinct row starts; length Count + 1.</summary>
    public int[] Offsets { get; private set; } = [];

    /// <summary>The feature of each coordinate.</summary>
    public int[] Columns { get; private set; } = [];

    /// <summary>The coordinates.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>The squared norm of each distinct row; length Count.</summary>
    public double[] SquaredNorms { get; private set; } = [];

    /// <summary>The sum of the squared norms of all documents.</summary>
    public double SquaredNorm { get; private set; }

    /// <summary>Puts a DFM's documents into the coordinates of an arithmetic, on all cores.</summary>
    public static PointSet Create(Dfm dfm, KMeansArithmetic arithmetic, CancellationToken cancellation) => Create(dfm, arithmetic, 0, cancellation);

    /// <summary>Puts a DFM's documents into the coordinates of an arithmetic.</summary>
    /// <exception cref="Foundation.MixtureException">CellTooLarge: squared distances would not be finite.</exception>
    public static PointSet Create(Dfm dfm, KMeansArithmetic arithmetic, int threads, CancellationToken cancellation)
    {
        var rows = RowMerger.Merge(dfm.Matrix, threads, cancellation);
        bool dense = arithmetic == KMeansArithmetic.Dense
            || (arithmetic == KMeansArithmetic.Auto && dfm.Weighting.IsCount && dfm.FeatureCount <= DenseFeatures
                && (long)rows.FirstOf.Length * dfm.FeatureCount <= DenseCells);
        var points = new PointSet(dfm, rows, dense);
        if (dense) points.FillDense(threads, cancellation);
        else points.FillSparse(threads, cancellation);
        for (int row = 0; row < points.Count; row++) points.SquaredNorm += points.Weights[row] * points.SquaredNorms[row];

        // Of a row as it is in the DFM the squared norm is at most twice the sum of that of its coordinates and the mean's.
        double shift = points.Mean is null ? 0 : SumOfProducts.Squares(points.Mean);
        if (!OverflowGuard.SquaresStayFinite(2 * (points.SquaredNorm + (dfm.DocumentCount * shift)), dfm.DocumentCount)) throw OverflowGuard.SquaresTooLarge(dfm);
        return points;
    }

    /// <summary>The rows by feature, made when first asked for.</summary>
    public FeaturePostings Postings(int threads, CancellationToken cancellation) => _postings ??= new FeaturePostings(this, threads, cancellation);

    /// <summary>Gives the working memory back; nothing may work on the rows afterwards.</summary>
    public void Dispose() => Memory.Dispose();

    /// <summary>The mean over features of their variances over documents: the scale of the tolerance.</summary>
    public double MeanVariance(int threads, CancellationToken cancellation)
    {
        var variances = new double[FeatureCount];
        if (IsDense)
        {
            ParallelBlocks.Run(FeatureCount, VarianceBlock, threads, cancellation, (_, from, to) => DenseVariances(from, variances.AsSpan(from, to - from), cancellation));
        }
        else
        {
            var postings = Postings(threads, cancellation);
            ParallelBlocks.Run(FeatureCount, VarianceBlock, threads, cancellation, (_, from, to) =>
            {
                for (int f = from; f < to; f++)
                {
                    // A feature of all documents has as many values as there are documents.
                    cancellation.Check();
                    variances[f] = Variance(postings, f);
                }
            });
        }

        double total = 0;
        foreach (double value in variances) total += value;
        return total / FeatureCount;
    }

    // Around the mean; a document without the feature is at minus the mean, which the start value counts for all.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Variance(FeaturePostings postings, int feature)
    {
        var rows = postings.Rows(feature);
        var values = postings.Values(feature);
        double n = Dfm.DocumentCount, sum = 0;
        for (int p = 0; p < rows.Length; p++) sum += Weights[rows[p]] * values[p];
        double mean = sum / n, squares = n * mean * mean;
        for (int p = 0; p < rows.Length; p++)
        {
            double difference = values[p] - mean;
            squares += Weights[rows[p]] * ((difference * difference) - (mean * mean));
        }

        return squares / n;
    }

    // Of features side by side, row after row: each sum is added up in the order of the rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DenseVariances(int first, Span<double> variances, CancellationToken cancellation)
    {
        double n = Dfm.DocumentCount;
        Span<double> means = new double[variances.Length];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            point.Pass(means.Length);
            var values = Values.AsSpan(Offsets[row] + first, means.Length);
            for (int f = 0; f < means.Length; f++) means[f] += Weights[row] * values[f];
        }

        for (int f = 0; f < means.Length; f++)
        {
            means[f] /= n;
            variances[f] = n * means[f] * means[f];
        }

        for (int row = 0; row < Count; row++)
        {
            point.Pass(means.Length);
            var values = Values.AsSpan(Offsets[row] + first, means.Length);
            for (int f = 0; f < means.Length; f++)
            {
                double difference = values[f] - means[f];
                variances[f] += Weights[row] * ((difference * difference) - (means[f] * means[f]));
            }
        }

        foreach (ref double variance in variances) variance /= n;
    }

    /// <summary>The features of a distinct row's coordinates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> RowColumns(int row) => Columns.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>A distinct row's coordinates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> RowValues(int row) => Values.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>Writes a distinct row's coordinates into a dense vector that was zero; length J.</summary>
    public void CopyTo(int row, Span<double> target)
    {
        for (int p = Offsets[row]; p < Offsets[row + 1]; p++) target[Columns[p]] = Values[p];
    }

    /// <summary>The coordinates of documents as centres, K x J, row after row.</summary>
    public double[] Centers(int[] documents, CancellationToken cancellation = default)
    {
        var centers = LargeArray.Cleared<double>((long)documents.Length * FeatureCount, cancellation);
        for (int k = 0; k < documents.Length; k++) CopyTo(RowOf[documents[k]], centers.AsSpan(k * FeatureCount, FeatureCount));
        return centers;
    }

    /// <summary>The label of each document from those of the distinct rows; length n.</summary>
    /// <param name="rowLabels">The label of each distinct row; read.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int[] Expand(int[] rowLabels)
    {
        var labels = LargeArray.Uninitialized<int>(RowOf.Length);
        for (int i = 0; i < labels.Length; i++) labels[i] = rowLabels[RowOf[i]];
        return labels;
    }

    /// <summary>Centres in the units of the DFM as coordinates, K x J, row after row.</summary>
    public double[] ToCoordinates(DenseMatrix centers)
    {
        var result = centers.Values.ToArray();
        if (Mean is not null)
            for (int i = 0; i < result.Length; i++) result[i] -= Mean[i % FeatureCount];
        return result;
    }

    /// <summary>Makes coordinates of centres a matrix in the units of the DFM, K x J.</summary>
    /// <param name="coordinates">The coordinates, row after row; taken over.</param>
    /// <param name="k">The number of centres.</param>
    public DenseMatrix FromCoordinates(double[] coordinates, int k)
    {
        if (Mean is not null)
            for (int i = 0; i < coordinates.Length; i++) coordinates[i] += Mean[i % FeatureCount];
        return new DenseMatrix(k, FeatureCount, coordinates, Dfm.Vocabulary);
    }

    /// <summary>The squared distance of a distinct row from a centre.</summary>
    /// <param name="row">The distinct row.</param>
    /// <param name="centers">The centres, K x J; read.</param>
    /// <param name="cluster">The centre.</param>
    /// <param name="norms">The squared norm of each centre; length K; read.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double SquaredDistance(int row, double[] centers, int cluster, double[] norms)
    {
        int start = cluster * FeatureCount;
        double sum = 0;
        if (IsDense)
        {
            for (int p = Offsets[row]; p < Offsets[row + 1]; p++)
            {
                double difference = Values[p] - centers[start + Columns[p]];
                sum += difference * difference;
            }

            return sum;
        }

        // What isn't stored is zero and adds the centre's square, which the norm has for all features.
        for (int p = Offsets[row]; p < Offsets[row + 1]; p++)
        {
            double center = centers[start + Columns[p]], difference = Values[p] - center;
            sum += (difference * difference) - (center * center);
        }

        return Math.Max(0, sum + norms[cluster]);
    }

    /// <summary>Brings a distinct row's coordinates into the caches, for when it is worked on soon and those before it aren't its neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        for (int p = Offsets[row]; p < Offsets[row + 1]; p += ValuesInLine)
        {
            Prefetch(ref Values[p]);
            if ((p & ValuesInLine) == 0) Prefetch(ref Columns[p]);
        }
    }

    private static unsafe void Prefetch<T>(ref T item) => Sse.Prefetch0(Unsafe.AsPointer(ref item));

    private void FillSparse(int threads, CancellationToken cancellation)
    {
        var (offsets, columns, values) = Dfm.Matrix.Buffers;
        Offsets = new int[Count + 1];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            point.Pass(0);
            Offsets[row + 1] = Offsets[row] + offsets[FirstOf[row] + 1] - offsets[FirstOf[row]];
        }

        if (Count == Dfm.DocumentCount)
        {
            (Columns, Values) = (columns, values);
        }
        else
        {
            (Columns, Values) = (LargeArray.Uninitialized<int>(Offsets[Count]), LargeArray.Uninitialized<double>(Offsets[Count]));
            for (int row = 0; row < Count; row++)
            {
                int from = offsets[FirstOf[row]], length = Offsets[row + 1] - Offsets[row];
                point.Pass(length);
                columns.AsSpan(from, length).CopyTo(Columns.AsSpan(Offsets[row]));
                values.AsSpan(from, length).CopyTo(Values.AsSpan(Offsets[row]));
            }
        }

        SquaredNorms = LargeArray.Uninitialized<double>(Count);
        ParallelBlocks.Run(Count, BlockSize, threads, cancellation, (_, from, to) => FillNorms(from, to, cancellation));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillNorms(int from, int to, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            point.Pass(Offsets[row + 1] - Offsets[row]);
            double sum = 0;
            foreach (double value in RowValues(row)) sum += value * value;
            SquaredNorms[row] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillDense(int threads, CancellationToken cancellation)
    {
        int j = FeatureCount;
        var matrix = Dfm.Matrix;
        Mean = new double[j];
        Offsets = new int[Count + 1];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            var columns = matrix.RowColumns(FirstOf[row]);
            var values = matrix.RowValues(FirstOf[row]);
            point.Pass(columns.Length);
            for (int p = 0; p < columns.Length; p++) Mean[columns[p]] += Weights[row] * values[p];
            Offsets[row + 1] = (row + 1) * j;
        }

        for (int f = 0; f < j; f++) Mean[f] /= Dfm.DocumentCount;
        Columns = LargeArray.Uninitialized<int>((long)Count * j);
        Values = LargeArray.Uninitialized<double>((long)Count * j);
        SquaredNorms = new double[Count];
        ParallelBlocks.Run(Count, DenseBlock, threads, cancellation, (_, from, to) => FillDense(from, to, cancellation));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillDense(int from, int to, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            point.Pass(FeatureCount);
            var features = Columns.AsSpan(Offsets[row], FeatureCount);
            var target = Values.AsSpan(Offsets[row], FeatureCount);
            for (int f = 0; f < features.Length; f++)
            {
                features[f] = f;
                target[f] = 0 - Mean![f];
            }

            var columns = Dfm.Matrix.RowColumns(FirstOf[row]);
            var values = Dfm.Matrix.RowValues(FirstOf[row]);
            for (int p = 0; p < columns.Length; p++) target[columns[p]] = values[p] - Mean![columns[p]];
            SquaredNorms[row] = SumOfProducts.Squares(target);
        }
    }
}
