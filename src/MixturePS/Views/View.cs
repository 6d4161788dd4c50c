using System.Globalization;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Views;

/// <summary>The views of the module's objects at a terminal; the formatting file calls them.</summary>
public static class View
{
    private const int DefaultWidth = 120;
    private const int NarrowestColumn = 16;
    private const string Left = "  ...";

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
        head = Lines.Wrap(head, Width(width) - 1);
        if (cells == 0) return head;
        int[] rows = TextTable.Shown(dfm.DocumentCount);
        var shown = Array.ConvertAll(rows, r => r < 0 ? null : dfm.Row(r));
        var known = dfm.KnownCluster is { } clusters ? new TextTable.Column("cluster", Array.ConvertAll(rows, r => r < 0 ? "..." : WholeNumber(clusters[r]))) : null;
        return head + "\n\n" + new TextTable(Width(width)).Render(
            Array.ConvertAll(rows, r => r < 0 ? "..." : Cell.Word(dfm.DocumentName[r])),
            dfm.FeatureCount,
            (j, decimals) => new(Cell.Word(dfm.Vocabulary[j]), WithDots(rows, r => shown[Array.IndexOf(rows, r)]![j], decimals)),
            _ => known is null ? [] : [known]);
    }

    /// <summary>A model: its size, then the probability of each cluster and its word probabilities.</summary>
    /// <param name="model">The model.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Model(MixtureModel model, int width)
    {
        string eta = model.Eta is null ? string.Empty : $", eta {Short(model.Eta)}";
        return Lines.Wrap($"Mixture of {Counted(model.K, "cluster")} over {Counted(model.J, "word")}{eta}", Width(width) - 1) + "\n\n" + Clusters(model.Mu, [.. Enumerable.Range(0, model.K)], width, [("alpha", [.. model.Alpha])]);
    }

    /// <summary>A clustering: the method and the outcome of the fit, then the size and the centre of each cluster.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Clustering(FittedClustering clustering, int width)
    {
        var lines = new List<string>
        {
            $"{clustering.Method} of {Counted(clustering.Dfm.DocumentCount, "document")} in {Counted(clustering.K, "cluster")} ({clustering.Dfm.Weighting})",
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
        if (clustering is MixtureClustering mixture) lines.AddRange(MixtureView.Lines(mixture));
        if (clustering.Mapping is { } mapping) lines.Add($"labels matched: {mapping}");
        return string.Join('\n', lines.Select(line => Lines.Wrap(line, Width(width) - 1))) + "\n\n"
            + Clusters(clustering.Centers, [.. clustering.ClusterLabel], width, [("size", [.. clustering.ClusterSize.Select(s => (double)s)]), .. MixtureView.Columns(clustering)]);
    }

    /// <summary>The confusion matrix of an accuracy, with known clusters as rows and estimated ones as columns, as a value in a list.</summary>
    /// <param name="accuracy">The accuracy.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Confusion(ClusterAccuracy accuracy, int width)
    {
        if (accuracy.ConfusionMatrix is not { } counts) return $"{accuracy.KnownK} x {accuracy.K}, too large to show";
        int room = Width(width) - LabelWidth;
        string table = Cells(counts, v => v, room);
        if (!table.Contains(Left, StringComparison.Ordinal) || counts.ColumnNames is not { } names) return table;

        // With only the labels as headers, three times as many clusters fit.
        string[] labels = [.. names.Select(name => name[(name.LastIndexOf(' ') + 1)..])];
        return "columns: estimated\n" + Cells(new CountMatrix(counts.RowCount, counts.ColumnCount, counts.Values.ToArray(), labels, counts.RowNames), v => v, room);
    }

    /// <summary>A word or a name on one line, shortened in the middle if it is long, so that the following columns stay aligned.</summary>
    /// <param name="text">The word.</param>
    /// <param name="width">The maximum number of characters.</param>
    public static string Word(string? text, int width = Cell.LongestWord) => Cell.Word(text ?? string.Empty, width);

    /// <summary>A sentence, broken into lines between words.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="width">The available columns; a narrow column is treated as wide enough for a long word.</param>
    public static string Wrapped(string? text, int width) => Lines.Wrap(text ?? string.Empty, Math.Max(width, NarrowestColumn));

    private static string Clusters(DenseMatrix centers, int[] labels, int width, (string Header, double[] Values)[] extras)
    {
        int[] rows = TextTable.Shown(centers.RowCount, limit: 20);
        return new TextTable(Width(width)).Render(
            Array.ConvertAll(rows, r => r < 0 ? "..." : "cluster " + WholeNumber(labels[r])),
            centers.ColumnCount,
            (j, decimals) => new(Cell.Word(centers.ColumnNames is { } names ? names[j] : WholeNumber(j)), WithDots(rows, r => centers[r, j], decimals)),
            decimals => Array.ConvertAll(extras, extra => new TextTable.Column(extra.Header, WithDots(rows, r => extra.Values[r], decimals))));
    }

    private static string Cells<T>(Matrix<T> matrix, Func<T, double> number, int width)
        where T : unmanaged
    {
        int[] rows = TextTable.Shown(matrix.RowCount);
        return new TextTable(Width(width)).Render(
            Array.ConvertAll(rows, r => r < 0 ? "..." : matrix.RowNames is { } names ? Cell.Word(names[r]) : WholeNumber(r)),
            matrix.ColumnCount,
            (j, decimals) => new(matrix.ColumnNames is { } names ? Cell.Word(names[j]) : WholeNumber(j), WithDots(rows, r => number(matrix[r, j]), decimals)));
    }

    private static string[] WithDots(int[] rows, Func<int, double> value, int decimals)
    {
        var numbers = new Queue<string>(Cell.Numbers([.. rows.Where(r => r >= 0).Select(value)], decimals));
        return Array.ConvertAll(rows, r => r < 0 ? "..." : numbers.Dequeue());
    }

    private static string Short(IReadOnlyList<double> values) => values.Distinct().Count() == 1
        ? values[0].ToString(CultureInfo.CurrentCulture)
        : "(" + string.Join("; ", values.Take(6).Select(v => v.ToString(CultureInfo.CurrentCulture))) + (values.Count > 6 ? "; ...)" : ")");

    private static string WholeNumber(int value) => value.ToString(CultureInfo.CurrentCulture);

    private static string Counted(int number, string noun) => string.Create(CultureInfo.CurrentCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");

    private static int Width(int width) => width > 0 ? width : DefaultWidth;
}
