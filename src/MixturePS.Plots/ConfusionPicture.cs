using System.Globalization;
using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Drawing;
using MixturePS.Plots.Typesetting;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots;

/// <summary>
/// The number of documents for each pair of a known and an estimated cluster: the shade is the share of the known
/// cluster's documents, and the cell contains the count if there is room. Estimated clusters are ordered so that each
/// is on the diagonal with its matched known cluster.
/// </summary>
public sealed class ConfusionPicture : Picture
{
    private const int Most = 100;
    private const int LongestName = 24;
    private readonly CountMatrix _counts;
    private readonly int[] _order;
    private readonly string[] _known;
    private readonly string[] _estimated;
    private readonly double? _accuracy;

    private ConfusionPicture(CountMatrix counts, int[] order, string[] known, string[] estimated, double? accuracy) =>
        (_counts, _order, _known, _estimated, _accuracy) = (counts, order, known, estimated, accuracy);

    internal override IEnumerable<string> Texts => [.. _known, .. _estimated];

    /// <summary>The confusion matrix of an accuracy.</summary>
    /// <param name="accuracy">The accuracy.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">TooManyToPlot.</exception>
    public static ConfusionPicture Of(ClusterAccuracy accuracy, string? title = null)
    {
        if (Math.Max(accuracy.KnownK, accuracy.K) > Most || accuracy.ConfusionMatrix is not { } counts)
            throw PlotError.TooMany(Math.Max(accuracy.KnownK, accuracy.K), "clusters", Most, "see the ConfusionMatrix property instead");
        string[] known = Labelled(counts.RowNames!, ContingencyTable.KnownPrefix), estimated = Labelled(counts.ColumnNames!, ContingencyTable.EstimatedPrefix);

        // Clusters without a match come after the diagonal.
        int[] order = [.. Enumerable.Range(0, counts.ColumnCount).OrderBy(c => Row(accuracy.Mapping.Values[c])).ThenBy(c => c)];
        return new ConfusionPicture(counts, order, known, estimated, accuracy.Accuracy) { Title = title };

        int Row(int label) => label < 0 ? int.MaxValue : label;
    }

    internal override Frame Compose(int width, int height)
    {
        long documents = 0;
        foreach (long count in _counts.Values) documents += count;
        string accuracy = _accuracy is { } share ? $", accuracy {Numbers.Fixed(share, 3)}" : string.Empty;
        var frame = new Frame(width, height)
        {
            Title = Title ?? $"Known and estimated clusters{accuracy}",
            Note = $"{Numbers.Whole(documents)} documents; a cell's shade is its share of the known cluster's documents.",
        };
        var plot = PanelStyle.New("Estimated cluster", "Known cluster");
        int rows = _counts.RowCount, columns = _counts.ColumnCount;
        PanelStyle.Limit(plot, -0.5, columns - 0.5, -0.5, rows - 0.5, Ticks(Array.ConvertAll(_order, c => _estimated[c]), width / 45, forward: true), Ticks(_known, height / 25, forward: false));
        plot.Grid.IsVisible = false;
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Right.MinimumSize = 20;
        for (int r = 0; r < rows; r++) AddRow(plot, r, Math.Min((width - 110f) / columns, 4f * (height - 130) / rows), (height - 130f) / rows);
        frame.Panels.Add(plot);
        foreach (double at in (double[])[0, 0.25, 0.5, 0.75, 1]) frame.Legend.Add(new LegendEntry(Numbers.Percent(at)) { Box = GroupPalette.Shade(at) });
        return frame;
    }

    private void AddRow(Plot plot, int r, float cellWidth, float cellHeight)
    {
        long total = 0;
        for (int c = 0; c < _counts.ColumnCount; c++) total += _counts[r, c];
        for (int at = 0; at < _order.Length; at++)
        {
            long count = _counts[r, _order[at]];
            double share = total == 0 ? 0 : (double)count / total;
            double y = _counts.RowCount - 1 - r;
            var cell = plot.Add.Rectangle(at - 0.5, at + 0.5, y - 0.5, y + 0.5);
            cell.FillColor = GroupPalette.Shade(share);
            cell.LineColor = Colors.White;
            cell.LineWidth = _counts.RowCount <= 30 ? 1.5f : 0;
            string text = Numbers.Whole(count);
            float size = Math.Min(16, Math.Min(cellHeight * 0.6f, cellWidth / (0.7f * Math.Max(2, text.Length))));
            if (size < 7) continue;
            var label = plot.Add.Text(text, at, y);
            label.LabelFontSize = size;
            label.LabelFontColor = GroupPalette.On(share);
            label.Alignment = Alignment.MiddleCenter;
        }
    }

    private static NumericManual Ticks(string[] names, int room, bool forward)
    {
        int every = Math.Max(1, (names.Length + room - 1) / Math.Max(1, room));
        var ticks = new NumericManual { MaxTickCount = int.MaxValue };
        for (int i = 0; i < names.Length; i += every) ticks.AddMajor(forward ? i : names.Length - 1 - i, Shortened(names[i]));
        return ticks;
    }

    private static string[] Labelled(IReadOnlyList<string> names, string prefix) => [.. names.Select(name => name[prefix.Length..])];

    /// <summary>At most 24 characters, of which wide ones count twice.</summary>
    private static string Shortened(string name)
    {
        name = TextCleaning.Clean(name);
        int used = 0, cut = 0;
        foreach (int start in StringInfo.ParseCombiningCharacters(name))
        {
            if (used <= LongestName - 3) cut = start;
            used += Scripts.IsWide(char.ConvertToUtf32(name, start)) ? 2 : 1;
            if (used > LongestName) return name[..cut] + "...";
        }

        return name;
    }
}
