using System.Globalization;
using MixturePS.Core.Clustering;

namespace MixturePS.Core.Reports;

/// <summary>A property of a fit and its value, both as text.</summary>
internal sealed record ReportFact(string Name, string Value);

/// <summary>What a report says of the fit as a whole.</summary>
internal sealed class ReportOverview
{
    // A longer trace is thinned, because a chart doesn't show more points.
    private const int LongestTrace = 500;

    /// <summary>The method, the sizes and the settings.</summary>
    public required IReadOnlyList<ReportFact> Facts { get; init; }

    /// <summary>Whether the fit converged, in plain words.</summary>
    public required string Convergence { get; init; }

    /// <summary>The name of the objective, with its unit.</summary>
    public required string ObjectiveName { get; init; }

    /// <summary>The name of an iteration: iteration, sweep or pass.</summary>
    public required string IterationName { get; init; }

    /// <summary>The name of a trace where there are several: chain or start.</summary>
    public required string RunName { get; init; }

    /// <summary>The objective at each iteration, of each chain or start that recorded it.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Traces { get; init; }

    /// <summary>The number of iterations from one value of a trace to the next.</summary>
    public required int TraceStep { get; init; }

    /// <summary>The trace of the fit that was kept.</summary>
    public required int Kept { get; init; }

    /// <summary>The number of sweeps that were excluded.</summary>
    public required int BurnIn { get; init; }

    /// <summary>Describes a clustering.</summary>
    /// <param name="clustering">The clustering.</param>
    public static ReportOverview Of(FittedClustering clustering)
    {
        var (objective, iteration, run, traces, kept, burnIn) = TracesOf(clustering);
        int longest = traces.Max(trace => trace.Count), step = Math.Max(1, (longest + LongestTrace - 1) / LongestTrace);
        return new ReportOverview
        {
            Facts = [.. Common(clustering), .. Settings(clustering)],
            Convergence = char.ToUpperInvariant(clustering.ConvergenceStatus[0]) + clustering.ConvergenceStatus[1..] + ".",
            ObjectiveName = objective,
            IterationName = iteration,
            RunName = run,
            Traces = step == 1 ? traces : [.. traces.Select(trace => trace.Where((_, i) => i % step == 0).ToArray())],
            TraceStep = step,
            Kept = kept,
            BurnIn = burnIn,
        };
    }

    private static (string Objective, string Iteration, string Run, IReadOnlyList<IReadOnlyList<double>> Traces, int Kept, int BurnIn) TracesOf(FittedClustering clustering) => clustering switch
    {
        KMeansClustering kmeans => ("Inertia", "iteration", "start", [kmeans.InertiaTrace], 0, 0),
        MixtureClustering mixture when mixture.ObjectiveTrace.SequenceEqual(mixture.LogLikelihoodTrace) => ("Log-likelihood (nats)", "iteration", "start", [mixture.LogLikelihoodTrace], 0, 0),
        MixtureClustering mixture => ("Objective (nats)", "iteration", "start", [mixture.ObjectiveTrace], 0, 0),
        GibbsClustering gibbs => ("Log joint probability (nats)", "sweep", "chain", gibbs.ChainLogJoint, gibbs.Chain, gibbs.BurnIn),
        FittedTopics { Algorithm: TopicMethod.Gibbs } topics => ("Log joint probability (nats)", "sweep", "chain", topics.ChainTrace, topics.Chain, topics.BurnIn),
        FittedTopics topics => ("Evidence lower bound (nats)", "pass", "start", topics.ChainTrace, topics.Chain, 0),
        _ => ("Objective", "iteration", "start", [[]], 0, 0),
    };

    private static IEnumerable<ReportFact> Common(FittedClustering clustering)
    {
        var dfm = clustering.Dfm;
        yield return new("Method", clustering.Method);
        yield return new(clustering is FittedTopics ? "Topics" : "Clusters", Whole(clustering.K));
        if (dfm.DocumentCount > 0) yield return new("Documents", Whole(dfm.DocumentCount));
        yield return new("Features", Whole(dfm.FeatureCount));
        if (dfm.DocumentCount > 0 && dfm.Weighting.IsCount) yield return new("Tokens", Number(Math.Round(dfm.Matrix.Values.Sum())));
        yield return new("Weighting", dfm.Weighting.Name);
        if (dfm.TextRecipe is { } recipe) yield return new("Tokens are", recipe.ToString());
        if (dfm.Model is { } model) yield return new("Drawn from", $"a {model}");
        yield return new("Seed", clustering.Seed.ToString(CultureInfo.InvariantCulture));
        if (clustering.LogLikelihood is { } likelihood) yield return new("Log-likelihood", Number(likelihood));
        else if (clustering.Inertia is { } inertia) yield return new("Inertia", Number(inertia));
        yield return new("Iterations", Whole(clustering.Iterations));
    }

    private static IEnumerable<ReportFact> Settings(FittedClustering clustering)
    {
        switch (clustering)
        {
            case KMeansClustering kmeans:
                yield return new("Metric", kmeans.Metric.ToString());
                yield return new("Starts", Whole(kmeans.RestartInertia.Count));
                if (kmeans.RestartInertia.Count > 1) yield return new("Inertia of the starts", Range(kmeans.RestartInertia));
                if (kmeans.EmptyDocumentCount > 0) yield return new("Documents without a direction", Whole(kmeans.EmptyDocumentCount));
                break;
            case MixtureClustering mixture:
                yield return new("Cluster probabilities", mixture.Shares.ToString());
                if (mixture.Component == MixtureComponent.Multinomial) yield return new("Smoothing", Number(mixture.Smoothing));
                yield return new("Starts", Whole(mixture.RestartLogLikelihood.Count));
                if (mixture.RestartLogLikelihood.Count > 1) yield return new("Log-likelihood of the starts", Range(mixture.RestartLogLikelihood));
                if (clustering.Dfm.DocumentCount > 0)
                {
                    yield return new("AIC", Number(mixture.Aic));
                    yield return new("BIC", Number(mixture.Bic));
                    yield return new("ICL", Number(mixture.Icl));
                }

                if (mixture.LogEvidence is { } evidence) yield return new("Log-evidence", Number(evidence));
                break;
            case GibbsClustering gibbs:
                yield return new("Chains", Whole(gibbs.ChainLogJoint.Count));
                yield return new("Burn-in", Whole(gibbs.BurnIn));
                yield return new("R-hat", Number(gibbs.RHat));
                yield return new("Rank-normalised R-hat", Number(gibbs.RankRHat));
                if (!double.IsNaN(gibbs.BulkEffectiveSize)) yield return new("Effective sample size", Number(gibbs.BulkEffectiveSize));
                if (!double.IsNaN(gibbs.ChainAgreement)) yield return new("Agreement of chains (adjusted Rand index)", Number(gibbs.ChainAgreement));
                if (!double.IsNaN(gibbs.Dispersion)) yield return new("Dispersion", Number(gibbs.Dispersion));
                yield return new("Maximum of clusters", Whole(gibbs.MaximumK));
                yield return new("Prior alpha", double.IsInfinity(gibbs.PriorAlpha) ? "equal shares" : Number(gibbs.PriorAlpha));
                yield return new("Prior beta", Number(gibbs.PriorBeta));
                break;
            case FittedTopics topics:
                yield return new(topics.Algorithm == TopicMethod.Gibbs ? "Chains" : "Starts", Whole(topics.ChainTrace.Count));
                if (topics.Algorithm == TopicMethod.Gibbs)
                {
                    yield return new("Burn-in", Whole(topics.BurnIn));
                    yield return new("R-hat", Number(topics.RHat));
                    yield return new("Rank-normalised R-hat", Number(topics.RankRHat));
                }

                yield return new("Prior alpha", topics.Alpha.Distinct().Count() == 1 ? Number(topics.Alpha[0]) : Range(topics.Alpha));
                yield return new("Prior eta", Number(topics.Eta));
                break;
        }

        if (clustering is FittedMixture { LabelledDocumentCount: > 0 } guided) yield return new("Given labels", Whole(guided.LabelledDocumentCount));
        if (clustering is FittedMixture { SeedTerm.Count: > 0 } seeded) yield return new("Seed words", string.Join("; ", seeded.SeedTerm));
        int empty = clustering switch { FittedMixture fitted => fitted.EmptyDocumentCount, FittedTopics topics => topics.EmptyDocumentCount, _ => 0 };
        if (empty > 0) yield return new("Documents without tokens", Whole(empty));
        if (clustering.Mapping is { Count: <= 20 } mapping) yield return new("Labels matched", mapping.ToString());
    }

    private static string Range(IReadOnlyList<double> values) => $"{Number(values.Min())} to {Number(values.Max())}";

    private static string Whole(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsNaN(value) ? "unknown" : double.IsInfinity(value) ? "infinite"
        : Math.Abs(value) >= 1000 ? value.ToString("#,0.##", CultureInfo.InvariantCulture) : value.ToString("0.####;-0.####;0", CultureInfo.InvariantCulture) is var text && text == "0" && value != 0 ? value.ToString("G3", CultureInfo.InvariantCulture) : text;
}
