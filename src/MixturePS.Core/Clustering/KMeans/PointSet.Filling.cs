using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <content>The rows from a DFM.</content>
internal sealed partial class PointSet
{
    private const int CellsInBlock = 1 << 16;
    private const int DenseBlock = 256;
    private const int MostParts = 16;

    private static MergedRows Own(Dfm dfm)
    {
        int[] own = LargeArray.Uninitialized<int>(dfm.DocumentCount), ones = LargeArray.Uninitialized<int>(dfm.DocumentCount);
        for (int i = 0; i < own.Length; i++) own[i] = i;
        Array.Fill(ones, 1);
        return new MergedRows(own, own, ones);
    }

    private static PointSet Create(Dfm dfm, KMeansArithmetic arithmetic, MergedRows rows, bool isStoredAsCoordinates, int threads, CancellationToken cancellation)
    {
        bool isDense = IsDenseFor(dfm, arithmetic), isShifted = isDense && !isStoredAsCoordinates && !dfm.Weighting.IsPlain;
        var points = new PointSet(dfm, rows, isDense, isShifted);
        if (isDense) points.FindMean(threads, cancellation);
        if (isDense && !isShifted) points.FillDense(threads, cancellation);
        else points.FillSparse(threads, cancellation);
        double greatest = 0;
        for (int row = 0; row < points.Count; row++)
        {
            points.SquaredNorm += points.Weights[row] * points.SquaredNorms[row];
            greatest = Math.Max(greatest, points.SquaredNorms[row]);
        }

        // |x + m|^2 <= 2 (|x|^2 + |m|^2) bounds the squared norm of a row as it is in the DFM, with the mean m.
        double shift = points.Mean is null ? 0 : SumOfProducts.Squares(points.Mean);
        if (!OverflowGuard.SquaresStayFinite(2 * (points.SquaredNorm + (dfm.DocumentCount * shift)), dfm.DocumentCount)) throw OverflowGuard.SquaresTooLarge(dfm);
        points.GreatestNorm = Math.Sqrt(greatest);
        return points;
    }

    private void FillSparse(int threads, CancellationToken cancellation)
    {
        var rows = Count == Dfm.DocumentCount ? Dfm.Matrix : RowSelection.Take(Dfm.Matrix, FirstOf, cancellation);
        (Offsets, Columns, Values) = rows.Buffers;
        (SquaredNorms, Floats) = (Memory.Take<double>(Count), Memory.Take<float>(Offsets[Count]));
        int blockSize = (int)Math.Clamp((long)CellsInBlock * Count / (Offsets[Count] + 1), 1, Math.Max(1, Count));
        ParallelBlocks.Run(Count, blockSize, threads, cancellation, (_, from, to) => FillNorms(from, to, cancellation));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillNorms(int from, int to, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            point.Pass(Offsets[row + 1] - Offsets[row]);
            double sum = 0;
            for (int p = Offsets[row]; p < Offsets[row + 1]; p++)
            {
                sum += Values[p] * Values[p];
                Floats[p] = (float)Values[p];
            }

            SquaredNorms[row] = sum;
        }
    }

    private double[] ShiftedNorms()
    {
        var (norms, row) = (Memory.Take<double>(Count), new double[FeatureCount]);
        for (int i = 0; i < Count; i++)
        {
            CopyTo(i, row);
            norms[i] = SumOfProducts.Squares(row);
        }

        return norms;
    }

    /// <summary>Finds the means: of whole numbers in parts, whose sums have no rounding errors, else in the order of the rows.</summary>
    private void FindMean(int threads, CancellationToken cancellation)
    {
        int parts = Dfm.Weighting.IsCount ? (int)Math.Clamp(Dfm.Matrix.NonZeroCount / (8L * FeatureCount), 1, MostParts) : 1, size = (Count + parts - 1) / parts;
        var sums = new double[ParallelBlocks.Blocks(Count, size)][];
        ParallelBlocks.Run(Count, size, threads, cancellation, (part, from, to) =>
        {
            sums[part] = new double[FeatureCount];
            Sum(from, to, sums[part], cancellation);
        });
        Mean = sums[0];
        for (int part = 1; part < sums.Length; part++)
            for (int f = 0; f < Mean.Length; f++) Mean[f] += sums[part][f];
        foreach (ref double mean in Mean.AsSpan()) mean /= Dfm.DocumentCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int from, int to, double[] sums, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            var columns = Dfm.Matrix.RowColumns(FirstOf[row]);
            var values = Dfm.Matrix.RowValues(FirstOf[row]);
            point.Pass(columns.Length);
            for (int p = 0; p < columns.Length; p++) sums[columns[p]] += Weights[row] * values[p];
        }
    }

    private void FillDense(int threads, CancellationToken cancellation)
    {
        int j = FeatureCount;
        Offsets = new int[Count + 1];
        for (int row = 0; row < Count; row++) Offsets[row + 1] = (row + 1) * j;
        Columns = LargeArray.Uninitialized<int>((long)Count * j);
        Values = LargeArray.Uninitialized<double>((long)Count * j);
        (SquaredNorms, Floats) = (Memory.Take<double>(Count), Memory.Take<float>(Values.Length));
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
            for (int f = 0; f < target.Length; f++) Floats[Offsets[row] + f] = (float)target[f];
        }
    }
}
