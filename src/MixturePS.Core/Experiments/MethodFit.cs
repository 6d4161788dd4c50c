using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using static MixturePS.Core.Experiments.ExperimentParameter;

namespace MixturePS.Core.Experiments;

/// <summary>Runs a built-in method as its cmdlet does, on one thread.</summary>
internal static class MethodFit
{
    private delegate FittedClustering Run(Dfm dfm, uint seed, CancellationToken cancellation);

    /// <summary>Refuses values that the method can't use.</summary>
    /// <exception cref="MixtureException">Any error of the options.</exception>
    public static void Check(ExperimentMethod method, int k) => _ = Prepare(method, k);

    /// <summary>The clusters that a method finds.</summary>
    /// <param name="method">A built-in method.</param>
    /// <param name="dfm">Documents that were drawn from a model.</param>
    /// <param name="seed">The seed of the method.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static FittedClustering Fit(ExperimentMethod method, Dfm dfm, uint seed, CancellationToken cancellation) =>
        Prepare(method, dfm.Model!.K)(dfm, seed, cancellation);

    // Options refuse what they can't use as they are made, before there are documents.
    private static Run Prepare(ExperimentMethod method, int k) => method.Kind switch
    {
        ExperimentMethodKind.TfIdfKMeans => OnTfIdf(OfKMeans(method, k)),
        ExperimentMethodKind.SphericalKMeans => OfKMeans(method, k, KMeansMetric.Cosine),
        ExperimentMethodKind.EM => OfEM(method, k),
        ExperimentMethodKind.Gibbs => OfGibbs(method, k),
        ExperimentMethodKind.Bound => BayesRule,
        _ => OfKMeans(method, k),
    };

    private static Run OfKMeans(ExperimentMethod method, int k, KMeansMetric metric = KMeansMetric.Euclidean)
    {
        var options = new KMeansOptions
        {
            K = Clusters(method, k),
            Restarts = Whole(method, Restart),
            MaxIterations = Whole(method, MaxIteration),
            Tolerance = Number(method, Tolerance),
            Metric = metric,
            ThrottleLimit = 1,
        };
        return (dfm, seed, cancellation) => KMeans.Fit(dfm, options, seed, null, cancellation);
    }

    private static Run OfEM(ExperimentMethod method, int k)
    {
        var options = new MixtureEMOptions
        {
            K = Clusters(method, k),
            Restarts = Whole(method, Restart),
            MaxIterations = Whole(method, MaxIteration),
            Tolerance = Number(method, Tolerance),
            Smoothing = Number(method, Smoothing),
            ThrottleLimit = 1,
        };
        return (dfm, seed, cancellation) => MixtureEM.Fit(dfm, options, seed, null, cancellation);
    }

    private static Run OfGibbs(ExperimentMethod method, int k)
    {
        var options = new GibbsOptions
        {
            K = Clusters(method, k),
            Iterations = Whole(method, Sweep),
            Chains = Whole(method, Chain),
            Alpha = Number(method, PriorAlpha),
            Beta = Number(method, PriorBeta),
            ThrottleLimit = 1,
        };
        return (dfm, seed, cancellation) => Gibbs.Fit(dfm, options, seed, null, cancellation);
    }

    private static Run OnTfIdf(Run run) => (dfm, seed, cancellation) => run(TfIdf.Transform(dfm, new TfIdfOptions(), cancellation), seed, cancellation);

    private static FittedClustering BayesRule(Dfm dfm, uint seed, CancellationToken cancellation)
    {
        var model = dfm.Model!;
        return MixtureEM.Fit(dfm, new MixtureEMOptions { K = model.K, Mu = model.Mu, Alpha = model.Alpha, ThrottleLimit = 1 }, seed, null, cancellation);
    }

    private static int Clusters(ExperimentMethod method, int k) => (int)(method[FitK] ?? k);

    private static int Whole(ExperimentMethod method, ExperimentParameter parameter) => (int)Number(method, parameter);

    private static double Number(ExperimentMethod method, ExperimentParameter parameter) => method[parameter]!.Value;
}
