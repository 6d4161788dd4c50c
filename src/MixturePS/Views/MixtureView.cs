using System.Globalization;
using MixturePS.Core.Clustering;

namespace MixturePS.Views;

/// <summary>What a mixture's clustering shows beside what all clusterings do.</summary>
internal static class MixtureView
{
    /// <summary>The criteria, and how far the starts are apart.</summary>
    public static IEnumerable<string> Lines(MixtureClustering clustering)
    {
        if (clustering.FreeParameterCount > 0)
        {
            string evidence = clustering.LogEvidence is { } log ? string.Create(CultureInfo.CurrentCulture, $", log-evidence {log:G10}") : string.Empty;
            yield return string.Create(CultureInfo.CurrentCulture,
                $"BIC {clustering.Bic:G10}, AIC {clustering.Aic:G10}, ICL {clustering.Icl:G10} with {clustering.FreeParameterCount} parameters{evidence}");
        }

        var starts = clustering.RestartLogLikelihood;
        if (starts.Count > 1)
        {
            yield return string.Create(CultureInfo.CurrentCulture,
                $"best of {starts.Count} starts, whose log-likelihood goes from {starts.Min():G10} to {starts.Max():G10}");
        }
    }

    /// <summary>The clusters' shares, and their precisions where they have such.</summary>
    public static IEnumerable<(string Header, double[] Values)> Columns(FittedClustering clustering)
    {
        if (clustering is not MixtureClustering mixture) yield break;
        yield return ("alpha", [.. mixture.Alpha]);
        if (mixture.Precision is { } precision) yield return ("precision", [.. precision]);
    }
}
