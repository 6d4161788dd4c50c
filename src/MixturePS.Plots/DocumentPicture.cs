using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;
using ScottPlot;

namespace MixturePS.Plots;

/// <summary>
/// Documents on two principal components or discriminants, in one panel coloured by known and one by estimated cluster, if
/// both are available. Estimated clusters have the colours of the known clusters they are matched with. Many documents are
/// counted in hexagons.
/// </summary>
public sealed class DocumentPicture : Picture
{
    private const int MostPoints = 2000;
    private const int RoomForUnit = 360;
    private const int Shades = 5;
    private const double Hexagons = 1100;
    private const double HexagonArea = 2.598;
    private const double LightestShade = 0.3;
    private readonly DocumentMap _map;
    private readonly List<(string Title, int[] Labels)> _panels = [];
    private readonly string _note;
    private readonly Func<int, string> _name;

    private DocumentPicture(Dfm dfm, DocumentMap map, string method, string part)
    {
        _map = map;
        var names = dfm.KnownClusterName;
        _name = label => names is not null && label < names.Count ? names[label] : FormattableString.Invariant($"{part} {label}");
        _note = $"{Numbers.Whole(dfm.DocumentCount)} documents x {Numbers.Whole(dfm.FeatureCount)} features ({dfm.Weighting}){method}; {map.Note}";
    }

    internal override IEnumerable<string> Texts => Groups().Select(_name);

    private int Count => _map.Scores.RowCount;

    /// <summary>The documents of a clustering.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <param name="progress">Receives the progress of the projection, on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token for the projection.</param>
    /// <param name="isDiscriminant">Whether the axes are discriminants of the estimated clusters.</param>
    /// <exception cref="MixtureException">NothingToPlot: the clustering was saved without its documents, or has none.</exception>
    internal static DocumentPicture Of(FittedClustering clustering, string? title = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default, bool isDiscriminant = false)
    {
        var dfm = Documents(clustering.Dfm);
        bool isTopic = clustering is FittedTopics;
        var map = isDiscriminant ? DocumentMap.Discriminant(dfm, clustering.Labels, isTopic ? "dominant topics" : "estimated clusters", progress, cancellation) : DocumentMap.Principal(dfm, progress, cancellation);
        var picture = new DocumentPicture(dfm, map, $"; {clustering.Method}, K = {clustering.K}", isTopic ? "topic" : "cluster") { Title = title };
        int[] labels = [.. clustering.Labels];
        if (dfm.KnownCluster is { } known)
        {
            int[] truth = [.. known];
            picture._panels.Add(("Known cluster", truth));
            labels = LabelMatching.Match(truth, labels, cancellation, dfm.KnownClusterName).Labels;
        }

        picture._panels.Add((isTopic ? "Dominant topic" : "Estimated cluster", labels));
        return picture;
    }

    /// <summary>The documents alone, coloured by known cluster if available.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <param name="progress">Receives the progress of the projection, on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token for the projection.</param>
    /// <param name="isDiscriminant">Whether the axes are discriminants of the known clusters.</param>
    /// <exception cref="MixtureException">NothingToPlot: there are no documents. NoKnownCluster: discriminants need clusters.</exception>
    internal static DocumentPicture Of(Dfm dfm, string? title = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default, bool isDiscriminant = false)
    {
        _ = Documents(dfm);
        if (isDiscriminant && dfm.KnownCluster is null) throw MixtureError.NoKnownCluster();
        var map = isDiscriminant ? DocumentMap.Discriminant(dfm, dfm.KnownCluster!, "known clusters", progress, cancellation) : DocumentMap.Principal(dfm, progress, cancellation);
        var picture = new DocumentPicture(dfm, map, string.Empty, "cluster") { Title = title };
        picture._panels.Add(dfm.KnownCluster is { } known ? ("Known cluster", [.. known]) : (string.Empty, new int[dfm.DocumentCount]));
        return picture;
    }

    internal override Frame Compose(int width, int height)
    {
        var frame = new Frame(width, height) { Title = Title ?? _map.Title, Columns = _panels.Count };
        int[] groups = Groups();
        var (left, right) = PanelStyle.Padded(_map.Scores.Column(0), 0.05);
        var (bottom, top) = PanelStyle.Padded(_map.Scores.Column(1), 0.05);
        var limits = new AxisLimits(left, right, bottom, top);
        int most = 0;
        for (int p = 0; p < _panels.Count; p++)
        {
            string title = _panels[p].Title;
            var plot = PanelStyle.New(Axis(0, width / _panels.Count), p == 0 ? Axis(1, height - 100) : string.Empty, title.Length > 0 ? title : null);
            var xTicks = AxisTicks.Linear(left, right, Math.Max(3, width / _panels.Count / 80));
            PanelStyle.Limit(plot, left, right, bottom, top, xTicks, AxisTicks.Linear(bottom, top, Math.Max(3, height / 60)));
            if (Count > MostPoints) most = Math.Max(most, AddHexagons(plot, _panels[p].Labels, groups, limits, (width / _panels.Count) - 80, height - 160));
            else AddPoints(plot, _panels[p].Labels, groups);
            if (title.Length > 0 && groups.Length > 1) AddNames(plot, _panels[p].Labels, groups);
            frame.Panels.Add(plot);
        }

        frame.Note = _note + (most > 0 ? $". A hexagon has the colour of most of its documents; the darkest has {Numbers.Whole(most)}." : ".");
        if (_panels[0].Title.Length == 0) return frame;
        for (int g = 0; g < groups.Length; g++) frame.Legend.Add(Count > MostPoints ? new LegendEntry(_name(groups[g])) { Box = GroupPalette.Of(g) } : LegendEntry.OfMarker(_name(groups[g]), g));
        return frame;
    }

    private static Dfm Documents(Dfm dfm) => dfm.DocumentCount > 0 ? dfm
        : throw PlotError.Nothing("there are no documents, because the DFM is empty or the clustering was saved with -ExcludeDocument");

    private void AddPoints(Plot plot, int[] labels, int[] groups)
    {
        for (int g = 0; g < groups.Length; g++)
        {
            var points = Enumerable.Range(0, Count).Where(i => labels[i] == groups[g]).Select(Place).ToArray();
            if (points.Length == 0) continue;
            var scatter = plot.Add.ScatterPoints(points, GroupPalette.Of(g));
            scatter.MarkerStyle = GroupPalette.Marker(g, Count > 500 ? 6 : 8);
            scatter.MarkerFillColor = GroupPalette.Of(g).WithAlpha(Count > 500 ? 0.5 : 0.65);
        }
    }

    /// <summary>Adds hexagons whose shade is the logarithm of the number of documents.</summary>
    /// <returns>The greatest number of documents in a hexagon.</returns>
    private int AddHexagons(Plot plot, int[] labels, int[] groups, AxisLimits limits, double width, double height)
    {
        double radius = Math.Sqrt(width * height / Hexagons / HexagonArea), unitX = width / limits.HorizontalSpan, unitY = height / limits.VerticalSpan;
        var points = Enumerable.Range(0, Count).Select(i => ((_map.Scores[i, 0] - limits.Left) * unitX, (_map.Scores[i, 1] - limits.Bottom) * unitY, Array.BinarySearch(groups, labels[i])));
        var bins = HexBins.Of(points, radius, groups.Length);
        int most = bins.Max(bin => bin.Count);
        foreach (var bin in bins)
        {
            Coordinates[] corners = [.. HexBins.Corners(bin.X, bin.Y, radius * 0.98).Select(corner => new Coordinates(limits.Left + (corner.X / unitX), limits.Bottom + (corner.Y / unitY)))];
            var hexagon = plot.Add.Polygon(corners);
            hexagon.FillColor = Shade(bin.Group, bin.Count, most);
            hexagon.LineWidth = 0;
        }

        return most;
    }

    private static Color Shade(int group, int count, int most)
    {
        double share = most == 1 ? 1 : Math.Log(count) / Math.Log(most), step = Math.Round(share * (Shades - 1)) / (Shades - 1);
        return GroupPalette.Of(group).MixedWith(Colors.White, (1 - LightestShade) * (1 - step));
    }

    /// <summary>Adds the names of clusters at the medians of their documents.</summary>
    private void AddNames(Plot plot, int[] labels, int[] groups)
    {
        var names = groups.Select((group, g) => (Documents: Enumerable.Range(0, Count).Where(i => labels[i] == group).ToArray(), Name: _name(group), Color: GroupPalette.Of(g)))
            .Where(group => group.Documents.Length > 0).OrderByDescending(group => group.Documents.Length)
            .Select(group => (group.Name, new Coordinates(Median(group.Documents, 0), Median(group.Documents, 1)), group.Color));
        plot.Add.Plottable(new MapLabels([.. names]));
    }

    private double Median(int[] documents, int axis)
    {
        double[] sorted = [.. documents.Select(i => _map.Scores[i, axis]).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private Coordinates Place(int document) => new(_map.Scores[document, 0], _map.Scores[document, 1]);

    private int[] Groups() => [.. _panels.SelectMany(panel => panel.Labels).Distinct().Order()];

    private string Axis(int axis, int room) => room < RoomForUnit ? _map.Axes[axis].Short : _map.Axes[axis].Long;
}
