using System.Globalization;
using MixturePS.Core.Clustering;

namespace MixturePS.Views;

/// <summary>The part of a clustering's view that is specific to mixtures fitted by EM.</summary>
internal static class MixtureView
{
    /// <summary>The information criteria, and the range of the starts.</summary>
    public static IEnumerable<string> Lines(MixtureClustering clustering)
    {
        if (clustering.FreeParameterCount > 0)
        {
            string evidence = clustering.LogEvidence is { } log ? string.Create(CultureInfo.CurrentCulture, $", log-evidence {log:G10}") : string.Empty;
            yield return string.Create(CultureInfo.CurrentCulture,
                $"BIC {clustering.Bic:G10}, AIC {clustering.Aic:G10}, ICL {clustering.Icl:G10} with {clustering.FreeParameterCount} parameters{Shares(clustering.Shares)}{evidence}");
        }

        var starts = clustering.RestartLogLikelihood;
        if (starts.Count > 1)
        {
            yield return string.Create(CultureInfo.CurrentCulture,
                $"best of {starts.Count} starts, log-likelihood from {starts.Min():G10} to {starts.Max():G10}");
        }
    }

    /// <summary>The labels and seed words that the fit was given.</summary>
    public static IEnumerable<string> Guidance(FittedMixture mixture)
    {
        if (mixture.LabelledDocumentCount > 0)
        {
            string weight = mixture is MixtureClustering { UnlabelledWeight: not 1 and var lambda } ? string.Create(CultureInfo.CurrentCulture, $", weight of the others {lambda:G6}") : string.Empty;
            yield return string.Create(CultureInfo.CurrentCulture, $"labels given: {mixture.LabelledDocumentCount}{weight}");
        }

        if (mixture.SeedTerm.Count > 0)
        {
            string weight = mixture.SeedWeight is { } tokens ? string.Create(CultureInfo.CurrentCulture, $" (weight {tokens:G6})") : string.Empty;
            yield return $"seed terms{weight}: {string.Join("; ", mixture.SeedTerm)}";
        }
    }

    /// <summary>The rule of the cluster probabilities, if they aren't fitted.</summary>
    private static string Shares(MixtureShares shares) => shares switch
    {
        MixtureShares.Even => ", equal alpha",
        MixtureShares.Given => ", given alpha",
        _ => string.Empty,
    };

    /// <summary>The cluster probabilities and, for Dirichlet-multinomial clusters, the precisions.</summary>
    public static IEnumerable<(string Header, double[] Values)> Columns(FittedClustering clustering)
    {
        if (clustering is not MixtureClustering mixture) yield break;
        yield return ("alpha", [.. mixture.Alpha]);
        if (mixture.Precision is { } precision) yield return ("precision", [.. precision]);
    }
}
