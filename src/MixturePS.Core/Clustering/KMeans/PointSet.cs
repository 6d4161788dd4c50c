using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The documents as k-means reads them: distinct rows with weights, in the coordinates of the chosen arithmetic. In the
/// dense arithmetic each row has every feature, less the feature's mean; in the sparse one each row has the stored cells.
/// </summary>
internal sealed class PointSet : IDisposable
{
    private const int BlockSize = 4096;
    private const int ValuesInLine = 8;
    private const int DenseBlock = 256;
    private const int DenseFeatures = 1000;
    private const long DenseCells = 1L << 24;

    private SparseColumns? _byFeature;

    private PointSet(Dfm dfm, MergedRows rows, bool dense)
    {
        Dfm = dfm;
        (RowOf, FirstOf, Weights) = rows;
        IsDense = dense;
    }

    /// <summary>Working memory for these rows, released with them.</summary>
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

    /// <summary>The weight of each distinct row: the number of documents equal to it; length Count.</summary>
    public int[] Weights { get; }

    /// <summary>Whether the arithmetic is dense.</summary>
    public bool IsDense { get; }

    /// <summary>The mean of each feature, which was subtracted from the coordinates; null in the sparse arithmetic.</summary>
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

    /// <summary>The documents of a DFM in the coordinates of an arithmetic.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="arithmetic">The arithmetic.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">CellTooLarge: squared distances would not be finite.</exception>
    public static PointSet Create(Dfm dfm, KMeansArithmetic arithmetic, int threads, CancellationToken cancellation) =>
        Create(dfm, arithmetic, RowMerger.Merge(dfm.Matrix, threads, cancellation), threads, cancellation);

    /// <summary>
    /// The documents of a DFM in the coordinates of an arithmetic, equal ones as separate rows: their sums then have the order
    /// of additions of scikit-learn.
    /// </summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="arithmetic">The arithmetic.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">CellTooLarge: squared distances would not be finite.</exception>
    public static PointSet CreateUnmerged(Dfm dfm, KMeansArithmetic arithmetic, int threads, CancellationToken cancellation)
    {
        int[] own = [.. Enumerable.Range(0, dfm.DocumentCount)];
        var ones = new int[own.Length];
        Array.Fill(ones, 1);
        return Create(dfm, arithmetic, new MergedRows(own, own, ones), threads, cancellation);
    }

    /// <summary>The transpose of the rows, made at the first call.</summary>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public SparseColumns ByFeature(int threads, CancellationToken cancellation) =>
        _byFeature ??= SparseColumns.Transpose(Offsets, Columns, Values, FeatureCount, null, Memory, threads, cancellation);

    /// <summary>Releases the working memory; the rows can't be used afterwards.</summary>
    public void Dispose() => Memory.Dispose();

    /// <summary>The features of a distinct row's coordinates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> RowColumns(int row) => Columns.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>A distinct row's coordinates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> RowValues(int row) => Values.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>Writes a distinct row's coordinates into a dense vector of zeros; length J.</summary>
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

    /// <summary>The coordinates of centres given in the units of the DFM, K x J, row after row.</summary>
    public double[] ToCoordinates(DenseMatrix centers)
    {
        var result = centers.Values.ToArray();
        if (Mean is not null)
            for (int i = 0; i < result.Length; i++) result[i] -= Mean[i % FeatureCount];
        return result;
    }

    /// <summary>The centres in the units of the DFM, K x J, from their coordinates.</summary>
    /// <param name="coordinates">The coordinates, row after row; taken over in the sparse arithmetic.</param>
    /// <param name="k">The number of centres.</param>
    public DenseMatrix FromCoordinates(double[] coordinates, int k)
    {
        if (Mean is null) return new DenseMatrix(k, FeatureCount, coordinates, Dfm.Vocabulary);
        var result = new double[coordinates.Length];
        for (int i = 0; i < result.Length; i++) result[i] = coordinates[i] + Mean[i % FeatureCount];
        return new DenseMatrix(k, FeatureCount, result, Dfm.Vocabulary);
    }

    /// <summary>The coordinates that documents are assigned in, or null where they are in the units of the DFM.</summary>
    /// <param name="centers">The coordinates of the centres, row after row; taken over.</param>
    /// <param name="k">The number of centres.</param>
    public CenterCoordinates? FitCoordinates(double[] centers, int k) => Mean is null ? null : new CenterCoordinates(Mean, centers, k);

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

        // A cell that isn't stored is zero and adds the centre's square; |c|^2 has that of all features.
        for (int p = Offsets[row]; p < Offsets[row + 1]; p++)
        {
            double center = centers[start + Columns[p]], difference = Values[p] - center;
            sum += (difference * difference) - (center * center);
        }

        return Math.Max(0, sum + norms[cluster]);
    }

    /// <summary>Prefetches a distinct row's coordinates, where rows are read out of order.</summary>
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

    private static PointSet Create(Dfm dfm, KMeansArithmetic arithmetic, MergedRows rows, int threads, CancellationToken cancellation)
    {
        bool dense = arithmetic == KMeansArithmetic.Dense || (arithmetic == KMeansArithmetic.Auto && IsDenseByDefault(dfm, rows.FirstOf.Length));
        var points = new PointSet(dfm, rows, dense);
        if (dense) points.FillDense(threads, cancellation);
        else points.FillSparse(threads, cancellation);
        for (int row = 0; row < points.Count; row++) points.SquaredNorm += points.Weights[row] * points.SquaredNorms[row];

        // |x + m|^2 <= 2 (|x|^2 + |m|^2) bounds the squared norm of a row as it is in the DFM, with the mean m.
        double shift = points.Mean is null ? 0 : SumOfProducts.Squares(points.Mean);
        if (!OverflowGuard.SquaresStayFinite(2 * (points.SquaredNorm + (dfm.DocumentCount * shift)), dfm.DocumentCount)) throw OverflowGuard.SquaresTooLarge(dfm);
        return points;
    }

    // scikit-learn takes a plain matrix as a dense array, of any width. Counts are dense up to the size beyond which the dense
    // arithmetic is slower.
    private static bool IsDenseByDefault(Dfm dfm, int rows)
    {
        long cells = (long)rows * dfm.FeatureCount;
        return dfm.Weighting.IsPlain ? cells <= MatrixSize.PlainCells : dfm.Weighting.IsCount && dfm.FeatureCount <= DenseFeatures && cells <= DenseCells;
    }

    private static unsafe void Prefetch<T>(ref T item) => Sse.Prefetch0(Unsafe.AsPointer(ref item));

    private void FillSparse(int threads, CancellationToken cancellation)
    {
        var rows = Count == Dfm.DocumentCount ? Dfm.Matrix : RowSelection.Take(Dfm.Matrix, FirstOf, cancellation);
        (Offsets, Columns, Values) = rows.Buffers;
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
