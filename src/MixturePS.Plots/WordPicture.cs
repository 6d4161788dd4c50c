using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots;

/// <summary>
/// The probabilities of words in each cluster as groups of bars: all words if there is room, otherwise the most
/// probable words of each cluster in turn.
/// </summary>
public sealed class WordPicture : Picture
{
    private const int Most = 24;
    private const float BarHeight = 5;
    private const float ThinBarHeight = 3;
    private const int ThinFrom = 7;
    private const float GroupGap = 8;
    private readonly DenseMatrix _values;
    private readonly IReadOnlyList<string> _vocabulary;
    private readonly string[] _clusters;
    private readonly string _measure;
    private readonly string _source;
    private readonly string _part;
    private readonly string _whole;

    private WordPicture(DenseMatrix values, IReadOnlyList<string> vocabulary, IEnumerable<string> clusters, string measure, string source, string part = "cluster", string whole = "share of the documents")
    {
        (_values, _vocabulary, _clusters, _measure, _source, _part, _whole) = (values, vocabulary, [.. clusters], measure, source, part, whole);
        if (values.RowCount > Most) throw PlotError.TooMany(values.RowCount, "clusters", Most, "list their words with Get-ClusterTerm");
        if (values.ColumnCount == 0) throw PlotError.Nothing("there are no words");
    }

    internal override IEnumerable<string> Texts => _vocabulary.Concat(_clusters);

    /// <summary>The word probabilities of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">TooManyToPlot.</exception>
    public static WordPicture Of(MixtureModel model, string? title = null)
    {
        bool isMixed = model.Membership == MixtureMembership.Mixed;
        var (part, whole) = isMixed ? ("topic", "expected share of the tokens") : ("cluster", "share of the documents");
        double all = isMixed ? model.Alpha.Sum() : 1;
        var names = Enumerable.Range(0, model.K).Select(k => FormattableString.Invariant($"{model.ClusterName?[k] ?? $"{part} {k}"} ({Numbers.Percent(model.Alpha[k] / all)})"));
        return new WordPicture(model.Mu, model.Vocabulary, names, "Probability", string.Empty, part, whole) { Title = title };
    }

    /// <summary>The word probabilities of a fitted mixture or topic model; for other clusterings, the centres.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">TooManyToPlot or NothingToPlot.</exception>
    public static WordPicture Of(FittedClustering clustering, string? title = null)
    {
        var (part, whole) = clustering is FittedTopics ? ("topic", "share of the tokens") : ("cluster", "share of the documents");
        bool isMixture = clustering is FittedMixture or FittedTopics;
        double[] shares = clustering.RelativeSizes() ?? new double[clustering.K];
        var names = Enumerable.Range(0, clustering.K).Select(c => FormattableString.Invariant($"{clustering.NameOf(clustering.ClusterLabel[c]) ?? $"{part} {clustering.ClusterLabel[c]}"} ({Numbers.Percent(shares[c])})"));
        string cells = clustering.Dfm.Weighting.IsCount ? "Mean count in a document" : $"Centre ({clustering.Dfm.Weighting})";
        return new WordPicture(clustering.Centers, clustering.Dfm.Vocabulary, names, isMixture ? "Probability" : cells, clustering.Method + "; ", part, whole) { Title = title };
    }

    internal override Frame Compose(int width, int height)
    {
        int k = _clusters.Length;
        float room = height - 130 - (21 * ((k + 3) / 4));
        int[] words = Chosen(Math.Max(2, (int)(room / ((k * (k < ThinFrom ? BarHeight : ThinBarHeight)) + GroupGap))));
        bool isAll = words.Length == _values.ColumnCount;
        string note = isAll ? $"{Numbers.Whole(words.Length)} words" : $"{Numbers.Whole(words.Length)} of {Numbers.Whole(_values.ColumnCount)} words: the greatest of each {_part} by turns";
        string title = _measure == "Probability" ? $"Word probabilities of the {_part}s" : "Words of the clusters";
        var frame = new Frame(width, height) { Title = Title ?? title, Note = $"{_source}{note}; {_whole} in brackets." };
        var plot = PanelStyle.New(_measure, string.Empty);
        double most = words.Max(j => Enumerable.Range(0, k).Max(c => _values[c, j])), least = Math.Min(0, words.Min(j => Enumerable.Range(0, k).Min(c => _values[c, j])));
        if (most <= least) most = least + 1;
        double right = most + ((most - least) * 0.04);
        var ticks = new NumericManual([.. Enumerable.Range(0, words.Length).Select(i => (double)(words.Length - 1 - i))], Shortened(words, width)) { MaxTickCount = int.MaxValue };
        PanelStyle.Limit(plot, least < 0 ? least * 1.04 : 0, right, -0.55, words.Length - 0.45, AxisTicks.Linear(least, right, Math.Max(3, width / 120)), ticks);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        for (int i = 0; i < words.Length; i++) AddGroup(plot, words[i], words.Length - 1 - i);
        for (int c = 0; c < k; c++) frame.Legend.Add(new LegendEntry(_clusters[c]) { Box = Shade(c) });
        frame.Panels.Add(plot);
        return frame;
    }

    /// <summary>From the ninth cluster, the colours repeat in a lighter shade.</summary>
    private static Color Shade(int cluster) => GroupPalette.Of(cluster).Lighten(0.3 * (cluster / 8));

    private void AddGroup(Plot plot, int word, double y)
    {
        int k = _clusters.Length;
        double thickness = 0.8 / k;
        for (int c = 0; c < k; c++)
        {
            double value = _values[c, word];
            double top = y + 0.4 - (c * thickness);
            var bar = plot.Add.Rectangle(Math.Min(0, value), Math.Max(0, value), top - thickness, top);
            bar.FillColor = Shade(c);
            bar.LineWidth = 0;
        }
    }

    /// <summary>The words that are shown; those chosen for one cluster are adjacent.</summary>
    private int[] Chosen(int room)
    {
        int j = _values.ColumnCount, k = _values.RowCount;
        if (j <= room) return [.. Enumerable.Range(0, j)];
        int depth = Math.Min(j, room);
        var ranked = Enumerable.Range(0, k).Select(c => Enumerable.Range(0, j).OrderByDescending(w => _values[c, w]).ThenBy(w => w).Take(depth).ToArray()).ToArray();
        var taken = new HashSet<int>();
        var ofCluster = ranked.Select(_ => new List<int>()).ToArray();
        for (int rank = 0; rank < depth && taken.Count < room; rank++)
            for (int c = 0; c < k && taken.Count < room; c++)
                if (taken.Add(ranked[c][rank])) ofCluster[c].Add(ranked[c][rank]);
        return [.. ofCluster.SelectMany(words => words)];
    }

    private string[] Shortened(int[] words, int width)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        return Array.ConvertAll(words, j => TextLines.Shorten(_vocabulary[j], width * 0.3f, style, paint));
    }
}
