using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The progress of a search. The cost of a fit grows with K and with its documents, so a part counts with its expected
/// cost, and progress moves within each part.
/// </summary>
/// <param name="progress">The receiver; or null.</param>
/// <param name="options">The options.</param>
/// <param name="documents">The number of documents.</param>
/// <param name="todo">The numbers of clusters that are to be fitted.</param>
internal sealed class ClusterCountProgress(IProgress<ProgressReport>? progress, ClusterCountOptions options, int documents, IReadOnlyCollection<int> todo)
{
    // The cost of a start beyond that of its clusters, in clusters, for k-means and for EM, which needs more iterations where
    // clusters are too few; and the number of passes over the documents of a start.
    private const double BaseCost = 3, BaseCostOfMixture = 15, Passes = 20;
    private readonly double _all = todo.Sum(k => RowCost(options, documents, k));
    private readonly int _fits = todo.Sum(options.FitCount);
    private double _done;
    private double _cost;
    private int _fit;

    /// <summary>Starts a fit; the previous part is done.</summary>
    /// <param name="k">The number of clusters.</param>
    /// <param name="share">The share of the documents that are fitted.</param>
    /// <returns>Receives the progress of the fit; null without a receiver.</returns>
    public IProgress<ProgressReport>? Fit(int k, double share)
    {
        _fit++;
        return Begin(FitCost(options, k, share), $"K = {k}, fit {_fit} of {_fits}");
    }

    /// <summary>Starts the silhouette; the previous part is done.</summary>
    /// <param name="k">The number of clusters.</param>
    /// <returns>Receives the progress of the distances; null without a receiver.</returns>
    public IProgress<ProgressReport>? Silhouette(int k) => Begin(SilhouetteCost(options, documents), $"K = {k}, silhouette");

    /// <summary>Starts the marginal likelihood; the previous part is done.</summary>
    /// <param name="k">The number of clusters.</param>
    /// <returns>Receives the progress of the draws; null without a receiver.</returns>
    public IProgress<ProgressReport>? Marginal(int k) => Begin(MarginalCost(options, k), $"K = {k}, marginal likelihood");

    private static double RowCost(ClusterCountOptions options, int documents, int k) =>
        FitCost(options, k, 1 + (options.HasFolds ? options.Folds - 1 : 0) + (k > 1 && options.HasSubsamples ? 2 * options.Subsamples * options.Fraction : 0)) + SilhouetteCost(options, documents) + (options.HasDraws ? MarginalCost(options, k) : 0);

    private static double FitCost(ClusterCountOptions options, int k, double share) => share * ((options.IsMixture ? BaseCostOfMixture : BaseCost) + k);

    // Each document of the sample is compared with all others, as in a fit with as many clusters.
    private static double SilhouetteCost(ClusterCountOptions options, int documents)
    {
        if (options.IsTopics) return 0;
        double sample = Math.Min(options.SampleSize, documents);
        return sample * sample / (Passes * options.Restarts * documents);
    }

    // A sweep for each step of each draw costs about as much as an iteration of EM.
    private static double MarginalCost(ClusterCountOptions options, int k) => options.Draws * (double)new MarginalLikelihoodOptions().Steps * k / (Passes * options.Restarts);

    private ProgressPart? Begin(double cost, string what)
    {
        _done += _cost;
        _cost = cost;
        if (progress is null) return null;
        var part = new ProgressPart(progress, _done / _all, cost / _all, what);
        part.Report(new ProgressReport(string.Empty, 0));
        return part;
    }
}
