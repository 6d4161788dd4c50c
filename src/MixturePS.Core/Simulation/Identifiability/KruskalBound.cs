using MixturePS.Core.Foundation;

namespace MixturePS.Core.Simulation;

/// <summary>The shortest documents whose distribution has a unique decomposition by Kruskal's theorem.</summary>
internal static class KruskalBound
{
    /// <summary>The least a + b + c with r_a + r_b + r_c at least 2K + 2, where r_a is a Kruskal rank of the distributions of a tokens; for different rows 2K - 1 at most.</summary>
    /// <param name="ranks">The ranks of the word probabilities, whose rows are different.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="cancellation">Ends the work early.</param>
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
                // Ranks never fall with the number of tokens.
                int wanted = (2 * k) + 2 - rank[a] - rank[b];
                int c = b;
                while (c <= most && rank[c] < wanted) c++;
                if (c <= most) best = Math.Min(best, a + b + c);
            }
        }

        return best;
    }

    /// <summary>
    /// A Kruskal rank of the distributions of a tokens, by a, up to where it is K. The rank of a product of tokens is at
    /// least the sum of the parts' ranks less one, up to K (Sidiropoulos and Bro 2000, Journal of Chemometrics 14, 229-239).
    /// </summary>
    private static int[] TokenRanks(WordRanks ranks, int k)
    {
        int single = ranks.KruskalRank();
        var result = new List<int> { 0 };
        for (int a = 1; result[^1] < k; a++)
        {
            long sure = ((long)a * (single - 1)) + 1;
            result.Add(sure >= k || ranks.AreIndependent(a) ? k : (int)sure);
        }

        return [.. result];
    }
}
