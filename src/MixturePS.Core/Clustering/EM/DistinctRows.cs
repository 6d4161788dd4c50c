using MathNet.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The documents as a mixture sees them: distinct rows of counts with the number of documents that each stands for.
/// Whatever is a sum over documents is taken over these.
/// </summary>
internal sealed class DistinctRows
{
    private double[]? _unitValues;

    private DistinctRows(Dfm dfm, int[] rowOf, int[] firstOf)
    {
        Dfm = dfm;
        RowOf = rowOf;
        Weights = new double[firstOf.Length];
        foreach (int row in rowOf) Weights[row]++;
        Lengths = new double[firstOf.Length];
    }

    /// <summary>The documents themselves.</summary>
    public Dfm Dfm { get; }

    /// <summary>The number of distinct rows.</summary>
    public int Count => Weights.Length;

    /// <summary>The distinct row of each document; length n.</summary>
    public int[] RowOf { get; }

    /// <summary>The number of documents of each distinct row.</summary>
    public double[] Weights { get; }

    /// <summary>The tokens of a document of each distinct row.</summary>
    public double[] Lengths { get; }

    /// <summary>The counts by feature, each distinct row's above zero.</summary>
    public RowTable Counts { get; private set; } = null!;

    /// <summary>The number of tokens of all documents.</summary>
    public double TokenCount { get; private set; }

    /// <summary>The number of documents without tokens.</summary>
    public int EmptyDocumentCount { get; private set; }

    /// <summary>The sum over documents of log(M! / prod_j w_j!), which no parameter changes.</summary>
    public double LogCoefficient { get; private set; }

    /// <summary>
    /// The counts times log((1 + n) / (1 + d_j)) + 1, where d_j of n documents have the word, each row scaled to length 1;
    /// beside those of Counts. They are made when first asked for, and by one thread.
    /// </summary>
    /// <param name="cancellation">Ends the work early.</param>
    public double[] UnitValues(CancellationToken cancellation) => _unitValues ??= MakeUnitValues(cancellation);

    /// <summary>Reads a DFM.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="purpose">What needs them, for an error's message.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount or CellTooLarge.</exception>
    public static DistinctRows Create(Dfm dfm, string purpose, CancellationToken cancellation)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("cluster");
        if (!dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, purpose);
        var (rowOf, firstOf) = RowMerger.Merge(dfm.Matrix, cancellation);
        var rows = new DistinctRows(dfm, rowOf, firstOf);
        rows.Fill(firstOf, cancellation);
        return rows;
    }

    private void Fill(int[] firstOf, CancellationToken cancellation)
    {
        int room = 0, filled = 0;
        var point = new CancellationPoint(cancellation);
        foreach (int document in firstOf)
        {
            point.Pass(0);
            room += Dfm.Matrix.RowColumns(document).Length;
        }

        var offsets = new int[Count + 1];
        var (columns, values) = (LargeArray.Uninitialized<int>(room), LargeArray.Uninitialized<double>(room));
        for (int row = 0; row < Count; row++)
        {
            var from = Dfm.Matrix.RowColumns(firstOf[row]);
            var counts = Dfm.Matrix.RowValues(firstOf[row]);
            point.Pass(from.Length);
            double coefficient = 0;
            for (int p = 0; p < from.Length; p++)
            {
                double count = counts[p];
                if (count != Math.Floor(count)) throw MixtureError.FractionalCount(firstOf[row], from[p], count);

                // A stored zero would meet log 0.
                if (count == 0) continue;
                columns[filled] = from[p];
                values[filled++] = count;
                Lengths[row] += count;
                coefficient -= LogFactorial(count);
            }

            offsets[row + 1] = filled;
            if (Lengths[row] == 0) EmptyDocumentCount += (int)Weights[row];
            TokenCount += Weights[row] * Lengths[row];
            LogCoefficient += Weights[row] * (coefficient + LogFactorial(Lengths[row]));
        }

        OverflowGuard.CheckLogs(Dfm, TokenCount);
        columns = LargeArray.Resized(columns, filled, cancellation);
        values = LargeArray.Resized(values, filled, cancellation);
        Counts = new RowTable(offsets, columns, values, Dfm.FeatureCount, Weights, cancellation);
    }

    private double[] MakeUnitValues(CancellationToken cancellation)
    {
        var frequency = new double[Counts.ColumnCount];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            var columns = Counts.RowColumns(row);
            point.Pass(columns.Length);
            foreach (int column in columns) frequency[column] += Weights[row];
        }

        var result = LargeArray.Uninitialized<double>(Counts.Values.Length);
        for (int row = 0; row < Count; row++)
        {
            point.Pass(Counts.Offsets[row + 1] - Counts.Offsets[row]);
            double squares = 0;
            for (int p = Counts.Offsets[row]; p < Counts.Offsets[row + 1]; p++)
            {
                result[p] = Counts.Values[p] * (Math.Log((1.0 + RowOf.Length) / (1 + frequency[Counts.Columns[p]])) + 1);
                squares += result[p] * result[p];
            }

            var cells = result.AsSpan(Counts.Offsets[row], Counts.Offsets[row + 1] - Counts.Offsets[row]);
            if (!double.IsFinite(squares))
            {
                UnitRows.Scale(cells);
                continue;
            }

            foreach (ref double cell in cells) cell /= Math.Sqrt(squares);
        }

        return result;
    }

    private static double LogFactorial(double count) => count < 2 ? 0 : SpecialFunctions.GammaLn(count + 1);
}
