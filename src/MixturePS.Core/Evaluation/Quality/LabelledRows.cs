using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// Labelled documents in compressed form for the quality indices: the distinct rows, and for each row one entry per cluster
/// that contains documents with that row.
/// </summary>
internal sealed class LabelledRows
{
    private readonly int[] _entryOf;

    private LabelledRows(int[] offsets, int[] columns, double[] values, int featureCount, int[] entryOffsets, int[] cluster, int[] weight, int[] entryOf, int[] sizes)
    {
        (Offsets, Columns, Values, FeatureCount) = (offsets, columns, values, featureCount);
        (EntryOffsets, EntryCluster, EntryWeight, _entryOf, ClusterSize) = (entryOffsets, cluster, weight, entryOf, sizes);
    }

    /// <summary>Whether the cells are those of a plain matrix, most of which are stored.</summary>
    public bool IsPlain { get; private init; }

    /// <summary>The number of distinct rows.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>The number of documents, n.</summary>
    public int DocumentCount => _entryOf.Length;

    /// <summary>The number of clusters that aren't empty.</summary>
    public int K => ClusterSize.Length;

    /// <summary>The number of features, J.</summary>
    public int FeatureCount { get; }

    /// <summary>The start of each distinct row; length Count + 1.</summary>
    public int[] Offsets { get; }

    /// <summary>The feature of each stored cell.</summary>
    public int[] Columns { get; }

    /// <summary>The stored cells.</summary>
    public double[] Values { get; }

    /// <summary>The start of each row's entries; length Count + 1.</summary>
    public int[] EntryOffsets { get; }

    /// <summary>The cluster of each entry: consecutive numbers from zero, in the order of the labels.</summary>
    public int[] EntryCluster { get; }

    /// <summary>The number of documents in each entry.</summary>
    public int[] EntryWeight { get; }

    /// <summary>The number of documents in each cluster; length K.</summary>
    public int[] ClusterSize { get; }

    /// <summary>Whether indices that compare clusters are defined: there are at least two clusters, one of which has at least two documents.</summary>
    public bool IsComparable => K >= 2 && K < DocumentCount;

    /// <summary>Merges documents with identical cells.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="labels">The cluster of each document, zero or more; length n.</param>
    /// <param name="documents">The documents to include, or null for all.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, EmptyLabels, InvalidLabel or CellTooLarge.</exception>
    public static LabelledRows Create(Dfm dfm, IReadOnlyList<int> labels, int[]? documents, CancellationToken cancellation)
    {
        var matrix = dfm.Matrix;
        if (labels.Count != matrix.RowCount) throw MixtureError.LabelLengthMismatch(labels.Count, matrix.RowCount);
        if (labels.Count == 0) throw MixtureError.EmptyLabels();
        OverflowGuard.CheckSquares(dfm);
        var (rowOf, firstOf) = RowMerger.Merge(matrix, cancellation);
        var point = new CancellationPoint(cancellation);
        documents ??= [.. Enumerable.Range(0, labels.Count)];
        var taken = new int[documents.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            point.Pass(0);
            taken[i] = labels[documents[i]];
            if (taken[i] < 0) throw MixtureError.InvalidLabel($"document {documents[i]} has {taken[i]}", taken[i]);
        }

        var (distinct, codes) = LabelCodes.Encode(taken, taken.Max(), cancellation);
        var sizes = new int[distinct.Length];
        var rows = new int[documents.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            point.Pass(0);
            sizes[codes[i]]++;
            rows[i] = rowOf[documents[i]];
        }

        // Sorted by cluster and then, stably, by row, so that the documents of a row are adjacent, ordered by cluster.
        int[] order = [.. Enumerable.Range(0, taken.Length)];
        order = SortedBy(codes, distinct.Length, order, cancellation);
        order = SortedBy(rows, firstOf.Length, order, cancellation);
        var keys = new long[order.Length];
        for (int at = 0; at < keys.Length; at++)
        {
            point.Pass(0);
            keys[at] = ((long)rows[order[at]] * distinct.Length) + codes[order[at]];
        }

        return Gather(matrix, firstOf, keys, order, sizes, dfm.Weighting.IsPlain, cancellation);
    }

    /// <summary>Expands values per entry to values per document; length n.</summary>
    public double[] Expand(double[] entryValue) => Array.ConvertAll(_entryOf, entry => entryValue[entry]);

    /// <summary>A copy with other cell values.</summary>
    public LabelledRows WithValues(double[] values) =>
        new(Offsets, Columns, values, FeatureCount, EntryOffsets, EntryCluster, EntryWeight, _entryOf, ClusterSize) { IsPlain = IsPlain };

    /// <summary>A copy in which every row has all cells, zeros included.</summary>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public LabelledRows WithZeros(CancellationToken cancellation)
    {
        int size = MatrixSize.Cells("The rows", Count, FeatureCount);
        var (offsets, columns, values) = (new int[Count + 1], LargeArray.Uninitialized<int>(size), LargeArray.Cleared<double>(size, cancellation));
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < Count; row++)
        {
            point.Pass(FeatureCount);
            int start = row * FeatureCount;
            offsets[row + 1] = start + FeatureCount;
            for (int j = 0; j < FeatureCount; j++) columns[start + j] = j;
            for (int p = Offsets[row]; p < Offsets[row + 1]; p++) values[start + Columns[p]] = Values[p];
        }

        return new LabelledRows(offsets, columns, values, FeatureCount, EntryOffsets, EntryCluster, EntryWeight, _entryOf, ClusterSize) { IsPlain = IsPlain };
    }

    /// <summary>The squared Euclidean norm of each row, summed in cell order; length Count.</summary>
    public double[] SquaredNorms(CancellationToken cancellation = default)
    {
        var norms = new double[Count];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < norms.Length; row++)
        {
            point.Pass(Offsets[row + 1] - Offsets[row]);
            for (int p = Offsets[row]; p < Offsets[row + 1]; p++) norms[row] += Values[p] * Values[p];
        }

        return norms;
    }

    // A stable counting sort.
    private static int[] SortedBy(int[] keys, int count, int[] order, CancellationToken cancellation)
    {
        var next = new int[count + 1];
        var point = new CancellationPoint(cancellation);
        foreach (int key in keys)
        {
            point.Pass(0);
            next[key + 1]++;
        }

        for (int k = 0; k < count; k++) next[k + 1] += next[k];
        var result = new int[order.Length];
        foreach (int i in order)
        {
            point.Pass(0);
            result[next[keys[i]]++] = i;
        }

        return result;
    }

    // Keys are sorted, so the entries of a row are adjacent, and rows are in order of first occurrence.
    private static LabelledRows Gather(SparseMatrix matrix, int[] firstOf, long[] keys, int[] order, int[] sizes, bool isPlain, CancellationToken cancellation)
    {
        var entryOf = new int[keys.Length];
        var (rows, entryOffsets, cluster, weight) = (new List<int>(), new List<int>(), new List<int>(), new List<int>());
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < keys.Length; i++)
        {
            point.Pass(0);
            int row = (int)(keys[i] / sizes.Length), code = (int)(keys[i] % sizes.Length);
            if (i == 0 || keys[i] != keys[i - 1])
            {
                if (rows.Count == 0 || rows[^1] != row)
                {
                    rows.Add(row);
                    entryOffsets.Add(cluster.Count);
                }

                cluster.Add(code);
                weight.Add(0);
            }

            weight[^1]++;
            entryOf[order[i]] = weight.Count - 1;
        }

        entryOffsets.Add(cluster.Count);
        var (rowOffsets, rowColumns, rowValues) = RowSelection.Take(matrix, Array.ConvertAll([.. rows], row => firstOf[row]), cancellation).Buffers;
        return new LabelledRows(rowOffsets, rowColumns, rowValues, matrix.ColumnCount, [.. entryOffsets], [.. cluster], [.. weight], entryOf, sizes) { IsPlain = isPlain };
    }
}
