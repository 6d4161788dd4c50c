namespace MixturePS.Core.Clustering;

/// <summary>Makes the clusters that each start of EM works on; what starts can share is made once.</summary>
internal static class MixtureComponentsFactory
{
    /// <summary>The maker of clusters for a number of threads.</summary>
    public static Func<int, MixtureComponents> For(DistinctRows rows, MixtureEMOptions options, CancellationToken cancellation)
    {
        if (options.Component == MixtureComponent.Multinomial)
            return threads => new MultinomialComponents(rows.Counts, options.K, options.Smoothing, options.Mu, threads, cancellation);
        var counts = PolyaCounts.Create(rows, cancellation);
        return threads => new PolyaComponents(counts, options.K, threads, cancellation);
    }
}
