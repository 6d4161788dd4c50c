using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;

namespace MixturePS.Plots;

/// <summary>
/// A metric of experiments against a factor: a line with markers and 95 % intervals for each group, and the Bayes rule
/// as a dashed line; one panel for each value of a further factor, all with the same axes. An axis is logarithmic if its
/// values span more than a factor of ten; values that aren't numbers are placed at equal distances. Rows of a search for
/// a target give the value that is needed, with an open marker at the top where the target wasn't reached.
/// </summary>
public sealed class LinePicture : Picture
{
    private const double PanelShape = 1.35;
    private const double LeastPanel = 190;
    private const int PanelHeight = 210;
    private readonly FactorPanels _panels;
    private readonly string? _note;

    private LinePicture(FactorPanels panels, string? note)
    {
        (_panels, _note) = (panels, note);
        HasOneBound = _panels.Parts.All(part => IsOneBound(part.Summary));
    }

    /// <summary>The number of rows that were omitted because they have no value of the metric.</summary>
    public int LeftOut => All.LeftOut;

    internal override IEnumerable<string> Texts => [.. All.Groups, .. All.Categories, .. _panels.Parts.Select(part => part.Level)];

    /// <summary>Whether the Bayes rule is the same for all groups.</summary>
    internal bool HasOneBound { get; }

    private FactorSummary All => _panels.All;

    private string ValueLabel => All.Compared is { } compared ? $"Difference in {Labels.Within(compared)}{(All.Reference is { } reference ? $" from {Labels.Method(reference)}" : string.Empty)}" : Labels.Axis(All.Metric);

    /// <summary>Summarises rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="x">The factor, or null for the one that varies.</param>
    /// <param name="group">The property that defines groups; null for the method, if there is one, or else another factor; empty for a single group.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <param name="panel">The property with a panel for each of its values; null for another factor that varies, if there is one; empty for one panel.</param>
    /// <param name="note">The note below, or null for one that states the runs.</param>
    /// <exception cref="MixtureException">NothingToPlot, MissingProperty, NotNumeric, NoFactorVaries or TooManyToPlot.</exception>
    public static LinePicture Of(PlotTable table, string metric, string? x, string? group, string? title = null, string? panel = null, string? note = null)
    {
        var panels = FactorPanels.Of(table, metric, x, group, panel);
        if (panels.All.Groups.Count > GroupPalette.Count)
            throw PlotError.TooMany(panels.All.Groups.Count, $"values of {panels.All.GroupName}", GroupPalette.Count, "select some of the rows, or give another -Group");
        return new LinePicture(panels, note) { Title = title };
    }

    internal override int HeightFor(int width)
    {
        int columns = PanelGrid.Columns(_panels.Parts.Count, width, DefaultHeight - 110, PanelShape, LeastPanel);
        return Math.Max(DefaultHeight, 110 + (PanelHeight * PanelGrid.Rows(_panels.Parts.Count, columns)));
    }

    internal override Frame Compose(int width, int height)
    {
        int count = _panels.Parts.Count, columns = PanelGrid.Columns(count, width, height - 110, PanelShape, LeastPanel);
        var frame = new Frame(width, height) { Title = Title ?? Described(), Note = _note ?? Note(), Columns = columns };
        bool isOne = count == 1;
        if (!isOne) (frame.XLabel, frame.YLabel) = (Labels.Axis(All.X), ValueLabel);
        int panelWidth = isOne ? width : (width - 40) / columns, panelHeight = isOne ? height : (height - 90) / PanelGrid.Rows(count, columns);
        var axes = new LineAxes(All, [.. _panels.Parts.Select(part => part.Summary)], HasOneBound, panelWidth, panelHeight);
        foreach (var (level, summary) in _panels.Parts)
        {
            string? title = _panels.Name is { } name ? $"{Labels.Name(name)} = {level}" : null;
            frame.Panels.Add(LinePanel.Draw(summary, axes, isOne ? Labels.Axis(All.X) : string.Empty, isOne ? ValueLabel : string.Empty, title, HasOneBound));
        }

        AddLegend(frame);
        return frame;
    }

    private static bool IsOneBound(FactorSummary summary) => summary.GroupName is null || summary.GroupName.Equals("Method", StringComparison.OrdinalIgnoreCase)
        || summary.Points.GroupBy(point => point.X).All(at => at.Select(point => point.Bound).Distinct().Count() == 1);

    private string Described()
    {
        string subject = All.Target is { } target ? $"{Labels.Name(All.Metric)} needed for {Article(target.Goal)} {target.Goal}" : All.Compared is not null ? ValueLabel : Labels.Name(All.Metric);
        string[] each = [.. new[] { All.Groups.Count > 1 ? All.GroupName : null, _panels.Name }.OfType<string>().Select(Labels.Within)];
        return $"{subject} by {Labels.Within(All.X)}{(each.Length > 0 ? $" for each {string.Join(" and ", each)}" : string.Empty)}";
    }

    private static string Article(string noun) => "aeiou".Contains(char.ToLowerInvariant(noun[0]), StringComparison.Ordinal) ? "an" : "a";

    private void AddLegend(Frame frame)
    {
        var summaries = _panels.Parts.Select(part => part.Summary).ToArray();
        if (All.Bound.Count > 0 && !LinePanel.ShowsRule(All)) frame.Legend.Add(LegendEntry.OfDashes(HasOneBound ? Labels.BayesRule : Labels.BayesRule + " of each, in its colour", GroupPalette.Ink));
        if (All.GroupName is { } name)
        {
            for (int g = 0; g < All.Groups.Count; g++)
            {
                string text = Labels.Method(All.Groups[g]);
                if (char.IsAsciiDigit(text.FirstOrDefault())) text = $"{Labels.Name(name)} {text}";
                frame.Legend.Add(All.IsNumeric ? LegendEntry.OfLine(text, g) : LegendEntry.OfMarker(text, g));
            }
        }

        double[] open = [.. summaries.SelectMany(summary => summary.Points).Where(point => point.IsOpen).Select(point => point.Mean).Distinct()];
        if (open.Length > 0)
            frame.Legend.Add(new LegendEntry(open.Length == 1 ? $"not reached within {Numbers.Short(open[0])}" : "not reached") { Marker = GroupPalette.OpenMarker(0, 9, GroupPalette.Ink) });
    }

    private string Note()
    {
        var points = _panels.Parts.SelectMany(part => part.Summary.Points).ToList();
        int least = points.Min(point => point.Count), most = points.Max(point => point.Count);
        string noun = All.Compared is null ? "run" : "pair";
        string runs = (least == most ? $"{Numbers.Whole(most)} " : $"{Numbers.Whole(least)} to {Numbers.Whole(most)} ") + (most == 1 ? noun : noun + "s");
        string note = All.Target is { } target
            ? $"Smallest {Labels.Within(All.Metric)} that was run with {Article(target.Goal)} {target.Goal}; {runs} each"
            : $"{runs} per point" + (points.Any(point => point.Interval is not null) ? ", with 95 % intervals of the mean" + (All.Compared is null ? string.Empty : " difference") : string.Empty);
        string[] averaged = [.. _panels.Parts.SelectMany(part => part.Summary.Averaged).Distinct()];
        if (averaged.Length > 0) note += $"; over {string.Join(" and ", averaged)}";
        if (All.LeftOut > 0) note += $"; {Numbers.LeftOut(All.LeftOut)}";
        return note + ".";
    }
}
