using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Drawing;

namespace MixturePS.Plots;

/// <summary>The objective of a fit against its iterations.</summary>
public sealed class TracePicture : Picture
{
    private const int MarkersUpTo = 60;
    private readonly IReadOnlyList<IReadOnlyList<double>> _traces;
    private readonly string _name;
    private readonly string _unit;
    private readonly string _method;
    private readonly string _note;
    private readonly int _kept;
    private readonly int _burnIn;
    private readonly string _run;

    private TracePicture(FittedClustering clustering, IReadOnlyList<IReadOnlyList<double>> traces, string name, string unit, int kept = 0, int burnIn = 0, string run = "chain")
    {
        (_traces, _name, _unit, _kept, _burnIn, _run) = (traces, name, unit, kept, burnIn, run);
        _method = clustering.Method;
        _note = FormattableString.Invariant($"{clustering.Method}, K = {clustering.K}, {Numbers.Whole(clustering.Dfm.DocumentCount)} documents; {Numbers.Whole(clustering.Iterations)} {Plural(unit)}; {clustering.ConvergenceStatus}.");
    }

    /// <summary>The trace of a fit.</summary>
    /// <param name="clustering">The fit.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot: the trace has no finite value.</exception>
    public static TracePicture Of(FittedClustering clustering, string? title = null)
    {
        var picture = clustering switch
        {
            KMeansClustering kmeans => new TracePicture(kmeans, [kmeans.InertiaTrace], "Inertia", "Iteration") { Title = title },
            MixtureClustering mixture when mixture.ObjectiveTrace.SequenceEqual(mixture.LogLikelihoodTrace) =>
                new TracePicture(mixture, [mixture.LogLikelihoodTrace], "Log-likelihood (nats)", "Iteration") { Title = title },
            MixtureClustering mixture => new TracePicture(mixture, [mixture.ObjectiveTrace], "Objective (nats)", "Iteration") { Title = title },
            GibbsClustering gibbs => new TracePicture(gibbs, gibbs.ChainLogJoint, "Log joint probability (nats)", "Sweep", gibbs.Chain, gibbs.BurnIn) { Title = title },
            FittedTopics { Algorithm: TopicMethod.Gibbs } topics => new TracePicture(topics, topics.ChainTrace, "Log joint probability (nats)", "Sweep", topics.Chain, topics.BurnIn) { Title = title },
            FittedTopics topics => new TracePicture(topics, topics.ChainTrace, "Evidence lower bound (nats)", "Pass", topics.Chain, run: "start") { Title = title },
            _ => throw PlotError.KindMismatch("Trace", clustering.Method, "it records no trace"),
        };
        return picture._traces.Any(trace => trace.Any(double.IsFinite)) ? picture : throw PlotError.Nothing("the trace has no finite value");
    }

    internal override Frame Compose(int width, int height)
    {
        string plain = _name.Split(" (")[0];
        var frame = new Frame(width, height) { Title = Title ?? $"{plain} by {_unit.ToLowerInvariant()}, {_method}", Note = _note };
        var plot = PanelStyle.New(_unit, _name);
        int longest = _traces.Max(trace => trace.Count);
        var (left, right) = PanelStyle.Padded([0, Math.Max(1, longest - 1)], 0.03);
        var (bottom, top) = PanelStyle.Padded(_traces.SelectMany(trace => trace), 0.06);
        PanelStyle.Limit(plot, left, right, bottom, top, AxisTicks.Linear(left, right, Math.Max(3, width / 90), isWhole: true), AxisTicks.Linear(bottom, top, Math.Max(3, height / 60)));
        if (_burnIn > 0 && _burnIn < longest)
        {
            var line = plot.Add.Line(_burnIn, bottom, _burnIn, top);
            line.LineColor = GroupPalette.Faint;
            line.LinePattern = ScottPlot.LinePattern.Dashed;
            frame.Legend.Add(LegendEntry.OfDashes("end of burn-in", GroupPalette.Faint));
        }

        // The chain with the greatest mean is drawn on top.
        foreach (int t in Enumerable.Range(0, _traces.Count).OrderBy(t => t == _kept)) Add(plot, t);
        if (_traces.Count > 1)
            for (int t = 0; t < _traces.Count; t++)
                frame.Legend.Add(new LegendEntry(t != _kept ? $"{_run} {t}" : $"{_run} {t} ({(_run == "chain" ? "greatest mean" : "greatest bound")})") { Line = new ScottPlot.LineStyle { Color = GroupPalette.Of(t), Width = t == _kept ? 2.5f : 1.2f } });
        frame.Panels.Add(plot);
        return frame;
    }

    private static string Plural(string unit) => unit.ToLowerInvariant() + (unit == "Pass" ? "es" : "s");

    private void Add(ScottPlot.Plot plot, int t)
    {
        var points = _traces[t].Select((value, i) => new ScottPlot.Coordinates(i, value)).Where(point => double.IsFinite(point.Y)).ToArray();
        if (points.Length == 0) return;
        var line = plot.Add.Scatter(points, GroupPalette.Of(t));
        line.LineWidth = _traces.Count == 1 || t == _kept ? 2.5f : 1.2f;
        line.MarkerStyle = _traces.Count == 1 && points.Length <= MarkersUpTo ? GroupPalette.Marker(t, 7) : ScottPlot.MarkerStyle.None;
    }
}
