using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Experiments;

/// <summary>Runs a built-in method as its cmdlet does, on one thread.</summary>
internal static class MethodFit
{
    private delegate FittedClustering Run(Dfm dfm, uint seed, CancellationToken cancellation);

    /// <summary>Validates the values of a method.</summary>
    /// <exception cref="MixtureException">Any error of the options.</exception>
    public static void Check(ExperimentMethod method, int k) => _ = Prepare(method, k);

    /// <summary>Fits a method.</summary>
    /// <param name="method">A built-in method.</param>
    /// <param name="dfm">Documents that were drawn from a model.</param>
    /// <param name="seed">The seed of the method.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static FittedClustering Fit(ExperimentMethod method, Dfm dfm, uint seed, CancellationToken cancellation) =>
        Prepare(method, dfm.Model!.K)(dfm, seed, cancellation);

    // The options validate their values here, before there are documents.
    private static Run Prepare(ExperimentMethod method, int k) => method.Kind switch
    {
        ExperimentMethodKind.TfIdfKMeans => OnTfIdf(OfKMeans(method, k)),
        ExperimentMethodKind.SphericalKMeans => OfKMeans(method, k, KMeansMetric.Cosine),
        ExperimentMethodKind.EM => OfEM(method, k, isEven: false),
        ExperimentMethodKind.EvenEM => OfEM(method, k, isEven: true),
        ExperimentMethodKind.Gibbs => OfGibbs(method, k),
        ExperimentMethodKind.Topics => OfTopics(method, k),
        ExperimentMethodKind.Bound => BayesRule,
        _ => OfKMeans(method, k),
    };

    private static Run OfKMeans(ExperimentMethod method, int k, KMeansMetric metric = KMeansMetric.Euclidean)
    {
        var options = method.Apply(new KMeansOptions { K = k, Metric = metric, ThrottleLimit = 1 }, parameter => parameter.KMeans);
        return (dfm, seed, cancellation) => KMeans.Fit(dfm, options, seed, null, cancellation);
    }

    private static Run OfEM(ExperimentMethod method, int k, bool isEven)
    {
        var options = method.Apply(new MixtureEMOptions { K = k, EvenShares = isEven, ThrottleLimit = 1 }, parameter => parameter.EM);
        return (dfm, seed, cancellation) => MixtureEM.Fit(dfm, options, seed, null, cancellation);
    }

    private static Run OfGibbs(ExperimentMethod method, int k)
    {
        var options = method.Apply(new GibbsOptions { K = k, IsKnownK = true, ThrottleLimit = 1 }, parameter => parameter.Gibbs);
        return (dfm, seed, cancellation) => Gibbs.Fit(dfm, options, seed, null, cancellation);
    }

    private static Run OfTopics(ExperimentMethod method, int k)
    {
        var options = method.Apply(new TopicModelOptions { K = k, ThrottleLimit = 1 }, parameter => parameter.Topics);
        return (dfm, seed, cancellation) => TopicModel.Fit(dfm, options, seed, null, cancellation);
    }

    private static Run OnTfIdf(Run run) => (dfm, seed, cancellation) => run(TfIdf.Transform(dfm, new TfIdfOptions(), cancellation), seed, cancellation);

    private static FittedClustering BayesRule(Dfm dfm, uint seed, CancellationToken cancellation)
    {
        var model = dfm.Model!;
        return MixtureEM.Fit(dfm, new MixtureEMOptions { K = model.K, Mu = model.Mu, Alpha = model.Alpha, ThrottleLimit = 1 }, seed, null, cancellation);
    }
}
