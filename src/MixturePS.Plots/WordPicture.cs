using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;

namespace MixturePS.Plots;

/// <summary>
/// The words of each cluster: bars of all words side by side if there are few words and clusters, otherwise a panel for
/// each cluster with its own words.
/// </summary>
public sealed class WordPicture : Picture
{
    private const int MostSideBySide = 8;
    private const int MostRanked = 12;
    private const float BarHeight = 5;
    private const float ThinBarHeight = 3;
    private const int ThinFrom = 7;
    private const float GroupGap = 8;
    private readonly DenseMatrix? _values;
    private readonly IReadOnlyList<string> _vocabulary;
    private readonly WordList[] _lists;
    private readonly string _measure;
    private readonly string _title;
    private readonly string _note;

    private WordPicture(DenseMatrix values, IReadOnlyList<string> vocabulary, IEnumerable<(string Name, double Size)> clusters, string measure, string part, string note)
    {
        if (values.ColumnCount == 0) throw PlotError.Nothing("there are no words");
        (_values, _vocabulary, _measure, _note) = (values, vocabulary, measure, note);
        _title = measure == "Probability" ? $"Word probabilities of the {part}s" : $"Words of the {part}s";
        _lists = [.. clusters.Select((cluster, c) => new WordList(cluster.Name, [.. Ranked(values, c).Select(j => (vocabulary[j], values[c, j]))], cluster.Size))];
    }

    private WordPicture(WordList[] lists, string title, string measure)
    {
        (_lists, _title, _measure, _note) = (lists, title, measure, string.Empty);
        _vocabulary = [.. lists.SelectMany(list => list.Words.Select(word => word.Word))];
    }

    internal override IEnumerable<string> Texts => [.. _vocabulary, .. _lists.Select(list => list.Title)];

    /// <summary>The word probabilities of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot.</exception>
    public static WordPicture Of(MixtureModel model, string? title = null)
    {
        bool isMixed = model.Membership == MixtureMembership.Mixed;
        var (part, whole) = isMixed ? ("topic", "expected share of the tokens") : ("cluster", "share of the documents");
        double all = isMixed ? model.Alpha.Sum() : 1;
        var clusters = Enumerable.Range(0, model.K).Select(k => (FormattableString.Invariant($"{model.ClusterName?[k] ?? $"{part} {k}"} ({Numbers.Percent(model.Alpha[k] / all)})"), model.Alpha[k]));
        return new WordPicture(model.Mu, model.Vocabulary, clusters, "Probability", part, $"{whole} in brackets.") { Title = title };
    }

    /// <summary>The word probabilities of a fitted mixture or topic model; for other clusterings, the centres.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot.</exception>
    public static WordPicture Of(FittedClustering clustering, string? title = null)
    {
        var (part, whole) = clustering is FittedTopics ? ("topic", "share of the tokens") : ("cluster", "share of the documents");
        double[]? shares = clustering.RelativeSizes();
        var clusters = Enumerable.Range(0, clustering.K).Select(c =>
        {
            string name = clustering.NameOf(clustering.ClusterLabel[c]) ?? FormattableString.Invariant($"{part} {clustering.ClusterLabel[c]}");
            return (shares is null ? name : $"{name} ({Numbers.Percent(shares[c])})", shares?[c] ?? 0);
        });
        string cells = clustering.Dfm.Weighting.IsCount ? "Mean count in a document" : $"Centre ({clustering.Dfm.Weighting})";
        string note = shares is null ? $"{clustering.Method}." : $"{clustering.Method}; {whole} in brackets.";
        return new WordPicture(clustering.Centers, clustering.Dfm.Vocabulary, clusters, clustering is FittedMixture or FittedTopics ? "Probability" : cells, part, note) { Title = title };
    }

    /// <summary>The columns that identify rows of Get-ClusterTerm.</summary>
    internal static readonly string[] Marks = ["Cluster", "Rank", "Term", "Score"];

    /// <summary>The top terms of each cluster.</summary>
    /// <param name="table">The rows, one for each term of a cluster.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot or NotNumeric.</exception>
    internal static WordPicture Of(PlotTable table, string? title = null)
    {
        var clusters = Enumerable.Range(0, table.Count).Where(i => table.Text(i, "Term").Length > 0).GroupBy(i => table.Text(i, "Cluster")).ToList();
        if (clusters.Count == 0) throw PlotError.Nothing("there are no terms");
        WordList[] lists = [.. clusters.Select(rows => new WordList(Name(rows.First(), rows.Key), [.. rows.OrderBy(i => Value(i, "Rank")).Select(i => (table.Text(i, "Term"), Value(i, "Score")))], rows.Count()))];
        return new WordPicture(lists, "Top terms of the clusters", "Score") { Title = title };

        double Value(int row, string name) => table.Number(row, name) ?? throw PlotError.NotNumeric(name, table.Text(row, name));

        string Name(int row, string label) => table.Has("ClusterName") && table.Text(row, "ClusterName") is { Length: > 0 } name ? name : $"cluster {label}";
    }

    internal override int HeightFor(int width) => AreSideBySide(DefaultHeight) ? DefaultHeight : new WordGrid(_lists).HeightFor(width);

    private protected override double Enlargement(double width, double height, double scale) =>
        AreSideBySide((int)height) ? 1 : new WordGrid(_lists).Enlargement(width, height, scale);

    internal override Frame Compose(int width, int height)
    {
        if (AreSideBySide(height)) return SideBySide(_values!, width, height);
        var frame = new Frame(width, height) { Title = Title ?? _title };
        var (clusters, words) = new WordGrid(_lists).AddTo(frame, _measure, GroupPalette.Shaded, width, height);
        int most = _values?.ColumnCount ?? _lists.Max(list => list.Words.Count);
        string shown = words >= most ? string.Empty : _values is null ? $"The first {words} terms of each cluster. " : $"The {words} of {Numbers.Whole(most)} words with the greatest values in each panel. ";
        string left = clusters < _lists.Length ? $"The {Numbers.Whole(clusters)} largest of {Numbers.Whole(_lists.Length)}: a greater width or height shows more. " : string.Empty;
        frame.Note = (shown + left + Capital(_note)).Trim();
        return frame;
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static IEnumerable<int> Ranked(DenseMatrix values, int cluster)
    {
        double[] row = values.Row(cluster);
        return Enumerable.Range(0, row.Length).OrderByDescending(j => row[j]).ThenBy(j => j).Take(MostRanked);
    }

    private bool AreSideBySide(int height)
    {
        int k = _lists.Length;
        if (_values is null || k > MostSideBySide) return false;
        float room = height - 130 - (21 * ((k + 3) / 4));
        return _values.ColumnCount <= Math.Max(2, (int)(room / ((k * (k < ThinFrom ? BarHeight : ThinBarHeight)) + GroupGap)));
    }

    private Frame SideBySide(DenseMatrix values, int width, int height)
    {
        var frame = new Frame(width, height) { Title = Title ?? _title, Note = Capital(_note) };
        string[] words = BarPanel.Shortened(_vocabulary, width * 0.3f);
        BarSeries[] series = [.. _lists.Select((_, c) => new BarSeries(GroupPalette.Shaded(c), [.. values.Row(c).Select(value => (double?)value)]))];
        frame.Panels.Add(BarPanel.Draw(_measure, null, words, series, BarPanel.Range(values.Values.Select(value => (double?)value)), width - 60 - BarPanel.Widest(words), height - 130, hasValues: false));
        for (int c = 0; c < _lists.Length; c++) frame.Legend.Add(new LegendEntry(_lists[c].Title) { Box = GroupPalette.Shaded(c) });
        return frame;
    }
}
