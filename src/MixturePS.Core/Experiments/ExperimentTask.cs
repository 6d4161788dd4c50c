using System.Diagnostics;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>A replicate of a cell: its documents, which all methods share, and one row per method.</summary>
internal sealed class ExperimentTask(ExperimentPlan plan, ExperimentCell cell, int replicate, IReadOnlyList<ExperimentMethod> methods)
{
    private readonly int _rank = plan.Rank(cell.Key);

    /// <summary>The number of the replicate in the plan.</summary>
    public long Number => plan.Task(_rank, replicate);

    /// <summary>The methods, in the order of the rows.</summary>
    public IReadOnlyList<ExperimentMethod> Methods => methods;

    /// <summary>The rows so far, one per method; null before it has run.</summary>
    public ExperimentRow?[] Rows { get; } = new ExperimentRow?[methods.Count];

    /// <summary>The rows that the journal already has.</summary>
    public bool[] IsRecorded { get; } = new bool[methods.Count];

    /// <summary>Whether every method has its row.</summary>
    public bool IsDone { get; set; }

    /// <summary>An error outside of a run, or null.</summary>
    public Exception? Fault { get; private set; }

    private Dfm? Dfm { get; set; }

    private (double? Value, double? Error) Bound { get; set; }

    /// <summary>Draws the documents and runs the built-in methods, on any thread.</summary>
    public void Run(CancellationToken cancellation)
    {
        try
        {
            try
            {
                Dfm = cell.Draw(plan.DataSeed(_rank, replicate), cancellation);
                Bound = ExperimentBound.Measure(Dfm, Dfm.Model!, cell.LengthDistribution, cancellation);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                for (int m = 0; m < methods.Count; m++)
                    if (!IsRecorded[m]) Rows[m] = Failed(plan.Row(_rank, replicate, methods[m]), error, null);
                return;
            }

            bool isLeft = false;
            for (int m = 0; m < methods.Count; m++)
            {
                if (IsRecorded[m]) continue;
                if (methods[m].Kind is null) isLeft = true;
                else Rows[m] = Measure(methods[m], (dfm, seed) => ExperimentOutcome.Of(MethodFit.Fit(methods[m], dfm, (uint)seed, cancellation)), cancellation);
            }

            if (!isLeft) Dfm = null;
        }
        catch (Exception error)
        {
            Fault = error;
        }
    }

    /// <summary>Runs the custom methods that have no row yet, on the calling thread.</summary>
    public void RunExternal(Func<ExperimentMethod, Dfm, long, ExperimentOutcome> run, CancellationToken cancellation)
    {
        if (Dfm is null) return;
        for (int m = 0; m < methods.Count; m++)
        {
            var method = methods[m];
            if (Rows[m] is null && !IsRecorded[m]) Rows[m] = Measure(method, (dfm, seed) => run(method, dfm, seed), cancellation);
        }

        Dfm = null;
    }

    private ExperimentRow Measure(ExperimentMethod method, Func<Dfm, long, ExperimentOutcome> run, CancellationToken cancellation)
    {
        var row = plan.Row(_rank, replicate, method) with { Bound = Bound.Value, BoundError = Bound.Error };
        long started = Stopwatch.GetTimestamp();
        double? seconds = null;
        try
        {
            var outcome = run(Dfm!, row.Seed ?? 0);
            seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (outcome.Error is not null) return row with { Seconds = seconds, ErrorId = outcome.ErrorId, Error = outcome.Error };
            var accuracy = Accuracy(Dfm!.KnownCluster!, outcome, cancellation);
            var measured = row with { EstimatedK = accuracy.K, Iterations = outcome.Iterations, Converged = outcome.Converged, Seconds = seconds };
            foreach (var index in ExperimentRow.ColumnsOf(ExperimentColumnKind.Index)) index.Set(measured, index.OfAccuracy!(accuracy));
            return measured;
        }
        catch (MixtureException error)
        {
            return Failed(row, error, seconds ?? Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception error) when (method.Kind is not null && error is not OperationCanceledException)
        {
            return Failed(row, error, seconds ?? Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    /// <summary>The agreement over the documents whose label the method wasn't given.</summary>
    private static ClusterAccuracy Accuracy(IReadOnlyList<int> known, ExperimentOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Labelled.Count == 0) return ClusterAccuracy.Measure(known.ToArray(), outcome.Labels.ToArray(), cancellation);
        if (outcome.Labelled.Count == known.Count) throw GuidanceError.NoUnlabelledDocument(known.Count);
        return ClusterAccuracy.Measure(FittedClustering.Others(known, outcome.Labelled), FittedClustering.Others(outcome.Labels, outcome.Labelled), cancellation);
    }

    private static ExperimentRow Failed(ExperimentRow row, Exception error, double? seconds) => row with
    {
        Seconds = seconds,
        ErrorId = error is MixtureException known ? known.Id : error.GetType().Name,
        Error = error.Message,
    };
}

/// <summary>The result of a method: a label per document, or an error.</summary>
internal sealed record ExperimentOutcome
{
    public IReadOnlyList<int> Labels { get; init; } = [];

    /// <summary>The documents whose label the method was given, ascending.</summary>
    public IReadOnlyList<int> Labelled { get; init; } = [];

    public int? Iterations { get; init; }

    public bool? Converged { get; init; }

    public string? ErrorId { get; init; }

    public string? Error { get; init; }

    public static ExperimentOutcome Of(FittedClustering clustering) =>
        new() { Labels = clustering.Labels, Labelled = clustering.GivenDocuments, Iterations = clustering.Iterations, Converged = clustering.Converged };
}
