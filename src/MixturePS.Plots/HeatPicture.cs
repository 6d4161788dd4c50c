using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots;

/// <summary>
/// A matrix as shades with a colour bar. The rows and columns of co-clustering probabilities are ordered by cluster, and
/// lines divide the clusters.
/// </summary>
public sealed class HeatPicture : Picture
{
    private const int MostDocuments = 1000;
    private const int MostNumbers = 400;
    private const float RoomForNumber = 34;
    private const float HeightForNumber = 15;
    private readonly DenseMatrix _matrix;
    private readonly MatrixOrder? _order;
    private readonly string[]? _blockNames;
    private readonly string _title;
    private readonly string _note;
    private readonly double _least;
    private readonly double _most;

    private HeatPicture(DenseMatrix matrix, MatrixOrder? order, string[]? blockNames, string title, string note)
    {
        (_matrix, _order, _blockNames, _title, _note) = (matrix, order, blockNames, title, note);
        if (matrix.Values.Count == 0) throw PlotError.Nothing("the matrix has no cells");
        (_least, _most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in matrix.Values)
            if (double.IsFinite(value)) (_least, _most) = (Math.Min(_least, value), Math.Max(_most, value));
        if (_least > _most) throw PlotError.Nothing("the matrix has no finite value");

        // Probabilities are comparable between pictures; other values begin at zero unless they are far from it.
        if (_least >= 0 && (order is not null || _least < 0.5 * _most)) _least = 0;
        if (order is not null || (_most <= 1 && _most > 0.5 && _least == 0)) _most = 1;
        if (_most <= _least) _most = _least + 1;
    }

    internal override IEnumerable<string> Texts => [.. _matrix.RowNames ?? [], .. _matrix.ColumnNames ?? [], .. _blockNames ?? []];

    /// <summary>The cells of a matrix. One of co-clustering probabilities is recognised by its values.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">NothingToPlot: no cell is finite.</exception>
    public static HeatPicture Of(DenseMatrix matrix, string? title = null, CancellationToken cancellation = default)
    {
        if (MatrixOrder.IsCoClustering(matrix))
        {
            var order = MatrixOrder.ByLeader(matrix, cancellation);
            return new HeatPicture(matrix, order, null, CoClusteringTitle, $"{Counted.Of(matrix.RowCount, "document")}; lines divide {Counted.Of(order.Blocks.Length, "block")} of documents that are more often together than not.") { Title = title };
        }

        return new HeatPicture(matrix, null, null, $"Matrix of {Numbers.Whole(matrix.RowCount)} x {Numbers.Whole(matrix.ColumnCount)} cells", string.Empty) { Title = title };
    }

    /// <summary>The co-clustering probabilities of a clustering by Gibbs sampling; of many documents, 1,000 evenly spaced ones.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">DocumentsNeeded: the clustering was saved without its draws.</exception>
    internal static HeatPicture Of(GibbsClustering clustering, string? title = null, CancellationToken cancellation = default)
    {
        int n = clustering.Labels.Count, count = Math.Min(n, MostDocuments);
        int[] documents = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * n / count))];
        var matrix = clustering.CoClusteringOf(documents, cancellation);
        int[] labels = [.. documents.Select(d => clustering.Labels[d])];
        string[] names = [.. labels.Distinct().Order().Select(label => clustering.NameOf(label) ?? FormattableString.Invariant($"cluster {label}"))];
        string shown = count == n ? $"{Numbers.Whole(n)} documents" : $"{Numbers.Whole(count)} of {Numbers.Whole(n)} documents (evenly spaced)";
        return new HeatPicture(matrix, MatrixOrder.ByLabel(matrix, labels), names, CoClusteringTitle, $"{shown} by cluster; {clustering.Method}.") { Title = title };
    }

    private const string CoClusteringTitle = "Probability that two documents share a cluster";

    internal override Frame Compose(int width, int height)
    {
        int rows = _matrix.RowCount, columns = _matrix.ColumnCount;
        var frame = new Frame(width, height) { Title = Title ?? _title, Note = _note };
        bool areDocuments = _order is not null;
        var plot = PanelStyle.New(areDocuments ? "Document" : "Column", areDocuments ? "Document" : "Row");
        var (xTicks, yTicks) = areDocuments ? (Blocks(forward: true, width - 140), Blocks(forward: false, height - 110))
            : (Names(_matrix.ColumnNames, columns, (width - 140) / 50, forward: true, (width - 140f) / columns), Names(_matrix.RowNames, rows, (height - 110) / 20, forward: false, width * 0.3f));
        PanelStyle.Limit(plot, -0.5, columns - 0.5, -0.5, rows - 0.5, xTicks, yTicks);
        plot.Grid.IsVisible = false;
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Add.Plottable(new HeatCells(rows, columns, Value, value => GroupPalette.Shade(Share(value))));
        AddNumbers(plot, (width - 140f) / columns, (height - 110f) / rows);
        AddLines(plot);
        plot.Axes.AddPanel(new ColorBar(_least, _most, GroupPalette.Shade));
        frame.Panels.Add(plot);
        return frame;
    }

    private double Value(int row, int column) => _order is { } order ? _matrix[order.Rows[row], order.Rows[column]] : _matrix[row, column];

    private double Share(double value) => (value - _least) / (_most - _least);

    private void AddNumbers(Plot plot, float width, float height)
    {
        if (_matrix.Values.Count > MostNumbers || width < RoomForNumber || height < HeightForNumber) return;
        bool areWhole = _matrix.Values.All(value => value == Math.Floor(value));
        double size = Math.Max(Math.Abs(_least), Math.Abs(_most));
        for (int r = 0; r < _matrix.RowCount; r++)
        {
            for (int c = 0; c < _matrix.ColumnCount; c++)
            {
                double value = Value(r, c);
                string number = !double.IsFinite(value) ? string.Empty : size >= 1e6 ? Numbers.Short(value) : areWhole ? Numbers.Whole((long)value) : Numbers.Fixed(value, size <= 1 ? 2 : size < 100 ? 1 : 0);
                if (number.Length == 0) continue;
                var text = plot.Add.Text(number, c, _matrix.RowCount - 1 - r);
                text.LabelFontSize = Math.Min(13, Math.Min(height * 0.6f, width / (0.62f * Math.Max(4, number.Length))));
                text.LabelFontColor = GroupPalette.On(Share(value));
                text.Alignment = Alignment.MiddleCenter;
            }
        }
    }

    private void AddLines(Plot plot)
    {
        if (_order is not { } order) return;
        int n = _matrix.RowCount;
        double at = 0;
        foreach (int size in order.Blocks[..^1])
        {
            at += size;
            foreach (var line in (ScottPlot.Plottables.LinePlot[])[plot.Add.Line(at - 0.5, -0.5, at - 0.5, n - 0.5), plot.Add.Line(-0.5, n - at - 0.5, n - 0.5, n - at - 0.5)])
            {
                line.LineColor = GroupPalette.Of(1);
                line.LineWidth = 1;
            }
        }
    }

    /// <summary>The names of clusters at the middles of their blocks, where there is room; otherwise the numbers of documents of a small matrix.</summary>
    private NumericManual Blocks(bool forward, int room)
    {
        var ticks = new NumericManual { MaxTickCount = int.MaxValue };
        int n = _matrix.RowCount;
        var order = _order!;
        if (_blockNames is null)
        {
            int every = Math.Max(1, (int)Math.Ceiling(n * (forward ? 50.0 : 20.0) / room));
            if (every == 1)
                for (int i = 0; i < n; i++) ticks.AddMajor(forward ? i : n - 1 - i, _matrix.RowNames?[order.Rows[i]] ?? FormattableString.Invariant($"{order.Rows[i]}"));
            return ticks;
        }

        double start = 0, end = double.NegativeInfinity;
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        for (int b = 0; b < order.Blocks.Length; b++)
        {
            double middle = start + (order.Blocks[b] / 2.0) - 0.5;
            string name = TextLines.Shorten(_blockNames[b], 110, style, paint);
            double half = (forward ? Lettering.Width(name, style, paint) + 10 : 18) * n / room / 2;
            start += order.Blocks[b];
            if (middle - half < end) continue;
            end = middle + half;
            ticks.AddMajor(forward ? middle : n - 1 - middle, name);
        }

        return ticks;
    }

    private static NumericManual Names(IReadOnlyList<string>? names, int count, int room, bool forward, float longest)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        int every = Math.Max(1, (count + room - 1) / Math.Max(1, room));
        var ticks = new NumericManual { MaxTickCount = int.MaxValue };
        for (int i = 0; i < count; i += every)
            ticks.AddMajor(forward ? i : count - 1 - i, TextLines.Shorten(names?[i] ?? FormattableString.Invariant($"{i}"), forward ? Math.Max(40, longest * every) - 6 : longest, style, paint));
        return ticks;
    }
}
