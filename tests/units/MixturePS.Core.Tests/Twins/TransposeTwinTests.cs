using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The transposition and the merging of equal rows against going through all cells and all pairs of rows.</summary>
public sealed class TransposeTwinTests
{
    [Fact]
    public void ColumnsAreThoseOfGoingThroughAllCells()
    {
        foreach (var (dfm, random) in TwinCases.CountsAndWeights(4)) AssertTransposed(dfm.Matrix, random);

        // Several parts of rows.
        AssertTransposed(TestDfm.Random(13_001, 7, 3).Matrix, new System.Random(1));
    }

    [Fact]
    public void DistinctRowsAreThoseOfComparingAllPairs()
    {
        foreach (var (dfm, random) in TwinCases.Counts(4))
        {
            int n = dfm.DocumentCount;
            int[] first = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, i + 1).First(other => dfm.Row(other).AsSpan().SequenceEqual(dfm.Row(i))))];
            int[] firsts = [.. first.Distinct()];
            var merged = RowMerger.Merge(dfm.Matrix, 1 + random.Next(3), default);
            Assert.Equal(firsts, merged.FirstOf);
            Assert.Equal(first.Select(i => Array.IndexOf(firsts, i)), merged.RowOf);
            Assert.Equal(firsts.Select(i => first.Count(other => other == i)), merged.Weights);
            var taken = RowSelection.Take(dfm.Matrix, firsts, default);
            for (int r = 0; r < firsts.Length; r++) Assert.Equal(dfm.Row(firsts[r]), taken.Row(r));
        }
    }

    private static void AssertTransposed(SparseMatrix matrix, System.Random random)
    {
        var (offsets, columns, values) = matrix.Buffers;
        var weights = Enumerable.Range(0, matrix.RowCount).Select(_ => 1 + random.NextDouble()).ToArray();
        var expected = new List<(int Row, double Value)>[matrix.ColumnCount];
        for (int c = 0; c < expected.Length; c++) expected[c] = [];
        for (int row = 0; row < matrix.RowCount; row++)
            for (int p = offsets[row]; p < offsets[row + 1]; p++) expected[columns[p]].Add((row, values[p]));
        foreach (int threads in new[] { 1, 3 })
        {
            var plain = SparseColumns.Transpose(offsets, columns, values, matrix.ColumnCount, null, null, threads, default);
            var weighted = SparseColumns.Transpose(offsets, columns, values, matrix.ColumnCount, weights, null, threads, default);
            Assert.Equal(matrix.ColumnCount, plain.Count);
            for (int c = 0; c < expected.Length; c++)
            {
                Assert.Equal(expected[c].Select(cell => cell.Row), plain.ColumnRows(c).ToArray());
                Assert.Equal(expected[c].Select(cell => cell.Value), plain.ColumnValues(c).ToArray());
                Assert.Equal(expected[c].Select(cell => cell.Row), weighted.ColumnRows(c).ToArray());
                Assert.Equal(expected[c].Select(cell => weights[cell.Row] * cell.Value), weighted.ColumnValues(c).ToArray());
            }
        }
    }
}
