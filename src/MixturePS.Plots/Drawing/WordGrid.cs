using ScottPlot;

namespace MixturePS.Plots.Drawing;

/// <summary>The words of a cluster or topic with their values, the greatest first.</summary>
/// <param name="Title">The name of the cluster.</param>
/// <param name="Words">The words.</param>
/// <param name="Size">The size of the cluster, by which clusters are chosen if there is no room for all.</param>
internal sealed record WordList(string Title, IReadOnlyList<(string Word, double Value)> Words, double Size);

/// <summary>
/// A panel of bars for each cluster, with its own words. All panels have the same scale. If there is no room for all
/// clusters, the largest ones are shown.
/// </summary>
internal sealed class WordGrid(IReadOnlyList<WordList> lists)
{
    private const float WordHeight = 16;
    private const float PanelRoom = 68;
    private const float WordSize = 12;
    private const float Rest = 92;
    private const int WantedWords = 8;
    private const int MostWords = 12;
    private const int LeastWords = 3;
    private const double PanelShape = 1.35;
    private const double LeastPanel = 155;
    private const double NarrowestPanel = 150;
    private const double LeastScale = 0.6;

    /// <summary>The height at which each cluster has eight words, if a picture can be that tall.</summary>
    public int HeightFor(int width)
    {
        int words = Math.Min(WantedWords, lists.Max(list => list.Words.Count));
        int rows = PanelGrid.Rows(lists.Count, PanelGrid.Columns(lists.Count, width, Picture.DefaultHeight - Rest, PanelShape, LeastPanel));
        return Math.Clamp((int)(Rest + (rows * (PanelRoom + (WordHeight * words)))), Picture.DefaultHeight, PictureFile.GreatestSize);
    }

    /// <summary>The factor by which the size is enlarged before the picture is scaled down, so that more clusters have room.</summary>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="scale">The scale so far, which is at least 0.6 in the end.</param>
    public double Enlargement(double width, double height, double scale)
    {
        double most = Math.Max(1, scale / LeastScale);
        for (double factor = 1; factor < most; factor += 0.05)
        {
            var (columns, rows) = Arrange((int)(width * factor), (float)(height * factor) - Rest);
            if (columns * rows >= lists.Count) return factor;
        }

        return most;
    }

    /// <summary>Adds the panels.</summary>
    /// <param name="frame">The frame to add them to.</param>
    /// <param name="axis">The label of the axes.</param>
    /// <param name="color">The colour of each cluster.</param>
    /// <param name="width">The width of the picture.</param>
    /// <param name="height">The height of the picture.</param>
    /// <returns>The number of clusters and of words of each that are shown.</returns>
    public (int Clusters, int Words) AddTo(Frame frame, string axis, Func<int, Color> color, int width, int height)
    {
        float room = height - Rest;
        var (columns, rows) = Arrange(width, room);
        int[] shown = [.. Enumerable.Range(0, lists.Count).OrderByDescending(c => lists[c].Size).ThenBy(c => c).Take(columns * rows).Order()];
        rows = PanelGrid.Rows(shown.Length, columns);
        int words = Math.Clamp((int)(((room / rows) - PanelRoom) / WordHeight), 1, MostWords);
        (frame.Columns, frame.XLabel) = (columns, axis);
        float panelWidth = (width - 12f) / columns;
        var range = BarPanel.Range(shown.SelectMany(c => lists[c].Words.Take(words).Select(word => (double?)word.Value)));
        string[][] names = [.. shown.Select(c => BarPanel.Shortened(lists[c].Words.Take(words).Select(word => word.Word), panelWidth * 0.5f))];
        float widest = names.Max(BarPanel.Widest);
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        for (int p = 0; p < shown.Length; p++)
        {
            var list = lists[shown[p]];
            string title = TextLines.Shorten(list.Title, panelWidth - 30, style, paint);

            // A cluster with fewer words has the same thickness of bars.
            string[] padded = [.. names[p], .. Enumerable.Repeat(string.Empty, Math.Min(words, lists.Max(other => other.Words.Count)) - names[p].Length)];
            double?[] values = [.. padded.Select((_, i) => i < names[p].Length ? list.Words[i].Value : (double?)null)];
            var plot = BarPanel.Draw(string.Empty, title, padded, [new BarSeries(color(shown[p]), values)], range, panelWidth - widest - 40, (room / rows) - PanelRoom, hasValues: false);
            plot.Axes.Title.Label.FontSize = PanelStyle.TickSize;
            plot.Axes.Left.TickLabelStyle.FontSize = WordSize;
            plot.Axes.Left.MinimumSize = widest + 16;
            frame.Panels.Add(plot);
        }

        return (shown.Length, words);
    }

    /// <summary>As many columns as let each cluster have a few words; if that fails, as many clusters as have room.</summary>
    private (int Columns, int Rows) Arrange(int width, float room)
    {
        float least = PanelRoom + (WordHeight * LeastWords);
        int columns = PanelGrid.Columns(lists.Count, width, room, PanelShape, LeastPanel);
        while (room / PanelGrid.Rows(lists.Count, columns) < least && width / (columns + 1) >= NarrowestPanel) columns++;
        return (columns, Math.Max(1, Math.Min(PanelGrid.Rows(lists.Count, columns), (int)(room / least))));
    }
}
