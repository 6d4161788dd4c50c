using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// Finds documents with identical cells. A sample of a million short documents has only a few thousand distinct ones, and a
/// sum over documents equals a weighted sum over those. Blocks of documents are processed in parallel, and their distinct
/// rows merged in block order.
/// </summary>
internal static class RowMerger
{
    private const int FewestInBlock = 1 << 14;

    /// <summary>Numbers the distinct rows of a matrix in order of first occurrence.</summary>
    /// <param name="matrix">The rows, n x J.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static MergedRows Merge(SparseMatrix matrix, int threads, CancellationToken cancellation)
    {
        int n = matrix.RowCount;
        var rowOf = LargeArray.Uninitialized<int>(n);

        // Few blocks, as their distinct rows are merged one after the other. The blocks don't show in the result.
        int cores = threads > 0 ? threads : Environment.ProcessorCount, blockSize = Math.Max(FewestInBlock, (n + cores - 1) / cores);
        var blocks = new RowHashes[Math.Max(1, ParallelBlocks.Blocks(n, blockSize))];
        if (n == 0) blocks[0] = new RowHashes(matrix, cancellation);
        ParallelBlocks.Run(n, blockSize, threads, cancellation, (block, from, to) =>
        {
            var found = new RowHashes(matrix, cancellation);
            found.AddRange(from, to, rowOf);
            blocks[block] = found;
        });
        var all = blocks[0];
        if (blocks.Length > 1)
        {
            var numbers = new int[blocks.Length][];
            for (int b = 1; b < blocks.Length; b++)
            {
                cancellation.Check();
                numbers[b] = all.AddAll(blocks[b]);
            }

            ParallelBlocks.Run(n, blockSize, threads, cancellation, (block, from, to) =>
            {
                if (block > 0) Renumber(rowOf.AsSpan(from, to - from), numbers[block]);
            });
        }

        return all.Merged(rowOf);
    }

    /// <summary>Numbers the distinct rows if so many are equal, as far as a sample shows, that merging them saves more time than it takes.</summary>
    /// <param name="matrix">The rows, n x J.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The distinct rows, or null if there are too many.</returns>
    public static MergedRows? MergeIfManyAreEqual(SparseMatrix matrix, int threads, CancellationToken cancellation)
    {
        // With D distinct rows, all as frequent, s rows of a sample have s^2 / 2 D equal pairs. Merging pays if D < n / 2, or if a
        // quarter of the rows equal others.
        const int Sample = 2048;
        const double LeastShare = 0.25;
        const int ShortRow = 16;
        int n = matrix.RowCount;
        if (n <= Sample && matrix.NonZeroCount <= ShortRow * n)
        {
            var merged = Merge(matrix, threads, cancellation);
            return n - merged.FirstOf.Length >= n * LeastShare ? merged : null;
        }

        var found = new RowHashes(matrix, cancellation);
        int size = Math.Min(n, Sample);
        for (int i = 0; i < size; i++) found.AddByFewCells((int)((long)i * n / size));
        return size - found.Count >= size * Math.Min(LeastShare, (double)size / n) ? Merge(matrix, threads, cancellation) : null;
    }

    /// <summary>Numbers the distinct rows on all cores, without their weights.</summary>
    public static (int[] RowOf, int[] FirstOf) Merge(SparseMatrix matrix, CancellationToken cancellation)
    {
        var (rowOf, firstOf, _) = Merge(matrix, 0, cancellation);
        return (rowOf, firstOf);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Renumber(Span<int> rows, int[] numbers)
    {
        foreach (ref int row in rows) row = numbers[row];
    }

    /// <summary>A hash table of rows by their cells, with linear probing.</summary>
    private sealed class RowHashes(SparseMatrix matrix, CancellationToken cancellation)
    {
        private const ulong Multiplier = 0x9E3779B97F4A7C15;
        private const int AtOnce = 16;
        private const int FewestRows = 128;
        private readonly int[] _offsets = matrix.Buffers.RowOffsets;
        private readonly int[] _columns = matrix.Buffers.ColumnIndices;
        private readonly double[] _values = matrix.Buffers.Values;
        private DistinctRow[] _rows = new DistinctRow[FewestRows];

        // Numbers of rows plus one.
        private int[] _slots = new int[2 * FewestRows];

        /// <summary>The number of distinct rows.</summary>
        public int Count { get; private set; }

        /// <summary>The distinct rows as a result.</summary>
        /// <param name="rowOf">The distinct row of each document; kept.</param>
        public MergedRows Merged(int[] rowOf)
        {
            var (firstOf, weights) = (new int[Count], new int[Count]);
            for (int row = 0; row < Count; row++) (firstOf[row], weights[row]) = (_rows[row].Document, _rows[row].Weight);
            return new MergedRows(rowOf, firstOf, weights);
        }

        /// <summary>Adds a range of documents, and writes the distinct row of each to rowOf.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddRange(int from, int to, int[] rowOf)
        {
            var point = new CancellationPoint(cancellation);
            Span<ulong> hashes = stackalloc ulong[AtOnce];
            for (int first = from; first < to; first += AtOnce)
            {
                int count = Math.Min(AtOnce, to - first);
                for (int i = 0; i < count; i++)
                {
                    int start = _offsets[first + i], length = _offsets[first + i + 1] - start;
                    point.Pass(length);
                    hashes[i] = Hash(_columns.AsSpan(start, length), _values.AsSpan(start, length));
                }

                // The rows in the table are far apart in memory, so they are fetched side by side before they are compared.
                foreach (ulong hash in hashes[..count]) Prefetch(hash);
                for (int i = 0; i < count; i++) rowOf[first + i] = Add(first + i, 1, hashes[i]);
            }
        }

        /// <summary>Adds a document, with a hash of a few of its cells, which tell most rows apart.</summary>
        public void AddByFewCells(int document)
        {
            const int Cells = 8;
            int start = _offsets[document], length = _offsets[document + 1] - start, count = Math.Min(length, Cells);
            ulong hash = (ulong)length;
            for (int c = 0; c < count; c++)
            {
                int p = start + (int)((long)c * length / count);
                hash = Mix(hash, _columns[p], _values[p]);
            }

            Add(document, 1, Finish(hash));
        }

        /// <summary>Adds the distinct rows of another table, and returns the number that each of them has here.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int[] AddAll(RowHashes other)
        {
            var numbers = new int[other.Count];
            var point = new CancellationPoint(cancellation);
            for (int first = 0; first < numbers.Length; first += AtOnce)
            {
                var rows = other._rows.AsSpan(first, Math.Min(AtOnce, numbers.Length - first));
                point.Pass(rows.Length);
                foreach (ref readonly var row in rows) Prefetch(row.Hash);
                for (int i = 0; i < rows.Length; i++) numbers[first + i] = Add(rows[i].Document, rows[i].Weight, rows[i].Hash);
            }

            return numbers;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Add(int document, int weight, ulong hash)
        {
            int mask = _slots.Length - 1, slot = (int)hash & mask, start = _offsets[document], length = _offsets[document + 1] - start;
            while (true)
            {
                int candidate = _slots[slot] - 1;
                if (candidate < 0) break;
                ref var row = ref _rows[candidate];
                if (row.Hash == hash && row.Length == length && Same(row.Start, start, length))
                {
                    row.Weight += weight;
                    return candidate;
                }

                slot = (slot + 1) & mask;
            }

            _slots[slot] = Count + 1;
            _rows[Count++] = new DistinctRow(hash, document, start, length) { Weight = weight };
            if (Count == _rows.Length) Grow();
            return Count - 1;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Prefetch(ulong hash)
        {
            int candidate = _slots[(int)hash & (_slots.Length - 1)] - 1;
            if (candidate < 0 || _rows[candidate].Length == 0) return;
            int start = _rows[candidate].Start;
            CacheLines.Prefetch(ref _columns[start]);
            CacheLines.Prefetch(ref _values[start]);
        }

        private void Grow()
        {
            const int Factor = 2;
            _rows = LargeArray.Resized(_rows, checked(Factor * _rows.Length), cancellation);
            _slots = LargeArray.Cleared<int>(2L * _rows.Length, cancellation);
            int mask = _slots.Length - 1;
            var point = new CancellationPoint(cancellation);
            for (int row = 0; row < Count; row++)
            {
                point.Pass(0);
                int slot = (int)_rows[row].Hash & mask;
                while (_slots[slot] != 0) slot = (slot + 1) & mask;
                _slots[slot] = row + 1;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool Same(int atA, int atB, int length)
        {
            for (int p = 0; p < length; p++)
            {
                if (_columns[atA + p] != _columns[atB + p]
                    || BitConverter.DoubleToInt64Bits(_values[atA + p]) != BitConverter.DoubleToInt64Bits(_values[atB + p])) return false;
            }

            return true;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Hash(ReadOnlySpan<int> columns, ReadOnlySpan<double> values)
        {
            ulong hash = (ulong)columns.Length;
            for (int p = 0; p < columns.Length; p++) hash = Mix(hash, columns[p], values[p]);
            return Finish(hash);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Mix(ulong hash, int column, double value)
        {
            ulong high = Math.BigMul(hash ^ BitConverter.DoubleToUInt64Bits(value), Multiplier + ((ulong)(uint)column << 1), out ulong low);
            return high ^ low ^ (uint)column;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Finish(ulong hash)
        {
            hash *= Multiplier;
            return hash ^ (hash >> 32);
        }

        /// <summary>A distinct row: its hash, the first document with it, the place of its cells, and the number of documents.</summary>
        private record struct DistinctRow(ulong Hash, int Document, int Start, int Length)
        {
            public int Weight;
        }
    }
}

/// <summary>Documents grouped by identical cells.</summary>
/// <param name="RowOf">The distinct row of each document; length n.</param>
/// <param name="FirstOf">The first document with each distinct row, ascending.</param>
/// <param name="Weights">The number of documents with each distinct row.</param>
internal readonly record struct MergedRows(int[] RowOf, int[] FirstOf, int[] Weights);
