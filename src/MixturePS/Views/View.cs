using System.Globalization;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Views;

/// <summary>The views of the module's objects at a terminal; the formatting file calls them.</summary>
public static class View
{
    private const int NarrowestColumn = 16;

    // More columns than any terminal has room for, and more terms than a line has.
    private const int MostColumns = 500;
    private const int MostTerms = 50;
    private const string DocumentHint = "Get-ClusterAssignment lists the cluster of each document.";

    // The width of the property names in a list, with the colon.
    private const int LabelWidth = 30;

    /// <summary>A matrix: its size, then its cells, with rows and columns omitted in the middle.</summary>
    /// <param name="matrix">A DenseMatrix or a CountMatrix.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Matrix(object matrix, int width) => matrix switch
    {
        DenseMatrix dense => $"{dense.RowCount} x {dense.ColumnCount} matrix\n\n" + Cells(dense, v => v, width),
        CountMatrix counts => $"{counts.RowCount} x {counts.ColumnCount} counts\n\n" + Cells(counts, v => v, width),
        _ => matrix.ToString() ?? string.Empty,
    };

    /// <summary>A DFM: its size and weighting, then its first and last documents with the features as columns.</summary>
    /// <param name="dfm">The DFM.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Dfm(Dfm dfm, int width)
    {
        double cells = (double)dfm.DocumentCount * dfm.FeatureCount;
        string share = cells == 0 ? string.Empty : string.Create(CultureInfo.CurrentCulture, $" ({dfm.NonZeroCount / cells:P1})");
        string head = string.Create(CultureInfo.CurrentCulture,
            $"{Counted(dfm.DocumentCount, "document")} x {Counted(dfm.FeatureCount, "feature")}, {dfm.NonZeroCount} non-zero{share}, {dfm.Weighting}");
        if (dfm.ShardFolder is not null) head += $", in {Counted(dfm.ShardCount, "shard")} in '{dfm.ShardFolder}'";
        if (cells == 0 || dfm.ShardFolder is not null) return Lines.Wrap(head, Terminal.WidthOf(width) - 1);
        int[] rows = TextTable.Shown(dfm.DocumentCount);
        var shown = Array.ConvertAll(rows, r => r < 0 ? null : dfm.Row(r));
        var known = dfm.KnownCluster is { } clusters ? new TextTable.Column("cluster", Array.ConvertAll(rows, r => r < 0 ? "..." : dfm.KnownNameOf(r) is { } name ? Cell.Word(name) : Integer(clusters[r]))) : null;
        var table = new TextTable(Terminal.WidthOf(width));
        string[] names = Array.ConvertAll(rows, r => r < 0 ? "..." : Cell.Word(dfm.DocumentName[r]));
        TextTable.Column[] Known(int decimals) => known is null ? [] : [known];
        TextTable.Column Feature(int j, int decimals) => new(Cell.Word(dfm.Vocabulary[j]), WithDots(rows, r => shown[Array.IndexOf(rows, r)]![j], decimals));
        if (!table.TryRender(names, dfm.FeatureCount, Feature, Known, out string text))
        {
            int[] frequent = TopWords.Frequent(dfm.Matrix, MostColumns);
            head += "; most frequent features first";
            text = table.Cut(names, dfm.FeatureCount, (j, decimals) => Feature(frequent[Math.Min(j, frequent.Length - 1)], decimals), Known, fromLeft: true);
        }

        return Lines.Wrap(head, Terminal.WidthOf(width) - 1) + "\n\n" + text;
    }

    /// <summary>A model: its size, then the probability of each cluster and its word probabilities.</summary>
    /// <param name="model">The model.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Model(MixtureModel model, int width)
    {
        string eta = model.Eta is null ? string.Empty : $", eta {Short(model.Eta)}";
        var (kind, part) = model.Membership == MixtureMembership.Mixed ? ("Topic model", "topic") : ("Mixture", "cluster");
        return Lines.Wrap($"{kind} of {Counted(model.K, part)} over {Counted(model.J, "word")}{eta}", Terminal.WidthOf(width) - 1) + "\n\n" + Clusters(model.Mu, r => model.ClusterName is { } names ? Cell.Word(names[r]) : $"{part} {Integer(r)}", width, [("alpha", [.. model.Alpha])]);
    }

    /// <summary>A clustering: the method and the outcome of the fit, then the size and the centre of each cluster.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Clustering(FittedClustering clustering, int width)
    {
        var lines = new List<string>
        {
            $"{clustering.Method} of {Counted(clustering.Dfm.DocumentCount, "document")} in {Counted(clustering.K, clustering is FittedTopics ? "topic" : "cluster")} ({clustering.Dfm.Weighting})",
        };
        string ended = string.Create(CultureInfo.CurrentCulture, $"{Counted(clustering.Iterations, "iteration")}, {clustering.ExitReason}, seed {clustering.Seed}");
        if (clustering.Inertia is { } inertia) ended = string.Create(CultureInfo.CurrentCulture, $"inertia {inertia:G10}, ") + ended;
        if (clustering.LogLikelihood is { } likelihood) ended = string.Create(CultureInfo.CurrentCulture, $"log-likelihood {likelihood:G10}, ") + ended;
        lines.Add(ended);
        if (clustering is KMeansClustering { RestartInertia.Count: > 1 } kmeans)
        {
            lines.Add(string.Create(CultureInfo.CurrentCulture,
                $"best of {kmeans.RestartInertia.Count} starts, inertia from {kmeans.RestartInertia.Min():G10} to {kmeans.RestartInertia.Max():G10}"));
        }

        if (clustering is GibbsClustering gibbs) lines.Add(GibbsView.Line(gibbs));
        if (clustering is FittedTopics topics) lines.AddRange(TopicView.Lines(topics));
        if (clustering is MixtureClustering mixture) lines.AddRange(MixtureView.Lines(mixture));
        if (clustering is FittedMixture fitted) lines.AddRange(MixtureView.Guidance(fitted));
        if (clustering.Mapping is { } mapping) lines.Add($"labels matched: {mapping}");
        string fit = string.Join('\n', lines.Select(line => Lines.Wrap(line, Terminal.WidthOf(width) - 1)));
        return fit + "\n\n" + Clusters(clustering.Centers, r => Title(clustering, r), width, [("size", [.. clustering.ClusterSize.Select(s => (double)s)]), .. MixtureView.Columns(clustering), .. TopicView.Columns(clustering)])
            + "\n\n" + Lines.Wrap(clustering is FittedTopics ? TopicView.Hint : DocumentHint, Terminal.WidthOf(width) - 1);
    }

    /// <summary>The confusion matrix of an accuracy, with known clusters as rows and estimated ones as columns, as a value in a list.</summary>
    /// <param name="accuracy">The accuracy.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Confusion(ClusterAccuracy accuracy, int width)
    {
        if (accuracy.ConfusionMatrix is not { } counts) return $"{accuracy.KnownK} x {accuracy.K}, too large to show";
        return Confusion(counts, width);
    }

    /// <summary>A confusion matrix as a value in a list.</summary>
    /// <param name="counts">The counts, with known clusters as rows and estimated ones as columns.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    internal static string Confusion(CountMatrix counts, int width)
    {
        int room = Terminal.WidthOf(width) - LabelWidth;
        if (TryCells(counts, v => v, room, out string whole)) return whole;
        if (counts.ColumnNames is not { } names) return Cells(counts, v => v, room);

        // With only the labels as headers, three times as many clusters fit.
        string[] labels = [.. names.Select(name => name[ContingencyTable.EstimatedPrefix.Length..])];
        return "columns: estimated\n" + Cells(new CountMatrix(counts.RowCount, counts.ColumnCount, counts.Values.ToArray(), labels, counts.RowNames), v => v, room);
    }

    /// <summary>A word or a name on one line, shortened in the middle if it is long, so that the following columns stay aligned.</summary>
    /// <param name="text">The word.</param>
    /// <param name="width">The maximum number of characters.</param>
    public static string Word(string? text, int width = Cell.LongestWord) => Cell.Word(text ?? string.Empty, width);

    /// <summary>A matching of labels as a value in a list, broken into lines between pairs.</summary>
    /// <param name="mapping">The matching.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    internal static string Mapping(LabelMapping mapping, int width) => Wrapped(mapping.ToString(), Terminal.WidthOf(width) - LabelWidth - 1);

    /// <summary>The beginning of a text on one line, followed by three dots if it is longer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The available columns.</param>
    public static string Beginning(string? text, int width) => Cell.Beginning(text ?? string.Empty, Math.Max(width, NarrowestColumn));

    /// <summary>A sentence, broken into lines between words.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="width">The available columns; a narrow column is treated as wide enough for a long word.</param>
    public static string Wrapped(string? text, int width) => Lines.Wrap(text ?? string.Empty, Math.Max(width, NarrowestColumn));

    private static string Title(FittedClustering clustering, int row)
    {
        int label = clustering.ClusterLabel[row];
        return clustering.NameOf(label) is { } name ? Cell.Word(name) : $"{(clustering is FittedTopics ? "topic" : "cluster")} {Integer(label)}";
    }

    // The centres, if all features fit; otherwise the top terms of each cluster.
    private static string Clusters(DenseMatrix centers, Func<int, string> title, int width, (string Header, double[] Values)[] extras)
    {
        int[] rows = TextTable.Shown(centers.RowCount, limit: 20);
        string[] names = Array.ConvertAll(rows, r => r < 0 ? "..." : title(r));
        var table = new TextTable(Terminal.WidthOf(width));
        TextTable.Column[] Extras(int decimals) => Array.ConvertAll(extras, extra => new TextTable.Column(extra.Header, WithDots(rows, r => extra.Values[r], decimals)));
        string Word(int j) => Cell.Word(centers.ColumnNames is { } words ? words[j] : Integer(j));
        return table.TryRender(names, centers.ColumnCount, (j, decimals) => new(Word(j), WithDots(rows, r => centers[r, j], decimals)), Extras, out string text)
            ? text
            : table.RenderWords(names, Extras(Cell.Decimals[^1]), "top terms", Array.ConvertAll(rows, r => r < 0 ? [] : Array.ConvertAll(TopWords.Of(centers.RowSpan(r), MostTerms), Word)));
    }

    private static string Cells<T>(Matrix<T> matrix, Func<T, double> number, int width)
        where T : unmanaged
    {
        int[] rows = TextTable.Shown(matrix.RowCount);
        return new TextTable(Terminal.WidthOf(width)).RenderBlocks(RowNames(matrix, rows), matrix.ColumnCount, Column(matrix, rows, number));
    }

    private static bool TryCells<T>(Matrix<T> matrix, Func<T, double> number, int width, out string text)
        where T : unmanaged
    {
        int[] rows = TextTable.Shown(matrix.RowCount);
        return new TextTable(Terminal.WidthOf(width)).TryRender(RowNames(matrix, rows), matrix.ColumnCount, Column(matrix, rows, number), null, out text);
    }

    private static string[] RowNames<T>(Matrix<T> matrix, int[] rows)
        where T : unmanaged => Array.ConvertAll(rows, r => r < 0 ? "..." : matrix.RowNames is { } names ? Cell.Word(names[r]) : Integer(r));

    private static Func<int, int, TextTable.Column> Column<T>(Matrix<T> matrix, int[] rows, Func<T, double> number)
        where T : unmanaged => (j, decimals) => new(matrix.ColumnNames is { } names ? Cell.Word(names[j]) : Integer(j), WithDots(rows, r => number(matrix[r, j]), decimals));

    private static string[] WithDots(int[] rows, Func<int, double> value, int decimals)
    {
        var numbers = new Queue<string>(Cell.Numbers([.. rows.Where(r => r >= 0).Select(value)], decimals));
        return Array.ConvertAll(rows, r => r < 0 ? "..." : numbers.Dequeue());
    }

    private static string Short(IReadOnlyList<double> values) => values.Distinct().Count() == 1
        ? values[0].ToString(CultureInfo.CurrentCulture)
        : "(" + string.Join("; ", values.Take(6).Select(v => v.ToString(CultureInfo.CurrentCulture))) + (values.Count > 6 ? "; ...)" : ")");

    private static string Integer(int value) => value.ToString(CultureInfo.CurrentCulture);

    private static string Counted(int number, string noun) => string.Create(CultureInfo.CurrentCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");
}
