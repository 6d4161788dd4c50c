using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Small documents, some with very many tokens, and options for the sampler.</summary>
internal static class GibbsSamples
{
    /// <summary>Documents, some without tokens and some with many, and options.</summary>
    public static readonly Gen<(Dfm Dfm, int[] Labels, GibbsOptions Options, uint Seed)> Cases =
        from n in Gen.Int[1, 14]
        from v in Gen.Int[1, 6]
        from k in Gen.Int[1, 20]
        from most in OneOf(1, 3, 40, 900, 5000)
        from cells in Gen.Int[-1, most].Array[n * v]
        from labels in Gen.Int[0, k - 1].Array[n]
        from alpha in OneOf(1e-100, 0.01, 0.1, 1.0, 50)
        from beta in OneOf(1e-100, 1e-8, 0.1, 1.0, 30)
        from seed in Gen.UInt
        select (TestDfm.Of(n, v, Array.ConvertAll(cells, c => (double)Math.Max(0, c))), labels, new GibbsOptions { K = k, Alpha = alpha, Beta = beta, Chains = 1 }, seed);

    /// <summary>The partition that labels make, as a text with clusters numbered by first appearance.</summary>
    public static string Partition(IReadOnlyList<int> labels)
    {
        var seen = new List<int>();
        return string.Join(',', labels.Select(label =>
        {
            if (!seen.Contains(label)) seen.Add(label);
            return seen.IndexOf(label);
        }));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
