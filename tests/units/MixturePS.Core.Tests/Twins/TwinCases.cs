using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Twins;

/// <summary>Random documents of awkward shapes: odd sizes, single rows and columns, empty and duplicate rows.</summary>
internal static class TwinCases
{
    private static readonly (int Documents, int Features)[] Shapes =
        [(1, 1), (2, 1), (3, 2), (7, 1), (9, 5), (13, 17), (31, 9), (33, 40), (65, 3), (101, 33), (257, 7)];

    /// <summary>One case for each shape and seed, as counts.</summary>
    /// <param name="seeds">The number of seeds.</param>
    public static IEnumerable<(Dfm Dfm, System.Random Random)> Counts(int seeds)
    {
        for (int seed = 0; seed < seeds; seed++)
        {
            foreach (var (n, j) in Shapes)
            {
                var random = new System.Random((1000 * seed) + n);
                yield return (Documents(n, j, random), random);
            }
        }
    }

    /// <summary>The same as counts or, for every other seed, as TF-IDF weights, whose sums round.</summary>
    /// <param name="seeds">The number of seeds.</param>
    public static IEnumerable<(Dfm Dfm, System.Random Random)> CountsAndWeights(int seeds)
    {
        int at = 0;
        foreach (var (dfm, random) in Counts(seeds))
            yield return (at++ / Shapes.Length % 2 == 0 ? dfm : TfIdf.Transform(dfm, new TfIdfOptions()), random);
    }

    /// <summary>Numbers of clusters for n documents: 1, n and some between them.</summary>
    public static int[] ClusterCounts(int n, System.Random random) => [.. new[] { 1, n, random.Next(1, n + 1), Math.Min(n, 9), Math.Min(n, 24) }.Distinct()];

    private static Dfm Documents(int n, int j, System.Random random)
    {
        var cells = new double[n * j];
        for (int i = 0; i < n; i++)
        {
            var row = cells.AsSpan(i * j, j);
            int kind = random.Next(10);
            if (kind == 0) continue;
            if (kind < 3 && i > 0)
            {
                cells.AsSpan(random.Next(i) * j, j).CopyTo(row);
                continue;
            }

            for (int tokens = random.Next(1, 12); tokens > 0; tokens--) row[random.Next(j)]++;
        }

        return TestDfm.Of(n, j, cells);
    }
}
