using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Drawing;
using ScottPlot;

namespace MixturePS.Plots;

/// <summary>
/// Documents on their first two principal components, in one panel coloured by known and one by estimated cluster, if
/// both are available. Estimated clusters have the colours of the known clusters they are matched with.
/// </summary>
public sealed class DocumentPicture : Picture
{
    private const int MostShown = 2000;
    private const int RoomForUnit = 360;
    private readonly PrincipalComponents _components;
    private readonly int[] _shown;
    private readonly List<(string Title, int[] Labels)> _panels = [];
    private readonly string _note;
    private readonly Func<int, string> _name;

    private DocumentPicture(Dfm dfm, PrincipalComponents components, string method)
    {
        _components = components;
        int n = dfm.DocumentCount, shown = Math.Min(n, MostShown);
        _shown = [.. Enumerable.Range(0, shown).Select(i => (int)((long)i * n / shown))];
        var names = dfm.KnownClusterName;
        _name = label => names is not null && label < names.Count ? names[label] : FormattableString.Invariant($"cluster {label}");
        string of = shown == n ? $"{Numbers.Whole(n)} documents" : $"{Numbers.Whole(shown)} of {Numbers.Whole(n)} documents (evenly spaced)";
        _note = $"{of} x {Numbers.Whole(dfm.FeatureCount)} features ({dfm.Weighting}){method}; share of the variance in brackets.";
    }

    internal override IEnumerable<string> Texts => Groups().Select(_name);

    /// <summary>The documents of a clustering.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <param name="progress">Receives the progress of the principal components, on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token for the principal components.</param>
    /// <exception cref="MixtureException">NothingToPlot: the clustering was saved without its documents, or has none.</exception>
    internal static DocumentPicture Of(FittedClustering clustering, string? title = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var picture = new DocumentPicture(clustering.Dfm, Components(clustering.Dfm, progress, cancellation), $"; {clustering.Method}, K = {clustering.K}") { Title = title };
        int[] labels = [.. clustering.Labels];
        if (clustering.Dfm.KnownCluster is { } known)
        {
            int[] truth = [.. known];
            picture._panels.Add(("Known cluster", truth));
            labels = LabelMatching.Match(truth, labels, cancellation, clustering.Dfm.KnownClusterName).Labels;
        }

        picture._panels.Add(("Estimated cluster", labels));
        return picture;
    }

    /// <summary>The documents alone, coloured by known cluster if available.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <param name="progress">Receives the progress of the principal components, on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token for the principal components.</param>
    /// <exception cref="MixtureException">NothingToPlot: there are no documents.</exception>
    internal static DocumentPicture Of(Dfm dfm, string? title = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var picture = new DocumentPicture(dfm, Components(dfm, progress, cancellation), string.Empty) { Title = title };
        picture._panels.Add(dfm.KnownCluster is { } known ? ("Known cluster", [.. known]) : (string.Empty, new int[dfm.DocumentCount]));
        return picture;
    }

    internal override Frame Compose(int width, int height)
    {
        var frame = new Frame(width, height) { Title = Title ?? "Documents by their first two principal components", Columns = _panels.Count, Note = _note };
        int[] groups = Groups();
        var (left, right) = PanelStyle.Padded(_shown.Select(i => _components.Scores[i, 0]), 0.05);
        var (bottom, top) = PanelStyle.Padded(_shown.Select(i => _components.Scores[i, 1]), 0.05);
        for (int p = 0; p < _panels.Count; p++)
        {
            string title = _panels[p].Title;
            var plot = PanelStyle.New(Axis(0, width / _panels.Count), p == 0 ? Axis(1, height - 100) : string.Empty, title.Length > 0 ? title : null);
            var xTicks = AxisTicks.Linear(left, right, Math.Max(3, width / _panels.Count / 80));
            PanelStyle.Limit(plot, left, right, bottom, top, xTicks, AxisTicks.Linear(bottom, top, Math.Max(3, height / 60)));
            AddPoints(plot, _panels[p].Labels, groups);
            frame.Panels.Add(plot);
        }

        if (_panels[0].Title.Length == 0) return frame;
        for (int g = 0; g < groups.Length; g++) frame.Legend.Add(LegendEntry.OfMarker(_name(groups[g]), g));
        return frame;
    }

    private static PrincipalComponents Components(Dfm dfm, IProgress<ProgressReport>? progress, CancellationToken cancellation) => dfm.DocumentCount == 0
        ? throw PlotError.Nothing("there are no documents, because the DFM is empty or the clustering was saved with -ExcludeDocument")
        : PrincipalComponents.Fit(dfm.Matrix, 2, progress, cancellation);

    private void AddPoints(Plot plot, int[] labels, int[] groups)
    {
        for (int g = 0; g < groups.Length; g++)
        {
            var points = _shown.Where(i => labels[i] == groups[g]).Select(i => new Coordinates(_components.Scores[i, 0], _components.Scores[i, 1])).ToArray();
            if (points.Length == 0) continue;
            var scatter = plot.Add.ScatterPoints(points, GroupPalette.Of(g));
            scatter.MarkerStyle = GroupPalette.Marker(g, _shown.Length > 500 ? 6 : 8);
            scatter.MarkerFillColor = GroupPalette.Of(g).WithAlpha(0.65);
        }
    }

    private int[] Groups() => [.. _panels.SelectMany(panel => _shown.Select(i => panel.Labels[i])).Distinct().Order()];

    private string Axis(int component, int room) =>
        $"{(component == 0 ? "First" : "Second")} component ({Numbers.Percent(_components.VarianceShare(component))}{(room < RoomForUnit ? string.Empty : " of the variance")})";
}
