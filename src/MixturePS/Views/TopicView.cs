using System.Globalization;
using MixturePS.Core.Clustering;

namespace MixturePS.Views;

/// <summary>The part of a clustering's view that is specific to topic models.</summary>
internal static class TopicView
{
    /// <summary>What to do next.</summary>
    public const string Hint = "Get-ClusterAssignment -Probability lists the topic shares of each document.";

    /// <summary>The priors, and the chains and their convergence.</summary>
    public static IEnumerable<string> Lines(FittedTopics topics)
    {
        double least = topics.Alpha.Min(), most = topics.Alpha.Max();
        string alpha = Number(least) + (least == most ? string.Empty : $" to {Number(most)}");
        yield return $"prior alpha {alpha}, eta {Number(topics.Eta)}";
        bool isGibbs = topics.Algorithm == TopicMethod.Gibbs;
        string starts = topics.ChainTrace.Count == 1 ? string.Empty : string.Create(CultureInfo.CurrentCulture, $"{(isGibbs ? "chain" : "start")} {topics.Chain} of {topics.ChainTrace.Count}; ");
        string burnIn = isGibbs ? string.Create(CultureInfo.CurrentCulture, $"{topics.SampleCount} sweeps averaged after {topics.BurnIn}; ") : string.Empty;
        yield return starts + burnIn + topics.ConvergenceStatus;
    }

    /// <summary>The share of each topic in all tokens, and its prior.</summary>
    public static IEnumerable<(string Header, double[] Values)> Columns(FittedClustering clustering)
    {
        if (clustering is not FittedTopics topics) yield break;
        if (topics.RelativeSizes() is { } shares) yield return ("share", shares);
        yield return ("alpha", [.. topics.Alpha]);
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.CurrentCulture);
}
