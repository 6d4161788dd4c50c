using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// Finds documents with identical cells. A sample of a million short documents has only a few thousand distinct ones, and a
/// sum over documents equals a weighted sum over those. Blocks of documents are processed in parallel, and their distinct
/// rows merged in block order.
/// </summary>
internal static class RowMerger
{
    private const int BlockSize = 1 << 15;

    /// <summary>Numbers the distinct rows of a matrix in order of first occurrence.</summary>
    /// <param name="matrix">The rows, n x J.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static MergedRows Merge(SparseMatrix matrix, int threads, CancellationToken cancellation)
    {
        int n = matrix.RowCount;
        var rowOf = LargeArray.Uninitialized<int>(n);
        var blocks = new RowHashes[Math.Max(1, ParallelBlocks.Blocks(n, BlockSize))];
        blocks[0] = new RowHashes(matrix, cancellation);
        ParallelBlocks.Run(n, BlockSize, threads, cancellation, (block, from, to) =>
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

            ParallelBlocks.Run(n, BlockSize, threads, cancellation, (block, from, to) =>
            {
                if (block > 0) Renumber(rowOf.AsSpan(from, to - from), numbers[block]);
            });
        }

        return new MergedRows(rowOf, [.. all.First], [.. all.Weights]);
    }

    /// <summary>Whether so many rows are equal, as far as a sample shows, that merging them saves more time than it takes.</summary>
    /// <param name="matrix">The rows, n x J.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static bool HasManyEqualRows(SparseMatrix matrix, CancellationToken cancellation)
    {
        // With D distinct rows, all as frequent, s rows of a sample have s^2 / 2 D equal pairs. Merging pays if D < n / 2, or if a
        // quarter of the rows equal others.
        const int Sample = 2048;
        const double LeastShare = 0.25;
        int n = matrix.RowCount, size = Math.Min(n, Sample);
        var found = new RowHashes(matrix, cancellation);
        for (int i = 0; i < size; i++) found.Add((int)((long)i * n / size));
        return size - found.First.Count >= size * Math.Min(LeastShare, (double)size / n);
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
        private readonly int[] _offsets = matrix.Buffers.RowOffsets;
        private readonly int[] _columns = matrix.Buffers.ColumnIndices;
        private readonly double[] _values = matrix.Buffers.Values;
        private readonly List<ulong> _hashes = [];
        private int[] _slots = new int[1024];

        /// <summary>The first document with each distinct row.</summary>
        public List<int> First { get; } = [];

        /// <summary>The number of documents with each distinct row.</summary>
        public List<int> Weights { get; } = [];

        /// <summary>Adds a range of documents, and writes the distinct row of each to rowOf.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddRange(int from, int to, int[] rowOf)
        {
            for (int i = from; i < to;)
            {
                // As many rows as have about the cells of an interval, and at least one.
                cancellation.Check();
                int most = _offsets[i] + CancellationPoint.Interval;
                do
                {
                    rowOf[i] = Add(i);
                    i++;
                }
                while (i < to && _offsets[i] < most);
            }
        }

        /// <summary>Adds a document, and returns its distinct row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Add(int document)
        {
            int start = _offsets[document], length = _offsets[document + 1] - start;
            return Add(document, 1, Hash(_columns.AsSpan(start, length), _values.AsSpan(start, length)));
        }

        /// <summary>Adds the distinct rows of another table, and returns the number that each of them has here.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int[] AddAll(RowHashes other)
        {
            var numbers = new int[other.First.Count];
            var point = new CancellationPoint(cancellation);
            for (int row = 0; row < numbers.Length; row++)
            {
                point.Pass(0);
                numbers[row] = Add(other.First[row], other.Weights[row], other._hashes[row]);
            }

            return numbers;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Add(int document, int weight, ulong hash)
        {
            int mask = _slots.Length - 1, slot = (int)hash & mask;
            while (true)
            {
                int candidate = _slots[slot] - 1;
                if (candidate < 0) break;
                if (_hashes[candidate] == hash && Same(First[candidate], document))
                {
                    CollectionsMarshal.AsSpan(Weights)[candidate] += weight;
                    return candidate;
                }

                slot = (slot + 1) & mask;
            }

            _slots[slot] = First.Count + 1;
            First.Add(document);
            Weights.Add(weight);
            _hashes.Add(hash);
            if (First.Count * 2 > _slots.Length) Grow();
            return First.Count - 1;
        }

        private void Grow()
        {
            _slots = LargeArray.Cleared<int>(_slots.Length * 4L, cancellation);
            int mask = _slots.Length - 1;
            var point = new CancellationPoint(cancellation);
            for (int row = 0; row < _hashes.Count; row++)
            {
                point.Pass(0);
                int slot = (int)_hashes[row] & mask;
                while (_slots[slot] != 0) slot = (slot + 1) & mask;
                _slots[slot] = row + 1;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private bool Same(int a, int b)
        {
            int atA = _offsets[a], atB = _offsets[b], length = _offsets[a + 1] - atA;
            if (_offsets[b + 1] - atB != length) return false;
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
            const ulong Multiplier = 0x9E3779B97F4A7C15;
            ulong hash = (ulong)columns.Length;
            for (int p = 0; p < columns.Length; p++)
            {
                ulong column = (uint)columns[p];
                ulong high = Math.BigMul(hash ^ BitConverter.DoubleToUInt64Bits(values[p]), Multiplier + (column << 1), out ulong low);
                hash = high ^ low ^ column;
            }

            hash *= Multiplier;
            return hash ^ (hash >> 32);
        }
    }
}

/// <summary>Documents grouped by identical cells.</summary>
/// <param name="RowOf">The distinct row of each document; length n.</param>
/// <param name="FirstOf">The first document with each distinct row, ascending.</param>
/// <param name="Weights">The number of documents with each distinct row.</param>
internal readonly record struct MergedRows(int[] RowOf, int[] FirstOf, int[] Weights);
