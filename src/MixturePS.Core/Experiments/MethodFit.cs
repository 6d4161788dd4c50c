using MixturePS.Core.Clustering;
using MixturePS.Core.Errors;
using MixturePS.Core.Matrices;
using MixturePS.Core.Mixtures;
using MixturePS.Core.Weighting;

namespace MixturePS.Core.Experiments;

/// <summary>Runs a built-in method as its cmdlet does, on one thread.</summary>
internal static class MethodFit
{
    /// <summary>Refuses values that the method can't use.</summary>
    /// <exception cref="MixtureException">Any error of the options.</exception>
    public static void Check(ExperimentMethod method, int k)
    {
        switch (method.Kind)
        {
            case ExperimentMethodKind.EM:
                _ = EMOptions(method, k);
                break;
            case ExperimentMethodKind.Gibbs:
                _ = GibbsOptions(method, k);
                break;
            default:
                _ = KMeansOptions(method, k);
                break;
        }
    }

    /// <summary>The clusters that a method finds.</summary>
    /// <param name="method">A built-in method.</param>
    /// <param name="dfm">Documents that were drawn from a model.</param>
    /// <param name="seed">The seed of the method.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static Clustering.Clustering Fit(ExperimentMethod method, Dfm dfm, uint seed, CancellationToken cancellation)
    {
        var model = dfm.Model!;
        switch (method.Kind)
        {
            case ExperimentMethodKind.TfIdfKMeans:
                return KMeans.Fit(TfIdf.Transform(dfm, new TfIdfOptions(), cancellation), KMeansOptions(method, model.K), seed, null, cancellation);
            case ExperimentMethodKind.EM:
                return MixtureEM.Fit(dfm, EMOptions(method, model.K), seed, null, cancellation);
            case ExperimentMethodKind.Gibbs:
                return Gibbs.Fit(dfm, GibbsOptions(method, model.K), seed, null, cancellation);
            case ExperimentMethodKind.Bound:
                var known = new MixtureEMOptions { K = model.K, Mu = model.Mu, Alpha = model.Alpha, ThrottleLimit = 1 };
                return MixtureEM.Fit(dfm, known, seed, null, cancellation);
            default:
                return KMeans.Fit(dfm, KMeansOptions(method, model.K), seed, null, cancellation);
        }
    }

    private static KMeansOptions KMeansOptions(ExperimentMethod method, int k) => new()
    {
        K = Whole(method, ExperimentParameter.FitK, k),
        Restarts = Whole(method, ExperimentParameter.Restart),
        MaxIterations = Whole(method, ExperimentParameter.MaxIteration),
        Tolerance = method[ExperimentParameter.Tolerance]!.Value,
        Metric = method.Kind == ExperimentMethodKind.SphericalKMeans ? KMeansMetric.Cosine : KMeansMetric.Euclidean,
        ThrottleLimit = 1,
    };

    private static MixtureEMOptions EMOptions(ExperimentMethod method, int k) => new()
    {
        K = Whole(method, ExperimentParameter.FitK, k),
        Restarts = Whole(method, ExperimentParameter.Restart),
        MaxIterations = Whole(method, ExperimentParameter.MaxIteration),
        Tolerance = method[ExperimentParameter.Tolerance]!.Value,
        Smoothing = method[ExperimentParameter.Smoothing]!.Value,
        ThrottleLimit = 1,
    };

    private static GibbsOptions GibbsOptions(ExperimentMethod method, int k) => new()
    {
        K = Whole(method, ExperimentParameter.FitK, k),
        Iterations = Whole(method, ExperimentParameter.Sweep),
        Chains = Whole(method, ExperimentParameter.Chain),
        Alpha = method[ExperimentParameter.PriorAlpha]!.Value,
        Beta = method[ExperimentParameter.PriorBeta]!.Value,
        ThrottleLimit = 1,
    };

    private static int Whole(ExperimentMethod method, ExperimentParameter parameter, int otherwise = 0) => (int)(method[parameter] ?? otherwise);
}
