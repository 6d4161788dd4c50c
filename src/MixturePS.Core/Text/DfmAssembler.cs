using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Assembles matrices from encoded batches: selects the features, orders them, and maps each row to their columns.</summary>
internal sealed class DfmAssembler(FeatureTable features, DfmBuilderOptions options, FrequencyRange range, int threads, CancellationToken cancellation)
{
    private const int Dropped = -1;
    private const int InsertionSortLimit = 40;
    private const int CancellationStride = 1 << 14;
    private int[] _columns = [];
    private bool _isComplete;

    /// <summary>The word of each column, once they are chosen.</summary>
    public IReadOnlyList<string> Vocabulary { get; private set; } = [];

    /// <summary>Whether the choice of features needs the total count of each, beside its document frequency.</summary>
    public bool NeedsTotals => options.MaxFeatures is not null;

    /// <summary>Chooses the features, and then the matrix of all batches.</summary>
    /// <param name="batches">The batches, released afterwards.</param>
    /// <param name="read">The statistics of the text so far.</param>
    public (SparseMatrix Matrix, TextStatistics Statistics) Assemble(List<DocumentBatch> batches, TextStatistics read)
    {
        read = Choose(read, () => new FeatureCounter(batches, features.Count, NeedsTotals, threads, cancellation).Count());
        var matrix = Fill(batches, read.DocumentCount, out int empty, out long dropped);
        return (matrix, With(read, empty, dropped));
    }

    /// <summary>The statistics of the text with those of its matrix.</summary>
    /// <param name="read">The statistics so far.</param>
    /// <param name="empty">The number of documents without features.</param>
    /// <param name="dropped">The tokens of dropped features.</param>
    public TextStatistics With(TextStatistics read, int empty, long dropped) => options.Vocabulary is null
        ? read with { EmptyDocumentCount = empty, PrunedCount = dropped }
        : read with { EmptyDocumentCount = empty, UnseenCount = read.UnseenCount + dropped };

    /// <summary>Chooses the features of all documents.</summary>
    /// <param name="read">The statistics of the text so far.</param>
    /// <param name="count">Counts the document frequency and, if needed, the total of each id.</param>
    /// <returns>The statistics with the numbers of dropped features.</returns>
    public TextStatistics Choose(TextStatistics read, Func<(int[] Frequency, long[]? Total)> count)
    {
        _columns = new int[features.Count];
        Array.Fill(_columns, Dropped);
        if (options.Vocabulary is { } given)
        {
            int[] ids = GivenVocabulary.Ids(features, options);
            for (int j = 0; j < ids.Length; j++)
                if (ids[j] >= 0) _columns[ids[j]] = j;
            (Vocabulary, _isComplete) = (given, false);
            return read;
        }

        (Vocabulary, _isComplete) = Choose(_columns, count, ref read);
        return read;
    }

    /// <summary>Selects the features by frequency and maps each id to its column. IsComplete is false if features were dropped or share a column.</summary>
    private (IReadOnlyList<string> Vocabulary, bool IsComplete) Choose(int[] columns, Func<(int[] Frequency, long[]? Total)> count, ref TextStatistics read)
    {
        var (kept, rare, common, total) = Kept(columns.Length, read.DocumentCount, count);
        string[] vocabulary = features.Names(kept, threads, cancellation);
        int[] places = CodePointOrder.Sort(vocabulary, threads, cancellation);
        int distinct = 0;
        for (int k = 0; k < places.Length; k++)
        {
            if (k % CancellationStride == 0) cancellation.Check();

            // Different character n-grams can have the same text; they share a column.
            if (k == 0 || vocabulary[k] != vocabulary[distinct - 1]) vocabulary[distinct++] = vocabulary[k];
            columns[kept[places[k]]] = distinct - 1;
        }

        if (distinct < vocabulary.Length) vocabulary = vocabulary[..distinct];
        int surplus = 0;
        if (options.MaxFeatures is { } most && most < vocabulary.Length)
        {
            var counts = new double[vocabulary.Length];
            foreach (int id in kept) counts[columns[id]] += total![id];
            cancellation.Check();
            int[] largest = FeatureLimits.Largest(counts, most, threads, cancellation);
            int[] renumbered = new int[vocabulary.Length];
            Array.Fill(renumbered, Dropped);
            for (int j = 0; j < largest.Length; j++) renumbered[largest[j]] = j;
            foreach (int id in kept) columns[id] = renumbered[columns[id]];
            surplus = vocabulary.Length - most;
            vocabulary = Array.ConvertAll(largest, j => vocabulary[j]);
        }

        bool isComplete = rare + common + surplus == 0 && vocabulary.Length == kept.Length;
        read = read with { RareFeatureCount = rare, CommonFeatureCount = common, SurplusFeatureCount = surplus };
        return (ReadOnlyValues.Of(vocabulary), isComplete);
    }

    /// <summary>The ids of the features within the limits, the numbers of those outside, and, if needed, the total count of each id.</summary>
    private (int[] Kept, int Rare, int Common, long[]? Total) Kept(int ids, int documents, Func<(int[] Frequency, long[]? Total)> count)
    {
        // Shorter n-grams than requested also have ids, but aren't features.
        bool areAllFeatures = options.NGrams.Count == options.NGrams[^1];
        if (range.IsOpen && areAllFeatures && options.MaxFeatures is null) return ([.. Enumerable.Range(0, ids)], 0, 0, null);
        var (frequency, total) = count();
        int[] kept = FeatureLimits.Within(frequency, range, documents, out int rare, out int common);
        return (kept, rare, common, total);
    }

    /// <summary>The matrix of batches, in the chosen columns.</summary>
    /// <param name="batches">The batches, released afterwards.</param>
    /// <param name="documents">The number of their documents.</param>
    /// <param name="empty">The number of documents without features.</param>
    /// <param name="dropped">The tokens of dropped features.</param>
    public SparseMatrix Fill(List<DocumentBatch> batches, int documents, out int empty, out long dropped)
    {
        int[] firstDocument = new int[batches.Count + 1];
        for (int b = 0; b < batches.Count; b++) firstDocument[b + 1] = firstDocument[b] + batches[b].Count;
        int[] offsets = new int[documents + 1];
        long[] droppedOf = new long[batches.Count];
        if (_isComplete) CopyLengths(batches, firstDocument, offsets);
        else ForEachRow(batches, (b, i, row, lost) => (offsets[firstDocument[b] + i + 1], droppedOf[b]) = (row.Length, droppedOf[b] + lost), release: false);
        for (int i = 0; i < documents; i++) offsets[i + 1] = checked(offsets[i] + offsets[i + 1]);
        int[] indices = GC.AllocateUninitializedArray<int>(offsets[documents]);
        double[] values = GC.AllocateUninitializedArray<double>(offsets[documents]);
        ForEachRow(
            batches,
            (b, i, row, _) =>
            {
                int at = offsets[firstDocument[b] + i];
                foreach (ulong cell in row)
                {
                    indices[at] = (int)(cell >> 32);
                    values[at++] = (uint)cell;
                }
            },
            release: true);
        empty = 0;
        for (int i = 0; i < documents; i++)
            if (offsets[i] == offsets[i + 1]) empty++;
        dropped = droppedOf.Sum();
        return new SparseMatrix(documents, Vocabulary.Count, offsets, indices, values, check: false);
    }

    private static void CopyLengths(List<DocumentBatch> batches, int[] firstDocument, int[] offsets)
    {
        for (int b = 0; b < batches.Count; b++) batches[b].FeatureCounts.CopyTo(offsets, firstDocument[b] + 1);
    }

    /// <summary>
    /// Calls an action for each row, with the batch, the document within it, the cells by ascending column (column in the upper
    /// half, count in the lower half), and the sum of the dropped counts. Batches run in parallel.
    /// </summary>
    private void ForEachRow(List<DocumentBatch> batches, RowAction action, bool release) =>
        ParallelBlocks.Run(batches.Count, 1, threads, cancellation, (b, _, _) =>
        {
            ReadRows(b, batches[b], _columns, action);
            if (release) batches[b].Release();
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadRows(int number, DocumentBatch batch, int[] columns, RowAction action)
    {
        var rows = batch.Rows;
        ulong[] cells = new ulong[batch.FeatureCounts.DefaultIfEmpty().Max()];
        int at = 0;
        for (int i = 0; i < batch.Count; i++)
        {
            int count = 0;
            long lost = 0;
            for (int p = batch.FeatureCounts[i]; p > 0; p--)
            {
                int column = columns[RowCounter.Read(rows, ref at, out int cell)];
                if (column == Dropped) lost += cell;
                else cells[count++] = ((ulong)column << 32) | (uint)cell;
            }

            var row = cells.AsSpan(0, count);
            Sort(row);
            action(number, i, row[..Merged(row)], lost);
        }
    }

    /// <summary>Sorts a row, by insertion if it is short.</summary>
    private static void Sort(Span<ulong> row)
    {
        if (row.Length > InsertionSortLimit)
        {
            row.Sort();
            return;
        }

        for (int i = 1; i < row.Length; i++)
        {
            ulong cell = row[i];
            int to = i;
            for (; to > 0 && row[to - 1] > cell; to--) row[to] = row[to - 1];
            row[to] = cell;
        }
    }

    /// <summary>Merges adjacent cells with the same column, and returns the number of remaining cells.</summary>
    private static int Merged(Span<ulong> row)
    {
        int to = 0;
        for (int from = 1; from < row.Length; from++)
        {
            if (row[from] >> 32 == row[to] >> 32) row[to] += (uint)row[from];
            else row[++to] = row[from];
        }

        return row.Length == 0 ? 0 : to + 1;
    }

    private delegate void RowAction(int batch, int document, ReadOnlySpan<ulong> cells, long dropped);
}
