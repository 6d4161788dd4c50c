using CsCheck;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Random;

/// <summary>The category of each word of the stream, and the frequency of each category.</summary>
public class AliasTableTests
{
    [Fact]
    public void EachColumnIsSplitAtItsThresholdToTheLastBit()
    {
        // Two columns: a third of the first belongs to its own category, which has a sixth of the words.
        using var memory = new WorkMemory();
        var table = new AliasTable([1, 5], memory);
        ulong threshold = (ulong)(1.0 / 6 * 2 * 18446744073709551616.0), word = threshold / 2;
        foreach (ulong end in new[] { word - (1UL << 33), word - 1, word, word + 1, word + (1UL << 33) })
        {
            int expected = end << 1 < threshold ? 0 : 1;
            Assert.Equal(expected, Draw(table, end));
        }

        Assert.Equal([0, 1, 1], new[] { 0UL, 1UL << 63, ulong.MaxValue }.Select(end => Draw(table, end)));
    }

    [Fact]
    public void ACategoryWithProbabilityZeroIsNeverDrawn()
    {
        using var memory = new WorkMemory();
        var table = new AliasTable([0, 0.3, 0, 0.7, 0], memory);
        for (ulong column = 0; column < 5; column++)
        {
            // The first and the last words of a column whose threshold is at its start or at its end.
            ulong first = (ulong)(((UInt128)column << 64) / 5) + 1;
            foreach (ulong word in new[] { first, first + (1UL << 61) }) Assert.Contains(Draw(table, word), new[] { 1, 3 });
        }

        Assert.Contains(Draw(table, 0), new[] { 1, 3 });
        Assert.Contains(Draw(table, ulong.MaxValue), new[] { 1, 3 });
    }

    // Of equidistant words, each category gets its share, up to one word for each of its parts.
    [Fact]
    public void CategoriesHaveTheirShareOfTheStream() => Gen.Int[0, 20].Array[1, 40].Where(weights => weights.Sum() > 0).Sample(
        weights =>
        {
            const int Words = 1 << 14;
            using var memory = new WorkMemory();
            var table = new AliasTable([.. weights.Select(weight => (double)weight)], memory);
            var words = Enumerable.Range(0, Words).Select(i => ((ulong)i << 50) + (1UL << 49)).ToArray();
            var drawn = new int[Words];
            table.Draw(words, drawn);
            var found = new double[weights.Length];
            foreach (int category in drawn) found[category]++;
            for (int j = 0; j < weights.Length; j++)
                Assert.InRange(found[j] - ((double)Words * weights[j] / weights.Sum()), -weights.Length - 1, weights.Length + 1);
        },
        iter: 300);

    private static int Draw(AliasTable table, ulong word)
    {
        var drawn = new int[1];
        table.Draw([word], drawn);
        return drawn[0];
    }
}
