using CsCheck;
using MixturePS.Core.Files;

namespace MixturePS.Core.Tests.Files;

/// <summary>Entries of a matrix in any order, more than fit in one block.</summary>
public class TripletsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EntriesAreAddedUpByCell(bool sorted) =>
        Gen.Select(Gen.Int[0, 39], Gen.Int[0, 29], Gen.Double[-3, 3]).Array[0, 3000].Sample(
            entries =>
            {
                if (sorted) entries = [.. entries.OrderBy(entry => entry.Item1).ThenBy(entry => entry.Item2).DistinctBy(entry => (entry.Item1, entry.Item2))];
                var cells = new Triplets();
                var expected = new double[40, 30];
                foreach (var (row, column, value) in entries)
                {
                    cells.Add(row, column, value);
                    expected[row, column] += value;
                }

                var matrix = cells.Build(40, 30, new("a file", 1), new ReadContext(new DiskStore(), new DfmReadOptions(), null, CancellationToken.None));
                for (int i = 0; i < 40; i++)
                    for (int j = 0; j < 30; j++) Assert.Equal(expected[i, j], matrix[i, j]);
                var stored = entries.Where(entry => entry.Item3 != 0).ToArray();
                Assert.Equal(stored.Length - stored.DistinctBy(entry => (entry.Item1, entry.Item2)).Count(), cells.Duplicates);
                for (int i = 0; i < 40; i++) Assert.Equal(matrix.RowColumns(i).ToArray().Distinct().Order(), matrix.RowColumns(i).ToArray());
            },
            iter: 40);
}
