using System.Runtime.InteropServices;
using MixturePS.Core.Matrices;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Finds documents with the same cells. A sample of a million short documents has a few thousand distinct ones, and
/// whatever is a sum over documents can be taken over those, weighted.
/// </summary>
internal static class RowMerger
{
    /// <summary>Numbers the distinct rows of a matrix in the order of their first documents.</summary>
    /// <param name="matrix">The rows, n x J; read.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The number of the distinct row of each document (length n), and the first document of each distinct row.</returns>
    public static (int[] RowOf, int[] FirstOf) Merge(SparseMatrix matrix, CancellationToken cancellation)
    {
        var (offsets, columns, values) = matrix.Buffers;
        int n = matrix.RowCount;
        var rowOf = new int[n];
        var first = new List<int>();
        var hashes = new List<ulong>();
        var slots = new int[1024];
        for (int i = 0; i < n; i++)
        {
            if ((i & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            int start = offsets[i], length = offsets[i + 1] - start;
            ulong hash = Hash(columns.AsSpan(start, length), values.AsSpan(start, length));
            int mask = slots.Length - 1, slot = (int)hash & mask;
            while (true)
            {
                int candidate = slots[slot] - 1;
                if (candidate < 0)
                {
                    slots[slot] = first.Count + 1;
                    rowOf[i] = first.Count;
                    first.Add(i);
                    hashes.Add(hash);
                    break;
                }

                if (hashes[candidate] == hash && Same(offsets, columns, values, first[candidate], start, length))
                {
                    rowOf[i] = candidate;
                    break;
                }

                slot = (slot + 1) & mask;
            }

            if (first.Count * 2 > slots.Length) slots = Grown(hashes, slots.Length * 2);
        }

        return (rowOf, [.. first]);
    }

    private static int[] Grown(List<ulong> hashes, int size)
    {
        var slots = new int[size];
        for (int row = 0; row < hashes.Count; row++)
        {
            int slot = (int)hashes[row] & (size - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
            slots[slot] = row + 1;
        }

        return slots;
    }

    private static bool Same(int[] offsets, int[] columns, double[] values, int row, int start, int length)
    {
        int other = offsets[row];
        return offsets[row + 1] - other == length
            && columns.AsSpan(other, length).SequenceEqual(columns.AsSpan(start, length))
            && values.AsSpan(other, length).SequenceEqual(values.AsSpan(start, length));
    }

    private static ulong Hash(ReadOnlySpan<int> columns, ReadOnlySpan<double> values)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        var bits = MemoryMarshal.Cast<double, ulong>(values);
        ulong hash = (ulong)columns.Length;
        for (int p = 0; p < columns.Length; p++)
        {
            ulong high = Math.BigMul(hash ^ bits[p], Multiplier + ((ulong)(uint)columns[p] << 1), out ulong low);
            hash = high ^ low ^ (ulong)(uint)columns[p];
        }

        hash *= Multiplier;
        return hash ^ (hash >> 32);
    }
}
