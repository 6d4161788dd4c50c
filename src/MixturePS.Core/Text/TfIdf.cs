using System.Numerics;
using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Term frequency-inverse document frequency (Sparck Jones 1972), with the definitions of scikit-learn and quanteda.
/// </summary>
internal static class TfIdf
{
    private const int BlockSize = 4096;
    private const int RowsAtOnce = 16;

    /// <summary>Weights the counts of a DFM. A document without tokens remains zero.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="options">The definition of the weights.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <param name="threads">The maximum number of threads, zero for one per core; the result doesn't depend on it.</param>
    /// <returns>The weights, n x J, with the same names and known clusters; its Weighting contains the IDF of each feature.</returns>
    /// <exception cref="MixtureException">EmptyDfm; AlreadyWeighted if the cells aren't counts; CellTooLarge if a weight overflows.</exception>
    public static Dfm Transform(Dfm dfm, TfIdfOptions options, CancellationToken cancellation = default, int threads = 0)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("weight");
        if (!dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, "tf-idf");
        return Apply(dfm, options, options.UseIdf ? InverseDocumentFrequency(dfm, options, cancellation) : null, cancellation, threads);
    }

    /// <summary>Weights counts with given inverse document frequencies, such as those of other documents.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="options">The definition of the weights.</param>
    /// <param name="idf">The inverse document frequency of each feature (length J; not copied), or null if unused.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <param name="threads">The maximum number of threads, zero for one per core; the result doesn't depend on it.</param>
    internal static Dfm Apply(Dfm dfm, TfIdfOptions options, IReadOnlyList<double>? idf, CancellationToken cancellation, int threads = 0)
    {
        if (dfm.Shards is { } shards)
            return dfm.WithShards(new MappedShards(shards, new ShardStep(shards.NonZeroCount, null, options, idf), (part, stop) => Apply(part, options, idf, stop, threads)), dfm.Vocabulary, DfmWeighting.OfTfIdf(options, idf));
        var (offsets, columns, _) = dfm.Matrix.Buffers;
        double[]? factors = idf as double[] ?? idf?.ToArray();
        var weights = LargeArray.WithRoomFor<double>(dfm.NonZeroCount);
        int overflows = 0;
        ParallelBlocks.Run(dfm.DocumentCount, BlockSize, threads, cancellation, (_, from, to) =>
        {
            if (!Weight(dfm.Matrix, factors, options, from, to, weights, cancellation)) Interlocked.Increment(ref overflows);
        });
        if (overflows > 0) throw OverflowGuard.WeightsTooLarge(dfm);
        var matrix = new SparseMatrix(dfm.DocumentCount, dfm.FeatureCount, offsets, columns, weights, check: false);
        return dfm.WithMatrix(matrix, DfmWeighting.OfTfIdf(options, idf));
    }

    private static double[] InverseDocumentFrequency(Dfm dfm, TfIdfOptions options, CancellationToken cancellation)
    {
        int smooth = options.SmoothIdf ? 1 : 0;
        double n = dfm.DocumentCount + smooth;
        var frequency = dfm.DocumentFrequency(cancellation);
        var idf = new double[frequency.Length];
        for (int j = 0; j < idf.Length; j++)
        {
            double ratio = n / (frequency[j] + smooth);
            idf[j] = options.LogBase10 ? Math.Log10(ratio) : Math.Log(ratio) + 1;
        }

        return idf;
    }

    // Returns whether all weights are finite.
    private static bool Weight(SparseMatrix matrix, double[]? idf, TfIdfOptions options, int from, int to, double[] weights, CancellationToken cancellation)
    {
        int[] offsets = matrix.Buffers.RowOffsets;
        bool isFinite = true;
        for (int first = from; first < to; first += RowsAtOnce)
        {
            cancellation.Check();
            int after = Math.Min(to, first + RowsAtOnce);
            Multiply(matrix, idf, options.SublinearTf, offsets[first], offsets[after], weights);
            if (options.Norm == RowNorm.None)
            {
                isFinite &= !double.IsInfinity(OverflowGuard.MaxMagnitude(weights.AsSpan(offsets[first], offsets[after] - offsets[first])));
                continue;
            }

            for (int i = first; i < after; i++) isFinite &= Scale(weights.AsSpan(offsets[i], offsets[i + 1] - offsets[i]), options.Norm);
        }

        return isFinite;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(SparseMatrix matrix, double[]? idf, bool sublinear, int start, int end, double[] weights)
    {
        var (_, columns, counts) = matrix.Buffers;
        for (int p = start; p < end; p++)
        {
            double tf = counts[p];
            if (sublinear && tf > 0) tf = Math.Log(tf) + 1;
            weights[p] = idf is null ? tf : tf * idf[columns[p]];
        }
    }

    // Sums in order, as scikit-learn does. Returns whether the row could be normalised.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Scale(Span<double> row, RowNorm norm)
    {
        double length = 0;
        if (norm == RowNorm.L2)
        {
            foreach (double weight in row) length += weight * weight;
            length = Math.Sqrt(length);
        }
        else
        {
            foreach (double weight in row) length += Math.Abs(weight);
        }

        if (length == 0) return true;
        if (double.IsInfinity(length))
        {
            // The norm overflows, so the row is first divided by its largest weight.
            double largest = OverflowGuard.MaxMagnitude(row);
            if (!double.IsFinite(largest)) return false;
            foreach (ref double weight in row) weight /= largest;
            return Scale(row, norm);
        }

        int p = 0;
        var lengths = new Vector<double>(length);
        for (; p <= row.Length - Vector<double>.Count; p += Vector<double>.Count)
        {
            var cells = row.Slice(p, Vector<double>.Count);
            (new Vector<double>(cells) / lengths).CopyTo(cells);
        }

        for (; p < row.Length; p++) row[p] /= length;
        return true;
    }
}
