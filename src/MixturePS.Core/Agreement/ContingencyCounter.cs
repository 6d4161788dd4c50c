using System.Numerics.Tensors;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>Counts pairs of labels to a table in compressed sparse row format, in O(n + cells) time.</summary>
internal static class ContingencyCounter
{
    /// <summary>The size up to which a dense table is used whatever the number of documents.</summary>
    private const int SmallTable = 1 << 16;

    public static ContingencyTable Count(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellation)
    {
        if (known.Length != estimated.Length) throw MixtureError.LabelLengthMismatch(known.Length, estimated.Length);
        if (known.Length == 0) throw MixtureError.EmptyLabels();
        int maxKnown = Largest(known, "known");
        int maxEstimated = Largest(estimated, "estimated");
        long limit = Math.Max(SmallTable, known.Length);
        if ((maxKnown + 1L) * (maxEstimated + 1L) <= limit)
        {
            var table = DenseTable(known, estimated, maxKnown + 1, maxEstimated + 1);
            return Compress(table, maxKnown + 1, maxEstimated + 1, known.Length);
        }

        var (knownLabels, rows) = LabelCodes.Encode(known, maxKnown, cancellation);
        var (estimatedLabels, columns) = LabelCodes.Encode(estimated, maxEstimated, cancellation);
        if ((long)knownLabels.Length * estimatedLabels.Length <= limit)
        {
            var table = DenseTable(rows, columns, knownLabels.Length, estimatedLabels.Length);
            return Compress(table, knownLabels.Length, estimatedLabels.Length, known.Length, knownLabels, estimatedLabels);
        }

        return BySorting(knownLabels, estimatedLabels, rows, columns, cancellation);
    }

    private static int Largest(ReadOnlySpan<int> labels, string side)
    {
        if (TensorPrimitives.Min(labels) < 0)
        {
            int at = labels.IndexOfAnyInRange(int.MinValue, -1);
            throw MixtureError.InvalidLabel($"the {side} label of document {at} is {labels[at]}", labels[at]);
        }

        return TensorPrimitives.Max(labels);
    }

    private static int[] DenseTable(ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, int height, int width)
    {
        int cells = height * width;
        var even = new int[cells];
        // With few cells, neighbouring documents often increment the same one; a second table avoids the dependency between
        // consecutive increments.
        var odd = cells <= SmallTable ? new int[cells] : even;
        int i = 0;
        for (; i + 1 < rows.Length; i += 2)
        {
            even[rows[i] * width + columns[i]]++;
            odd[rows[i + 1] * width + columns[i + 1]]++;
        }

        if (i < rows.Length) even[rows[i] * width + columns[i]]++;
        if (odd != even) TensorPrimitives.Add(even, odd, even);
        return even;
    }

    // Without given labels, the labels are the table's own indices. Empty rows and columns are removed.
    private static ContingencyTable Compress(int[] table, int height, int width, int n, int[]? knownLabels = null, int[]? estimatedLabels = null)
    {
        var rowSums = new int[height];
        var columnSums = new int[width];
        int nonZero = 0;
        for (int r = 0, at = 0; r < height; r++)
        {
            for (int c = 0; c < width; c++, at++)
            {
                int count = table[at];
                if (count == 0) continue;
                rowSums[r] += count;
                columnSums[c] += count;
                nonZero++;
            }
        }

        knownLabels ??= Present(rowSums);
        estimatedLabels ??= Present(columnSums);
        var columnOf = new int[width];
        for (int c = 0, next = 0; c < width; c++) columnOf[c] = columnSums[c] > 0 ? next++ : -1;
        var offsets = new int[knownLabels.Length + 1];
        var (columns, counts) = (new int[nonZero], new int[nonZero]);
        int cell = 0, row = 0;
        for (int r = 0; r < height; r++)
        {
            if (rowSums[r] == 0) continue;
            for (int c = 0; c < width; c++)
            {
                int count = table[r * width + c];
                if (count == 0) continue;
                columns[cell] = columnOf[c];
                counts[cell++] = count;
            }

            offsets[++row] = cell;
        }

        return new ContingencyTable(knownLabels, estimatedLabels, offsets, columns, counts, n);
    }

    private static int[] Present(int[] sums)
    {
        var present = new List<int>();
        for (int label = 0; label < sums.Length; label++)
            if (sums[label] > 0) present.Add(label);
        return [.. present];
    }

    // Two stable counting sorts, by column and then by row, make equal pairs adjacent.
    private static ContingencyTable BySorting(int[] knownLabels, int[] estimatedLabels, int[] rows, int[] columns, CancellationToken cancellation)
    {
        int n = rows.Length;
        var starts = Starts(columns, estimatedLabels.Length);
        var (sortedRows, sortedColumns) = (new int[n], new int[n]);
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < n; i++)
        {
            point.Pass(0);
            int at = starts[columns[i]]++;
            sortedRows[at] = rows[i];
            sortedColumns[at] = columns[i];
        }

        starts = Starts(rows, knownLabels.Length);
        var ordered = columns;
        for (int i = 0; i < n; i++)
        {
            point.Pass(0);
            ordered[starts[sortedRows[i]]++] = sortedColumns[i];
        }

        // The sort has advanced each start to the end of its row.
        var offsets = new int[knownLabels.Length + 1];
        var (cellColumns, counts) = (sortedColumns, sortedRows);
        int cell = 0;
        for (int r = 0, i = 0; r < knownLabels.Length; r++)
        {
            point.Pass(starts[r] - i);
            while (i < starts[r])
            {
                int column = ordered[i], from = i;
                while (i < starts[r] && ordered[i] == column) i++;
                cellColumns[cell] = column;
                counts[cell++] = i - from;
            }

            offsets[r + 1] = cell;
        }

        cancellation.Check();
        return new ContingencyTable(knownLabels, estimatedLabels, offsets, cellColumns[..cell], counts[..cell], n);
    }

    private static int[] Starts(int[] codes, int count)
    {
        var starts = new int[count];
        foreach (int code in codes) starts[code]++;
        for (int k = 0, sum = 0; k < count; k++) (starts[k], sum) = (sum, sum + starts[k]);
        return starts;
    }
}
