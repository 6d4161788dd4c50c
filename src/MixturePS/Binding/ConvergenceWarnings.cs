using System.Globalization;
using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>The warnings about fits that didn't converge, with what to do. An experiment has a column instead.</summary>
internal static class ConvergenceWarnings
{
    /// <summary>The warnings about a clustering; none if it converged.</summary>
    public static IEnumerable<string> Of(FittedClustering clustering)
    {
        if (clustering is GibbsClustering gibbs)
        {
            if (!gibbs.Converged)
            {
                yield return $"{Sentence("chain", "chains", gibbs.ChainLogJoint.Count, gibbs.Judgement)} {Cure(gibbs)}";
            }

            if (gibbs.UsesAllClusters) yield return $"All {gibbs.MaximumK} clusters that -K allows are in use, so the documents may have more. Raise -K, unless you know their number.";
            if (gibbs.IsOverdispersed)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"The documents vary more within clusters than the model allows (dispersion {gibbs.Dispersion:0.##}, above {GibbsClustering.GreatestDispersion}), as long texts do, so {Counted.Of(gibbs.K, "cluster")} may be far too many. ")
                    + "Give the number of clusters with -K, or look for it with Find-ClusterCount -Method DirichletMultinomialEM.";
            }

            yield break;
        }

        if (clustering.Converged) yield break;
        if (clustering is FittedTopics topics)
        {
            // Online passes have no criterion that could fail.
            if (topics.Algorithm == TopicMethod.Variational) yield return $"The fit that was kept did not converge in {Counted.Of(topics.Iterations, "iteration")}. Raise -Iteration.";
            if (topics.Algorithm == TopicMethod.Gibbs) yield return Sentence("sampler", "sampler", 1, topics.ConvergenceStatus) + " Raise -Iteration.";
            yield break;
        }

        yield return (clustering as KMeansClustering)?.Algorithm switch
        {
            KMeansMethod.Bisecting => "A split did not converge within the maximum number of iterations. Raise -MaxIteration.",
            KMeansMethod.MiniBatch => $"The fit that was kept did not converge in {Counted.Of(clustering.Iterations, "batch", "batches")}. Raise -MaxIteration.",
            _ => $"The fit that was kept did not converge in {Counted.Of(clustering.Iterations, "iteration")}. Raise -MaxIteration.",
        };
    }

    /// <summary>The warnings about a comparison of numbers of clusters.</summary>
    /// <param name="advice">What the comparison leaves open.</param>
    /// <param name="isChosen">Whether the user chose the criterion, so that others don't matter.</param>
    public static IEnumerable<string> Of(ClusterCountAdvice advice, bool isChosen)
    {
        if (advice.NotConverged.Count > 0)
            yield return $"The {Counted.Agree(advice.NotConverged.Count, "fit", "fits")} of all documents with K = {string.Join(", ", advice.NotConverged)} did not converge, so the criteria of these K may be better at convergence. Fit them with FitSeed and a greater {(advice.Method == ClusterCountMethod.Topics ? "-Iteration" : "-MaxIteration")} to compare.";
        if (advice.IsAtGreatest) yield return $"K = {advice.Best} is the best by {advice.Criterion} and the greatest that was compared, so a greater K may be better. Add greater values to -K.";
        if (advice.IsAtLeast) yield return $"K = {advice.Best} is the best by {advice.Criterion} and the least that was compared, so a smaller K may be better. Add smaller values to -K.";
        if (advice.Disagrees && !isChosen)
        {
            string suggestions = string.Join(", ", advice.Suggestions.Select(suggestion => string.Create(CultureInfo.InvariantCulture, $"{suggestion.K} by {suggestion.Criterion}")));
            yield return $"The criteria disagree on the best K: {suggestions}. Choose the criterion that suits your purpose with -Criterion.";
            if (advice.Conflict is { } conflict) yield return Conflict(conflict.Bic, conflict.HeldOut, advice.Method);
        }
    }

    // The status starts with "not converged" or "not known to have converged".
    private static string Sentence(string one, string many, int count, string status) =>
        $"The {Counted.Agree(count, one, many)} {(status.StartsWith("not known", StringComparison.Ordinal) ? Counted.Agree(count, "is", "are") : Counted.Agree(count, "has", "have"))} {status}.";

    // Each criterion has its own reason to be wrong, which its values don't show.
    private static string Conflict(int bic, int heldOut, ClusterCountMethod method)
    {
        bool isPolya = method == ClusterCountMethod.DirichletMultinomialEM;
        string reasons = bic < heldOut
            ? $"BIC counts all {(isPolya ? "K J Dirichlet parameters" : "K (J - 1) word probabilities")} although most words are rare, so it suggests too few clusters for short documents with many words. "
                + (isPolya ? "The held-out likelihood hardly falls with further clusters, so it may suggest too many."
                    : "The held-out likelihood may go on rising with K if the documents of a cluster vary more than multinomial ones, as long documents do, so it suggests too many.")
            : (isPolya ? "BIC suggests too many clusters if those of the model don't describe the documents well, because it splits them. "
                    : "BIC suggests too many clusters if the documents of a cluster vary more than multinomial ones, as long documents do, because it splits them. ")
                + "The held-out likelihood suggests too few if clusters have few documents, because it fits them without a part of these.";
        string cure = isPolya ? "Look at the stability to decide." : "Compare the fits of -Method DirichletMultinomialEM, or look at the stability.";
        return $"BIC suggests K = {bic} and the held-out log-likelihood K = {heldOut}. {reasons} {cure}";
    }

    private static string Cure(GibbsClustering gibbs)
    {
        if (double.IsNaN(gibbs.RHat)) return "Raise -Iteration.";
        if (gibbs.ChainLogJoint.Count == 1) return "Raise -Iteration, and use several chains (-Chain 4).";
        string agreement = double.IsNaN(gibbs.ChainAgreement) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" Two chains agree to an adjusted Rand index of {gibbs.ChainAgreement:0.00} on average.");
        return $"Raise -Iteration, or take the result as the consensus of {gibbs.ChainLogJoint.Count} starts.{agreement}";
    }
}
