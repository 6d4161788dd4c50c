using ScottPlot;
using SkiaSharp;

namespace MixturePS.Plots.Drawing;

/// <summary>
/// The layout of a picture: the title, the legend below it, panels in columns, and a note at the bottom, without
/// overlap.
/// </summary>
internal sealed class Frame(int width, int height)
{
    private const float Margin = 12;
    private const float KeyWidth = 34;
    private const float EntryGap = 20;
    private const float LegendLine = 21;
    private const int MostLegendLines = 4;
    private const float LabelRoom = 22;

    public required string Title { get; init; }

    public List<LegendEntry> Legend { get; } = [];

    public List<Plot> Panels { get; } = [];

    public int Columns { get; set; } = 1;

    /// <summary>The label of the horizontal axes of all panels; empty if each panel has its own.</summary>
    public string XLabel { get; set; } = string.Empty;

    /// <summary>The label of the vertical axes of all panels; empty if each panel has its own.</summary>
    public string YLabel { get; set; } = string.Empty;

    public string Note { get; set; } = string.Empty;

    public void Render(SKCanvas canvas)
    {
        using var paint = Paint.NewDisposablePaint();
        float top = Margin;
        var title = new LabelStyle { FontSize = 18, Bold = true, ForeColor = GroupPalette.Ink, Alignment = Alignment.UpperCenter };
        foreach (string line in TextLines.Wrap(Title, width - (2 * Margin), title, paint, 2))
        {
            Lettering.Render(canvas, title, new Pixel(width / 2f, top), paint, line);
            top += 25;
        }

        top = RenderLegend(canvas, paint, top + 3) + 3;
        float bottom = height - (Margin / 2);
        var note = new LabelStyle { FontSize = 11.5f, ForeColor = GroupPalette.Faint, Alignment = Alignment.UpperLeft };
        var lines = TextLines.Wrap(Note, width - (2 * Margin), note, paint, 3);
        bottom -= 16 * lines.Count;
        for (int i = 0; i < lines.Count; i++) Lettering.Render(canvas, note, new Pixel(Margin, bottom + (16 * i)), paint, lines[i]);
        RenderPanels(canvas, paint, top, bottom);
    }

    private void RenderPanels(SKCanvas canvas, Paint paint, float top, float bottom)
    {
        float start = Margin / 2;
        var label = new LabelStyle { FontSize = PanelStyle.LabelSize, ForeColor = GroupPalette.Ink, Alignment = Alignment.LowerCenter };
        if (XLabel.Length > 0)
        {
            Lettering.Render(canvas, label, new Pixel((width / 2f) + (YLabel.Length > 0 ? LabelRoom / 2 : 0), bottom - 4), paint, XLabel);
            bottom -= LabelRoom;
        }

        if (YLabel.Length > 0)
        {
            label.Alignment = Alignment.UpperCenter;
            label.Rotation = -90;
            Lettering.Render(canvas, label, new Pixel(start + 2, (top + bottom) / 2), paint, YLabel);
            start += LabelRoom;
        }

        int rows = PanelGrid.Rows(Panels.Count, Columns);
        float panelWidth = (width - start - (Margin / 2)) / Columns, panelHeight = (bottom - top) / Math.Max(1, rows);
        for (int p = 0; p < Panels.Count; p++)
        {
            float left = start + (p % Columns * panelWidth), upper = top + (p / Columns * panelHeight);
            RenderOnce(canvas, Panels[p], new PixelRect(left, left + panelWidth, upper + panelHeight, upper));
            Panels[p].Dispose();
        }
    }

    /// <summary>
    /// A plot renders twice if its limits weren't known before. The first rendering is discarded, so that each element
    /// appears once in the picture.
    /// </summary>
    private static void RenderOnce(SKCanvas canvas, Plot plot, PixelRect place)
    {
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        using var recorder = new SKPictureRecorder();
        plot.Render(recorder.BeginRecording(new SKRect(0, 0, place.Right, place.Bottom)), place);
        plot.Render(canvas, place);
    }

    private float RenderLegend(SKCanvas canvas, Paint paint, float top)
    {
        var style = new LabelStyle { FontSize = 13, ForeColor = GroupPalette.Ink, Alignment = Alignment.MiddleLeft };
        var lines = new List<List<(LegendEntry Entry, float Width)>>();
        float room = width - (2 * Margin), used = float.PositiveInfinity;
        int shown = 0;
        foreach (var entry in Legend)
        {
            string text = TextLines.Shorten(entry.Text, Math.Min(room - KeyWidth, 360), style, paint);
            float size = KeyWidth + Lettering.Width(text, style, paint);
            if (used + EntryGap + size > room)
            {
                if (lines.Count == MostLegendLines) break;
                lines.Add([]);
                used = -EntryGap;
            }

            lines[^1].Add((entry with { Text = text }, size));
            used += EntryGap + size;
            shown++;
        }

        if (shown < Legend.Count) Note = string.Join(" ", Legend.Count - shown == 1 ? "1 more is not in the legend." : $"{Numbers.Whole(Legend.Count - shown)} more are not in the legend.", Note);
        foreach (var line in lines)
        {
            float left = (width - line.Sum(entry => entry.Width) - (EntryGap * (line.Count - 1))) / 2;
            foreach (var (entry, size) in line)
            {
                RenderKey(canvas, paint, entry, left, top + (LegendLine / 2));
                Lettering.Render(canvas, style, new Pixel(left + KeyWidth, top + (LegendLine / 2)), paint, entry.Text);
                left += size + EntryGap;
            }

            top += LegendLine;
        }

        return top;
    }

    private static void RenderKey(SKCanvas canvas, Paint paint, LegendEntry entry, float left, float middle)
    {
        float right = left + KeyWidth - 7;
        if (entry.Box is { } color)
        {
            var box = new PixelRect(right - 14, right, middle + 7, middle - 7);
            ScottPlot.Drawing.FillRectangle(canvas, box, paint, new FillStyle { Color = color });
            ScottPlot.Drawing.DrawRectangle(canvas, box, paint, new LineStyle { Color = GroupPalette.Faint, Width = 0.5f });
        }

        if (entry.Line is { } line) ScottPlot.Drawing.DrawLine(canvas, paint, new Pixel(left, middle), new Pixel(right, middle), line);
        if (entry.Marker is { } marker) ScottPlot.Drawing.DrawMarker(canvas, paint, new Pixel(entry.Line is null ? right - 7 : (left + right) / 2, middle), marker);
    }
}
