using System.Globalization;
using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>The lines of PowerShell that compute a clustering again, from the settings that it keeps.</summary>
internal static class ReportReceipt
{
    /// <summary>The lines, with comments.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static IReadOnlyList<string> Of(FittedClustering clustering, CancellationToken cancellation)
    {
        List<string> lines = [.. DfmReceipt.Of(clustering.Dfm, cancellation)];
        if (clustering is FittedMixture { LabelledDocumentCount: > 0 } guided) lines.Add($"# {Counted.Of(guided.LabelledDocumentCount, "label")} {Counted.Agree(guided.LabelledDocumentCount, "was", "were")} given with -KnownLabel or -LabelledDocument");
        if (clustering is FittedMixture { SeedTerm.Count: > 0 }) lines.Add("# seed words were given with -SeedTerm");
        lines.Add($"$clustering = $dfm | {string.Join(' ', Command(clustering))}{(clustering.Mapping is null ? string.Empty : " | Resolve-ClusterLabel")}");
        lines.Add("$clustering | Export-MixtureReport report.html");
        return lines;
    }

    private static IEnumerable<string> Command(FittedClustering clustering)
    {
        string seed = $"-Seed {clustering.Seed.ToString(CultureInfo.InvariantCulture)}";
        return clustering switch
        {
            KMeansClustering kmeans =>
            [
                "Invoke-KMeans", $"-K {kmeans.K}", seed, $"-Restart {kmeans.RestartInertia.Count}",
                .. kmeans.Metric == KMeansMetric.Euclidean ? Array.Empty<string>() : [$"-Metric {kmeans.Metric}"],
                .. kmeans.Algorithm == KMeansMethod.Lloyd ? Array.Empty<string>() : [$"-Method {kmeans.Algorithm}"],
                .. kmeans.InitialIndices is null && kmeans.Algorithm == KMeansMethod.Lloyd ? ["-InitialCenter $centers"] : Array.Empty<string>(),
            ],
            MixtureClustering mixture =>
            [
                "Invoke-MixtureEM", $"-K {mixture.K}", seed, $"-Restart {mixture.RestartLogLikelihood.Count}",
                .. mixture.Component == MixtureComponent.Multinomial ? [$"-Smoothing {Number(mixture.Smoothing)}"] : new[] { $"-Component {mixture.Component}" },
                .. mixture.AlphaSmoothing == 0 ? Array.Empty<string>() : [$"-AlphaSmoothing {Number(mixture.AlphaSmoothing)}"],
                .. mixture.IsHard ? ["-Hard"] : Array.Empty<string>(),
                .. mixture.Shares switch { MixtureShares.Even => ["-Alpha Even"], MixtureShares.Given => [$"-Alpha {string.Join(", ", mixture.Alpha.Select(Number))}"], _ => Array.Empty<string>() },
                .. mixture.UnlabelledWeight == 1 ? Array.Empty<string>() : [$"-UnlabelledWeight {Number(mixture.UnlabelledWeight)}"],
            ],
            GibbsClustering gibbs =>
            [
                "Invoke-MixtureGibbs", .. gibbs.IsKnownK || gibbs.MaximumK != new GibbsOptions().K ? [$"-K {gibbs.MaximumK}"] : Array.Empty<string>(), seed,
                $"-Iteration {gibbs.Iterations}", $"-BurnIn {gibbs.BurnIn}", $"-Chain {gibbs.ChainLogJoint.Count}",
                .. double.IsInfinity(gibbs.PriorAlpha) ? ["-Alpha Even"] : Priors("Alpha", gibbs.PriorAlpha, gibbs), .. Priors("Beta", gibbs.PriorBeta, gibbs),
            ],
            FittedTopics topics =>
            [
                "Invoke-TopicModel", $"-K {topics.K}", seed, $"-Method {topics.Algorithm}", $"-Iteration {topics.Iterations}", $"-Chain {topics.ChainTrace.Count}",
                .. topics.Algorithm == TopicMethod.Gibbs ? [$"-BurnIn {topics.BurnIn}"] : Array.Empty<string>(),
            ],
            _ => ["..."],
        };
    }

    // Where K is unknown, a prior is either the default or was given.
    private static string[] Priors(string name, double value, GibbsClustering gibbs) =>
        gibbs.IsKnownK || value == GibbsOptions.UnknownK ? [] : [$"-{name} {Number(value)}"];

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
