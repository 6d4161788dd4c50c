using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>The smallest document length whose distribution has a unique decomposition by Kruskal's theorem.</summary>
internal static class KruskalBound
{
    /// <summary>The minimum a + b + c such that r_a + r_b + r_c is at least 2K + 2, where r_a is a Kruskal rank of the distributions of a tokens; at most 2K - 1 for distinct rows.</summary>
    /// <param name="ranks">The ranks of the word probabilities, whose rows must be distinct.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static long NeededLength(WordRanks ranks, int k, CancellationToken cancellation)
    {
        if (k == 1) return 1;
        int[] rank = TokenRanks(ranks, k);
        int most = rank.Length - 1;
        long best = (2L * k) - 1;
        for (int a = 1; a <= most && 3 * a <= best; a++)
        {
            cancellation.Check();
            for (int b = a; b <= most && a + (2 * b) < best; b++)
            {
                // Ranks don't decrease with the number of tokens.
                int wanted = (2 * k) + 2 - rank[a] - rank[b];
                int c = b;
                while (c <= most && rank[c] < wanted) c++;
                if (c <= most) best = Math.Min(best, a + b + c);
            }
        }

        return best;
    }

    /// <summary>
    /// Kruskal ranks of the distributions of a tokens, indexed by a, up to the first a with rank K. The rank of a product is at
    /// least the sum of the ranks of its factors minus one, up to K (Sidiropoulos and Bro 2000, Journal of Chemometrics 14, 229-239).
    /// </summary>
    private static int[] TokenRanks(WordRanks ranks, int k)
    {
        int single = ranks.KruskalRank();
        var result = new List<int> { 0 };
        for (int a = 1; result[^1] < k; a++)
        {
            long guaranteed = ((long)a * (single - 1)) + 1;
            result.Add(guaranteed >= k || ranks.AreIndependent(a) ? k : (int)guaranteed);
        }

        return [.. result];
    }
}
