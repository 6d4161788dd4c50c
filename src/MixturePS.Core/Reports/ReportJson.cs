using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Files;

namespace MixturePS.Core.Reports;

/// <summary>
/// Writes the data of a report as JSON that may be part of an HTML page: columns instead of objects, lists of lists as one list
/// and their lengths, and numbers with the digits that the page shows. src/MixturePS.Report/src/data.ts reads it.
/// </summary>
internal static class ReportJson
{
    private const int Grid = 4095;
    private const int MostVariables = 10;
    private const int LongestCell = 200;
    private const int LongestText = 2000;
    private const int ShortestText = 80;
    private const int TextBudget = 2_600_000;
    private const int MostOthers = 4;
    private const double LeastOther = 0.01;

    // Everything that could end the script element, or a line of it, is escaped; letters of all scripts are not.
    private static readonly JavaScriptEncoder s_encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>The module with its version.</summary>
    public static string Product { get; } = $"MixturePS {typeof(ReportJson).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Writes one object.</summary>
    /// <param name="stream">The destination, which is left open.</param>
    /// <param name="write">Writes the content of the object.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static void Write(Stream stream, Action<JsonObjectWriter> write, CancellationToken cancellation)
    {
        using var json = new JsonObjectWriter(stream, cancellation, encoder: s_encoder);
        json.Root(() => write(json));
    }

    /// <summary>Writes a report on a clustering.</summary>
    /// <param name="report">The report.</param>
    /// <param name="json">The destination, in the object that is the whole text.</param>
    public static void Write(ClusterReport report, JsonObjectWriter json)
    {
        var clustering = report.Clustering;
        json.Integer("format", 1);
        json.Text("title", Valid(report.Title));
        json.Text("product", Product);
        json.Text("kind", clustering is FittedTopics ? "topic" : "cluster");
        json.Text("method", clustering.Method);
        json.Object("overview", () => Overview(json, report));
        json.Object("clusters", () => Clusters(json, report));
        json.Object("words", () => Words(json, report.Terms, clustering.Dfm.Weighting.IsCount || report.Options.Counts is not null));
        json.Object("documents", () => Documents(json, report));
        if (report.Truth is { } truth) json.Object("truth", () => Truth(json, report, truth));
        else json.Null("truth");
    }

    private static void Overview(JsonObjectWriter json, ClusterReport report)
    {
        var overview = report.Overview;
        json.Texts("factName", overview.Facts.Select(fact => fact.Name));
        json.Texts("factValue", overview.Facts.Select(fact => Valid(fact.Value)));
        json.Text("convergence", overview.Convergence);
        json.Flag("converged", report.Clustering.Converged);
        json.Text("objective", overview.ObjectiveName);
        json.Text("iteration", overview.IterationName);
        json.Text("run", overview.RunName);
        json.Integers("traceLength", overview.Traces.Select(trace => trace.Count));
        json.Numbers("trace", overview.Traces.SelectMany(trace => trace).Select(value => Rounded(value, 7)));
        json.Integer("traceStep", overview.TraceStep);
        json.Integer("kept", overview.Kept);
        json.Integer("burnIn", overview.BurnIn);
        json.Texts("receipt", report.Receipt.Select(Valid));
    }

    private static void Clusters(JsonObjectWriter json, ClusterReport report)
    {
        var clustering = report.Clustering;
        json.Integers("label", clustering.ClusterLabel);
        json.Texts("name", clustering.ClusterLabel.Select(label => Valid(clustering.NameOf(label) ?? string.Empty)));
        json.Integers("size", report.Clusters.Select(row => row.Size));
        json.Numbers("share", report.Clusters.Select(row => Rounded(row.Share ?? double.NaN, 4)));
        json.Numbers("cohesion", report.Clusters.Select(row => Rounded(row.Cohesion ?? double.NaN, 3)));
        json.Numbers("tokens", report.Terms.ClusterTokens.Select(tokens => Rounded(tokens, 6)));
        Places(json, report.Map.Clusters, [.. Enumerable.Range(0, clustering.K)]);
        json.Numbers("axisShare", report.Map.ClusterShares.Select(share => Rounded(share, 3)));
        Lists(json, "term", report.Terms.Terms, json.Integers);
        json.Numbers("termTokens", report.Terms.TermTokens.SelectMany(tokens => tokens).Select(tokens => Rounded(tokens, 4)));
        json.Numbers("termFrex", report.Terms.Frex.SelectMany(frex => frex).Select(frex => Rounded(frex, 3)));
        Lists(json, "typical", report.Documents.Typical, json.Integers);
        Lists(json, "borderline", report.Documents.Borderline, json.Integers);
    }

    private static void Words(JsonObjectWriter json, ReportTerms terms, bool isCount)
    {
        json.Flag("hasProbability", terms.HasProbability);
        json.Flag("isCount", isCount);
        json.Texts("text", terms.Text.Select(Valid));
        json.Numbers("tokens", terms.WordTokens.Select(tokens => Rounded(tokens, 6)));
        json.Number("total", Rounded(terms.Tokens, 12));
        Lists(json, "cluster", terms.WordClusters, json.Integers);
        json.Numbers("clusterTokens", terms.WordClusterTokens.SelectMany(tokens => tokens).Select(tokens => Rounded(tokens, 4)));
    }

    private static void Documents(JsonObjectWriter json, ClusterReport report)
    {
        var clustering = report.Clustering;
        var dfm = clustering.Dfm;
        int[] shown = report.Documents.Index, rows = dfm.DocumentCount == 0 ? [] : clustering.CenterRows();
        double[] length = dfm.DocumentLength();
        json.Integer("total", clustering.ClusterSize.Sum(size => (long)size));
        json.Integers("index", shown.Length == dfm.DocumentCount ? null : shown);
        json.Integer("count", shown.Length);
        json.Texts("name", dfm.DocumentName is NumberedNames ? null : shown.Select(i => Valid(Cut(dfm.DocumentName[i], LongestCell))));
        json.Integers("cluster", shown.Select(i => rows[i]));
        json.Integers("next", shown.Select(i => report.Margins.Next[i]));
        json.Integers("margin", shown.Select(i => PerMille(report.Margins.Margin[i])));
        json.Numbers("distance", shown.Select(i => Rounded(report.Distance[i], 4)));
        json.Numbers("length", shown.Select(i => Rounded(length[i], 4)));
        double[]? probability = dfm.DocumentCount == 0 ? null : clustering.LabelProbability();
        json.Integers("probability", probability is null ? null : shown.Select(i => PerMille(probability[i])));
        Others(json, clustering, shown, rows);
        if (report.Map.Documents is { } places) Places(json, places, shown);
        json.Numbers("axisShare", report.Map.DocumentShares.Select(share => Rounded(share, 3)));
        Variables(json, dfm, shown);
        Texts(json, report, shown);
    }

    // The other clusters of each document with a probability worth showing, best first.
    private static void Others(JsonObjectWriter json, FittedClustering clustering, int[] shown, int[] rows)
    {
        var lists = new (int Cluster, double Probability)[shown.Length][];
        if (shown.Length > 0 && clustering.Probabilities is { } probabilities)
        {
            for (int at = 0; at < shown.Length; at++)
            {
                var found = new List<(int Cluster, double Probability)>();
                var row = probabilities.RowSpan(shown[at]);
                for (int c = 0; c < row.Length; c++)
                    if (c != rows[shown[at]] && row[c] >= LeastOther) found.Add((c, row[c]));
                lists[at] = [.. found.OrderByDescending(item => item.Probability).ThenBy(item => item.Cluster).Take(MostOthers)];
            }
        }
        else
        {
            Array.Fill(lists, []);
        }

        Lists(json, "other", lists, (name, values) => json.Integers(name, values?.Select(item => item.Cluster)));
        json.Integers("otherProbability", lists.SelectMany(list => list).Select(item => PerMille(item.Probability)));
    }

    private static void Variables(JsonObjectWriter json, Dfm dfm, int[] shown)
    {
        var variables = dfm.Variable.Where(variable => variable.Name != DocumentVariable.TextName).Take(MostVariables).ToArray();
        json.Texts("variableName", variables.Select(variable => Valid(variable.Name)));
        json.Texts("variableType", variables.Select(variable => variable.Type.ToString()));
        for (int v = 0; v < variables.Length; v++)
        {
            var variable = variables[v];
            string name = string.Create(CultureInfo.InvariantCulture, $"variable{v}");
            if (variable.Type == DocumentVariableType.Number)
            {
                json.Numbers(name, shown.Select(i => variable.Value[i] is IConvertible number ? Rounded(number.ToDouble(CultureInfo.InvariantCulture), 12) : double.NaN));
            }
            else if (variable.Level is { } levels)
            {
                var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
                for (int level = 0; level < levels.Count; level++) placeOf[levels[level]] = level;
                json.Integers(name, shown.Select(i => variable.Value[i] is null ? -1 : placeOf.GetValueOrDefault(variable.Text(i), -1)));
                json.Texts(name + "Level", levels.Select(level => Valid(Cut(level, LongestCell))));
            }
            else
            {
                json.Texts(name, shown.Select(i => Valid(Cut(variable.Text(i), LongestCell))));
            }
        }
    }

    private static void Texts(JsonObjectWriter json, ClusterReport report, int[] shown)
    {
        if (report.TextOf is not { } textOf || shown.Length == 0)
        {
            json.Texts("text", null);
            return;
        }

        // Cut on reading, so that long texts aren't all in memory.
        var texts = new string[shown.Length];
        var isCut = false;
        for (int at = 0; at < shown.Length; at++)
        {
            string whole = textOf(shown[at]);
            texts[at] = Valid(Cut(whole.Trim(), LongestText));
            isCut |= whole.Length > LongestText;
        }

        int limit = LongestText;
        while (limit > ShortestText && texts.Sum(text => (double)Encoding.UTF8.GetByteCount(text) * Math.Min(1, (double)limit / Math.Max(1, text.Length))) > TextBudget) limit = Math.Max(ShortestText, limit * 3 / 4);
        isCut |= limit < LongestText;
        json.Texts("text", texts.Select(text => Cut(text, limit)));
        json.Integer("textLimit", isCut ? limit : 0);
        json.Flag("hasTexts", report.HasTexts);
    }

    private static void Truth(JsonObjectWriter json, ClusterReport report, ReportTruth truth)
    {
        var accuracy = truth.Accuracy;
        (string Name, double Value)[] indices =
        [
            ("Accuracy", accuracy.Accuracy), ("Adjusted Rand index", accuracy.AdjustedRandIndex), ("Rand index", accuracy.RandIndex),
            ("Normalised mutual information", accuracy.NormalizedMutualInformation), ("Adjusted mutual information", accuracy.AdjustedMutualInformation),
            ("Homogeneity", accuracy.Homogeneity), ("Completeness", accuracy.Completeness), ("V-measure", accuracy.VMeasure),
            ("Fowlkes-Mallows index", accuracy.FowlkesMallows), ("Purity", accuracy.Purity),
        ];
        json.Texts("indexName", indices.Select(index => index.Name));
        json.Numbers("indexValue", indices.Select(index => Rounded(index.Value, 4)));
        json.Number("bound", Rounded(truth.Bound ?? double.NaN, 4));
        json.Integer("measured", accuracy.N);
        json.Integer("given", report.Clustering.GivenDocuments.Count);
        json.Texts("name", truth.Names.Select(Valid));
        json.Integers("match", truth.MatchOf);
        json.Integers("cellKnown", truth.Cells.Select(cell => cell.Known));
        json.Integers("cellCluster", truth.Cells.Select(cell => cell.Cluster));
        json.Integers("cellCount", truth.Cells.Select(cell => cell.Count));
        json.Integers("known", report.Documents.Index.Select(i => truth.KnownOf[i]));
        json.Integers("mistake", truth.Mistakes.Select(report.Documents.PlaceOf).Where(place => place >= 0));
        json.Integer("mistakeCount", truth.MistakeCount);
    }

    // On a grid that is finer than the pixels of a screen.
    private static void Places(JsonObjectWriter json, DenseMatrix places, int[] rows)
    {
        var ends = Enumerable.Range(0, 2).Select(axis => rows.Length == 0 ? (0, 0) : (Low: rows.Min(i => places[i, axis]), High: rows.Max(i => places[i, axis]))).ToArray();

        // Both axes have the same scale, so that distances can be compared.
        double range = ends.Max(end => end.High - end.Low);
        for (int axis = 0; axis < 2; axis++)
        {
            int at = axis;
            json.Integers(axis == 0 ? "x" : "y", rows.Select(i => range > 0 ? (int)Math.Round((places[i, at] - ends[at].Low) / range * Grid) : 0));
        }
    }

    private static void Lists<T>(JsonObjectWriter json, string name, T[][] lists, Action<string, IEnumerable<T>?> write)
    {
        json.Integers(name + "Count", lists.Select(list => list.Length));
        write(name, lists.SelectMany(list => list));
    }

    private static int PerMille(double value) => (int)Math.Round(1000 * value);

    /// <summary>A number with as many significant digits as the page needs; whole numbers below a million as they are.</summary>
    public static double Rounded(double value, int digits) => value == 0 || !double.IsFinite(value) ? value
        : value == Math.Floor(value) && Math.Abs(value) < 1e6 ? value
        : double.Parse(value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The beginning of a text that is too long, with an ellipsis.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "\u2026");
    }

    /// <summary>The text; half of a surrogate pair becomes the replacement character, as a file of UTF-8 can't contain it.</summary>
    public static string Valid(string text) => Representable.IsUnicode(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
