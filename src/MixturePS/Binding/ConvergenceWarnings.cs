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
                // It starts with "not converged" or "not known to have converged".
                string status = gibbs.Judgement;
                yield return $"The {Counted.Agree(gibbs.ChainLogJoint.Count, "chain", "chains")} {(status.StartsWith("not known", StringComparison.Ordinal) ? Counted.Agree(gibbs.ChainLogJoint.Count, "is", "are") : Counted.Agree(gibbs.ChainLogJoint.Count, "has", "have"))} {status}. {Cure(gibbs)}";
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
            yield return $"The {Counted.Agree(advice.NotConverged.Count, "fit", "fits")} of all documents with K = {string.Join(", ", advice.NotConverged)} did not converge, so the criteria of these K may be better at convergence. Fit them with FitSeed and a greater -MaxIteration to compare.";
        if (advice.IsAtGreatest) yield return $"K = {advice.Best} is the best by {advice.Criterion} and the greatest that was compared, so a greater K may be better. Add greater values to -K.";
        if (advice.IsAtLeast) yield return $"K = {advice.Best} is the best by {advice.Criterion} and the least that was compared, so a smaller K may be better. Add smaller values to -K.";
        if (advice.Disagrees && !isChosen)
        {
            string suggestions = string.Join(", ", advice.Suggestions.Select(suggestion => string.Create(CultureInfo.InvariantCulture, $"{suggestion.K} by {suggestion.Criterion}")));
            yield return $"The criteria disagree on the best K: {suggestions}. Choose the criterion that suits your purpose with -Criterion.";
        }
    }

    private static string Cure(GibbsClustering gibbs)
    {
        if (double.IsNaN(gibbs.RHat)) return "Raise -Iteration.";
        if (gibbs.ChainLogJoint.Count == 1) return "Raise -Iteration, and use several chains (-Chain 4).";
        string agreement = double.IsNaN(gibbs.ChainAgreement) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" Two chains agree to an adjusted Rand index of {gibbs.ChainAgreement:0.00} on average.");
        return $"Raise -Iteration, or take the result as the consensus of {gibbs.ChainLogJoint.Count} starts.{agreement}";
    }
}
