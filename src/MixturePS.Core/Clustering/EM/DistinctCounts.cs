using MathNet.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The documents as a mixture reads them: distinct rows of counts, each with the number of documents equal to it. Sums over
/// documents are weighted sums over these rows.
/// </summary>
internal sealed class DistinctCounts
{
    private double[]? _unitValues;
    private double[]? _rootValues;

    private DistinctCounts(Dfm dfm, int[] rowOf, int count, Guidance? guidance)
    {
        Dfm = dfm;
        RowOf = rowOf;
        Guidance = guidance;
        Counts = new double[count];
        foreach (int row in rowOf) Counts[row]++;
        Lengths = new double[count];
        Weights = Counts;
        if (guidance is null) return;
        Labels = new int[count];
        for (int i = 0; i < rowOf.Length; i++) Labels[rowOf[i]] = guidance.Labels[i];
        if (guidance.UnlabelledWeight != 1) Weights = [.. Counts.Select((documents, row) => Labels[row] >= 0 ? documents : guidance.UnlabelledWeight * documents)];
    }

    /// <summary>The documents themselves.</summary>
    public Dfm Dfm { get; }

    /// <summary>The number of distinct rows.</summary>
    public int Count => Weights.Length;

    /// <summary>The distinct row of each document; length n.</summary>
    public int[] RowOf { get; }

    /// <summary>The labels and seed words, or null.</summary>
    public Guidance? Guidance { get; }

    /// <summary>The number of documents of each distinct row.</summary>
    public double[] Counts { get; }

    /// <summary>The weight of each distinct row in the objective: its documents, those without a label times their weight.</summary>
    public double[] Weights { get; }

    /// <summary>The cluster that each distinct row is known to be in, or -1; null if there are no labels.</summary>
    public int[]? Labels { get; }

    /// <summary>The number of tokens in a document of each distinct row.</summary>
    public double[] Lengths { get; }

    /// <summary>The counts, above zero, by row and by feature.</summary>
    public TwoWayTable Table { get; private set; } = null!;

    /// <summary>The number of tokens of all documents.</summary>
    public double TokenCount { get; private set; }

    /// <summary>The number of documents without tokens.</summary>
    public int EmptyDocumentCount { get; private set; }

    /// <summary>The sum over documents of log(M! / prod_j w_j!), which doesn't depend on parameters.</summary>
    public double LogCoefficient { get; private set; }

    /// <summary>The same sum with the weights of the documents.</summary>
    public double WeightedLogCoefficient { get; private set; }

    /// <summary>
    /// The counts times log((1 + n) / (1 + d_j)) + 1, where d_j of n documents have word j, each row scaled to length 1; in
    /// the order of the values of Table.Rows. Made at the first call, which has to be by one thread.
    /// </summary>
    /// <param name="cancellation">Cancellation token.</param>
    public double[] UnitValues(CancellationToken cancellation) => _unitValues ??= MakeUnitValues(cancellation);

    /// <summary>
    /// The square roots of each row's proportions, which have length 1; in the order of the values of Table.Rows. Made at the
    /// first call, which has to be by one thread.
    /// </summary>
    /// <param name="cancellation">Cancellation token.</param>
    public double[] RootValues(CancellationToken cancellation) => _rootValues ??= MakeRootValues(cancellation);

    /// <summary>Reads a DFM.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="purpose">What needs counts, for an error message.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="guidance">The labels and seed words, or null. Equal documents with different labels are different rows.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount or CellTooLarge.</exception>
    public static DistinctCounts Create(Dfm dfm, string purpose, CancellationToken cancellation, Guidance? guidance = null)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("cluster");
        if (!dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, purpose);
        var (rowOf, firstOf) = RowMerger.Merge(dfm.Matrix, cancellation);
        if (guidance is not null) (rowOf, firstOf) = Split(rowOf, guidance.Labels, cancellation);
        var counts = new DistinctCounts(dfm, rowOf, firstOf.Length, guidance);
        var rows = counts.Validated(firstOf, cancellation);
        OverflowGuard.CheckLogs(dfm, counts.TokenCount);
        counts.Table = TwoWayTable.Create(rows, counts.Weights, cancellation);
        return counts;
    }

    /// <summary>Gives the documents of a row that have different labels rows of their own, in the order of the first documents.</summary>
    private static (int[] RowOf, int[] FirstOf) Split(int[] rowOf, int[] labels, CancellationToken cancellation)
    {
        var place = new Dictionary<(int Row, int Label), int>();
        var (result, first) = (new int[rowOf.Length], new List<int>());
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < rowOf.Length; i++)
        {
            point.Pass(0);
            if (!place.TryGetValue((rowOf[i], labels[i]), out result[i]))
            {
                place.Add((rowOf[i], labels[i]), result[i] = first.Count);
                first.Add(i);
            }
        }

        return (result, [.. first]);
    }

    /// <summary>Copies the distinct rows without stored zeros, whose logarithm would be taken, and sums what they have.</summary>
    private SparseMatrix Validated(int[] firstOf, CancellationToken cancellation)
    {
        var rows = RowSelection.Take(Dfm.Matrix, firstOf, cancellation);
        var (offsets, columns, values) = rows.Buffers;
        int kept = 0, from = 0;
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            int to = offsets[row + 1];
            point.Pass(to - from);
            double coefficient = 0;
            for (int p = from; p < to; p++)
            {
                double count = values[p];
                if (count != Math.Floor(count)) throw MixtureError.FractionalCount(firstOf[row], columns[p], count);
                if (count == 0) continue;
                columns[kept] = columns[p];
                values[kept++] = count;
                Lengths[row] += count;
                coefficient -= LogFactorial(count);
            }

            from = to;
            offsets[row + 1] = kept;
            if (Lengths[row] == 0) EmptyDocumentCount += (int)Counts[row];
            TokenCount += Counts[row] * Lengths[row];
            LogCoefficient += Counts[row] * (coefficient + LogFactorial(Lengths[row]));
            WeightedLogCoefficient += Weights[row] * (coefficient + LogFactorial(Lengths[row]));
        }

        return rows;
    }

    private double[] MakeUnitValues(CancellationToken cancellation)
    {
        var (offsets, columns, values) = Table.Rows.Buffers;
        var frequency = new double[Table.ColumnCount];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++) frequency[columns[p]] += Counts[row];
        }

        var result = LargeArray.Uninitialized<double>(Table.Rows.NonZeroCount);
        for (int row = 0; row < Count; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            double squares = 0;
            for (int p = offsets[row]; p < offsets[row + 1]; p++)
            {
                result[p] = values[p] * (Math.Log((1.0 + RowOf.Length) / (1 + frequency[columns[p]])) + 1);
                squares += result[p] * result[p];
            }

            var cells = result.AsSpan(offsets[row], offsets[row + 1] - offsets[row]);
            if (!double.IsFinite(squares))
            {
                UnitRows.Scale(cells);
                continue;
            }

            foreach (ref double cell in cells) cell /= Math.Sqrt(squares);
        }

        return result;
    }

    private double[] MakeRootValues(CancellationToken cancellation)
    {
        var (offsets, _, values) = Table.Rows.Buffers;
        var result = LargeArray.Uninitialized<double>(Table.Rows.NonZeroCount);
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++) result[p] = Math.Sqrt(values[p] / Lengths[row]);
        }

        return result;
    }

    private static double LogFactorial(double count) => count < 2 ? 0 : SpecialFunctions.GammaLn(count + 1);
}
