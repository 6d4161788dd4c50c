using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The documents as k-means reads them: rows with weights, in the coordinates of the chosen arithmetic.</summary>
/// <remarks>
/// <para>The coordinates y_i of a row x_i of the DFM, with the means m of the features:</para>
/// <code>
/// sparse arithmetic    y_i = x_i
/// dense arithmetic     y_i = x_i - m
/// </code>
/// <para>Rows that are stored as y have their coordinates in <see cref="Values"/>: those of the sparse arithmetic the non-zero
/// cells, those of the dense one all J of them. Rows of a sparse matrix are stored as x in the dense arithmetic too, where
/// y would be many times larger (<see cref="IsShifted"/>); then y is made when it is needed (<see cref="CopyTo"/>).</para>
/// </remarks>
internal sealed partial class PointSet : IDisposable
{
    private const int ValuesInLine = 8;
    private const int DenseFeatures = 1000;
    private const int SmallCells = 1 << 15;
    private const int SmallFullCells = 1 << 18;
    private const int CellsOfValue = 3;

    private SparseColumns? _byFeature;
    private double[]? _coordinateNorms;
    private double[]? _smallRows;

    private PointSet(Dfm dfm, MergedRows rows, bool isDense, bool isShifted)
    {
        Dfm = dfm;
        (RowOf, FirstOf, Weights) = rows;
        (IsDense, IsShifted) = (isDense, isShifted);
    }

    /// <summary>Working memory for these rows, released with them.</summary>
    public WorkMemory Memory { get; } = new();

    /// <summary>The documents themselves.</summary>
    public Dfm Dfm { get; }

    /// <summary>The number of rows.</summary>
    public int Count => FirstOf.Length;

    /// <summary>The number of features.</summary>
    public int FeatureCount => Dfm.FeatureCount;

    /// <summary>The row of each document; length n.</summary>
    public int[] RowOf { get; }

    /// <summary>The first document of each row; length Count.</summary>
    public int[] FirstOf { get; }

    /// <summary>The weight of each row: the number of documents in it, all equal; length Count.</summary>
    public int[] Weights { get; }

    /// <summary>Whether the arithmetic is dense.</summary>
    public bool IsDense { get; }

    /// <summary>Whether the arithmetic is dense and the rows are stored as x.</summary>
    public bool IsShifted { get; }

    /// <summary>The mean of each feature, m, which is subtracted from the coordinates; null in the sparse arithmetic.</summary>
    public double[]? Mean { get; private set; }

    /// <summary>Where each stored row starts; length Count + 1.</summary>
    public int[] Offsets { get; private set; } = [];

    /// <summary>The feature of each stored value.</summary>
    public int[] Columns { get; private set; } = [];

    /// <summary>The stored values.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>The stored values times <see cref="FloatScale"/> in single precision; at least as long.</summary>
    public float[] Floats { get; private set; } = [];

    /// <summary>A power of two.</summary>
    public double FloatScale { get; private set; } = 1;

    /// <summary>The squared norm of each stored row; length Count.</summary>
    public double[] SquaredNorms { get; private set; } = [];

    /// <summary>The squared norm of each row's coordinates, |y|^2; length Count; made at the first call.</summary>
    public double[] CoordinateNorms => _coordinateNorms ??= IsShifted ? ShiftedNorms() : SquaredNorms;

    /// <summary>All coordinates, n x J, where they are so few that computing with zeros takes less time than leaving them out; else null. The array may be longer.</summary>
    public double[]? SmallRows => MayBeSmall && IsSmall ? _smallRows ??= ToDense() : null;

    /// <summary>Whether there may be <see cref="SmallRows"/>; tests of what else is done with rows say no.</summary>
    public bool MayBeSmall { get; set; } = true;

    /// <summary>The sum of the squared norms of all documents, as they are stored.</summary>
    public double SquaredNorm { get; private set; }

    /// <summary>The greatest norm of a stored row.</summary>
    public double GreatestNorm { get; private set; }

    // More cells are few too if many of them aren't zero.
    private bool IsSmall => (long)Count * FeatureCount is var cells
        && (cells <= SmallCells || (cells <= SmallFullCells && cells <= CellsOfValue * (long)Offsets[Count]));

    /// <summary>The documents of a DFM in the coordinates of an arithmetic, equal ones in one row where many are.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="arithmetic">The arithmetic.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="isStoredAsCoordinates">Whether rows of the dense arithmetic have to be stored as coordinates.</param>
    /// <exception cref="Foundation.MixtureException">CellTooLarge: squared distances would not be finite.</exception>
    public static PointSet Create(Dfm dfm, KMeansArithmetic arithmetic, int threads, CancellationToken cancellation, bool isStoredAsCoordinates = false) =>
        Create(dfm, arithmetic, RowMerger.MergeIfManyAreEqual(dfm.Matrix, threads, cancellation) ?? Own(dfm), isStoredAsCoordinates, threads, cancellation);

    /// <summary>The documents of a DFM in the coordinates of an arithmetic, equal ones in one row.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="arithmetic">The arithmetic.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">CellTooLarge: squared distances would not be finite.</exception>
    public static PointSet CreateMerged(Dfm dfm, KMeansArithmetic arithmetic, int threads, CancellationToken cancellation) =>
        Create(dfm, arithmetic, RowMerger.Merge(dfm.Matrix, threads, cancellation), false, threads, cancellation);

    /// <summary>
    /// The documents of a DFM in the coordinates of an arithmetic, equal ones as separate rows: their sums then have the order
    /// of additions of scikit-learn.
    /// </summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="arithmetic">The arithmetic.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">CellTooLarge: squared distances would not be finite.</exception>
    public static PointSet CreateUnmerged(Dfm dfm, KMeansArithmetic arithmetic, int threads, CancellationToken cancellation) =>
        Create(dfm, arithmetic, Own(dfm), false, threads, cancellation);

    /// <summary>Whether an arithmetic is the dense one for given documents.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="arithmetic">The arithmetic that was asked for.</param>
    public static bool IsDenseFor(Dfm dfm, KMeansArithmetic arithmetic) => arithmetic switch
    {
        KMeansArithmetic.Dense => true,
        KMeansArithmetic.Sparse => false,

        // scikit-learn takes a plain matrix as a dense array, of any width.
        _ when dfm.Weighting.IsPlain => (long)dfm.DocumentCount * dfm.FeatureCount <= MatrixSize.PlainCells,
        _ => dfm.Weighting.IsCount && dfm.FeatureCount <= DenseFeatures,
    };

    /// <summary>The transpose of the stored rows, made at the first call.</summary>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public SparseColumns ByFeature(int threads, CancellationToken cancellation) =>
        _byFeature ??= SparseColumns.Transpose(Offsets, Columns, Values, FeatureCount, null, Memory, threads, cancellation);

    /// <summary>Releases the working memory; the rows can't be used afterwards.</summary>
    public void Dispose() => Memory.Dispose();

    /// <summary>The features of a row's stored values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> RowColumns(int row) => Columns.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>A row's stored values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> RowValues(int row) => Values.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>A row of <see cref="SmallRows"/>, which aren't null; length J.</summary>
    public ReadOnlySpan<double> SmallRow(int row) => SmallRows.AsSpan(row * FeatureCount, FeatureCount);

    /// <summary>Writes a row's coordinates into a dense vector of zeros; length J.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTo(int row, Span<double> target)
    {
        if (!IsShifted)
        {
            for (int p = Offsets[row]; p < Offsets[row + 1]; p++) target[Columns[p]] = Values[p];
            return;
        }

        for (int f = 0; f < target.Length; f++) target[f] = 0 - Mean![f];
        for (int p = Offsets[row]; p < Offsets[row + 1]; p++) target[Columns[p]] = Values[p] - Mean![Columns[p]];
    }

    /// <summary>The coordinates of documents as centres, K x J, row after row.</summary>
    public double[] Centers(int[] documents, CancellationToken cancellation = default)
    {
        var centers = LargeArray.Cleared<double>((long)documents.Length * FeatureCount, cancellation);
        for (int k = 0; k < documents.Length; k++) CopyTo(RowOf[documents[k]], centers.AsSpan(k * FeatureCount, FeatureCount));
        return centers;
    }

    /// <summary>The label of each document from those of the rows; length n.</summary>
    /// <param name="rowLabels">The label of each row; read.</param>
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
        if (Mean is not null) AddMean(result, -1);
        return result;
    }

    /// <summary>The centres in the units of the DFM, K x J, from their coordinates.</summary>
    /// <param name="coordinates">The coordinates, row after row; taken over in the sparse arithmetic.</param>
    /// <param name="k">The number of centres.</param>
    public DenseMatrix FromCoordinates(double[] coordinates, int k)
    {
        if (Mean is null) return new DenseMatrix(k, FeatureCount, coordinates, Dfm.Vocabulary);
        double[] result = [.. coordinates];
        AddMean(result, 1);
        return new DenseMatrix(k, FeatureCount, result, Dfm.Vocabulary);
    }

    /// <summary>The coordinates that documents are assigned in, or null where they are in the units of the DFM.</summary>
    /// <param name="centers">The coordinates of the centres, row after row; taken over.</param>
    /// <param name="k">The number of centres.</param>
    public CenterCoordinates? FitCoordinates(double[] centers, int k) => Mean is null ? null : new CenterCoordinates(Mean, centers, k);

    /// <summary>Adds the means to centres row after row, or subtracts them.</summary>
    /// <param name="centers">The centres, K x J; changed.</param>
    /// <param name="sign">1 or -1.</param>
    public void AddMean(Span<double> centers, int sign)
    {
        for (int at = 0; at < centers.Length; at += FeatureCount)
            for (int f = 0; f < FeatureCount; f++) centers[at + f] += sign * Mean![f];
    }

    /// <summary>The squared distance of a stored row from a centre in the units of the stored rows.</summary>
    /// <param name="row">The row.</param>
    /// <param name="center">The centre; length J; read.</param>
    /// <param name="norm">The squared norm of the centre.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double SquaredDistance(int row, ReadOnlySpan<double> center, double norm)
    {
        if (IsDense && !IsShifted) return SumOfProducts.SquaredDistance(RowValues(row), center);
        double sum = 0;

        // A cell that isn't stored is zero and adds the centre's square; |c|^2 has that of all features.
        for (int p = Offsets[row]; p < Offsets[row + 1]; p++)
        {
            double cell = center[Columns[p]], difference = Values[p] - cell;
            sum += (difference * difference) - (cell * cell);
        }

        return Math.Max(0, sum + norm);
    }

    /// <summary>Chooses the scale of <see cref="Floats"/> so that squares neither overflow nor underflow.</summary>
    /// <param name="norm">The greatest norm of a centre.</param>
    public void ScaleFloats(double norm)
    {
        const int Largest = 30, Most = 500;
        double greatest = Math.Max(norm, GreatestNorm);
        int exponent = greatest > 0 ? Math.Clamp(Math.ILogB(greatest), -Most, Most) : 0;
        double scale = Math.Abs(exponent) <= Largest ? 1 : Math.ScaleB(1, -exponent);
        if (scale == FloatScale) return;
        FloatScale = scale;
        for (int p = 0; p < Offsets[Count]; p++) Floats[p] = (float)(Values[p] * scale);
    }

    /// <summary>Prefetches a stored row, where rows are read out of order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        if (!Sse.IsSupported) return;
        for (int p = Offsets[row]; p < Offsets[row + 1]; p += ValuesInLine)
        {
            CacheLines.Prefetch(ref Values[p]);
            if ((p & ValuesInLine) == 0) CacheLines.Prefetch(ref Columns[p]);
        }
    }

    private double[] ToDense()
    {
        var rows = Memory.Take<double>(Count * FeatureCount);
        for (int row = 0; row < Count; row++)
        {
            var cells = rows.AsSpan(row * FeatureCount, FeatureCount);
            if (!IsShifted) cells.Clear();
            CopyTo(row, cells);
        }

        return rows;
    }
}
