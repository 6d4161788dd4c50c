using System.Globalization;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>Everything that a report on a clustering shows.</summary>
internal sealed class ClusterReport
{
    private const int MostWords = 12;

    /// <summary>The clustering.</summary>
    public required FittedClustering Clustering { get; init; }

    /// <summary>The options.</summary>
    public required ReportOptions Options { get; init; }

    /// <summary>The fit as a whole.</summary>
    public required ReportOverview Overview { get; init; }

    /// <summary>The lines of PowerShell that compute the clustering again.</summary>
    public required IReadOnlyList<string> Receipt { get; init; }

    /// <summary>The clusters, in the order of the rows of Centers; length K.</summary>
    public required IReadOnlyList<ClusterSummary> Clusters { get; init; }

    /// <summary>The words.</summary>
    public required ReportTerms Terms { get; init; }

    /// <summary>The places of documents and clusters in a plane.</summary>
    public required ReportMap Map { get; init; }

    /// <summary>How clearly each document belongs to its cluster; length n.</summary>
    public required ReportMargins Margins { get; init; }

    /// <summary>The documents that are shown.</summary>
    public required ReportDocuments Documents { get; init; }

    /// <summary>The distance of each document from its centre; length n.</summary>
    public required double[] Distance { get; init; }

    /// <summary>The comparison with the known clusters, or null if there are none.</summary>
    public required ReportTruth? Truth { get; init; }

    /// <summary>The title.</summary>
    public string Title => string.IsNullOrWhiteSpace(Options.Title) ? Clustering.ToString() : Options.Title;

    /// <summary>The text of a document, or its most frequent words if the texts aren't known; null if there are none of either.</summary>
    public required Func<int, string>? TextOf { get; init; }

    /// <summary>Whether <see cref="TextOf"/> has texts, and not only words.</summary>
    public required bool HasTexts { get; init; }

    /// <summary>Gathers everything.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">TextCountMismatch, DocumentsNeeded, AlreadyWeighted, ShapeMismatch, LabelLengthMismatch, InvalidLabel or CellTooLarge.</exception>
    public static ClusterReport Gather(FittedClustering clustering, ReportOptions options, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var dfm = clustering.Dfm;
        if (options.Texts is { } texts && texts.Count != dfm.DocumentCount)
            throw dfm.DocumentCount == 0 ? ReportError.NoDocuments("texts") : ReportError.TextCountMismatch(texts.Count, dfm.DocumentCount);
        if (options.Known is { } known && known.Labels.Length != dfm.DocumentCount)
            throw dfm.DocumentCount == 0 ? ReportError.NoDocuments("labels") : ReportError.LabelCountMismatch(known.Labels.Length, dfm.DocumentCount);
        progress?.Report(new ProgressReport("terms", 0));
        var terms = ReportTerms.Of(clustering, options, cancellation);
        progress?.Report(new ProgressReport("documents", 0.2));
        var margins = ReportMargins.Of(clustering, cancellation);
        var truth = ReportTruth.Of(clustering, options, margins, cancellation);
        var kept = dfm.Variable.FirstOrDefault(variable => variable.Name == DocumentVariable.TextName);
        return new ClusterReport
        {
            Clustering = clustering,
            Options = options,
            Overview = ReportOverview.Of(clustering),
            Receipt = ReportReceipt.Of(clustering, cancellation),
            Clusters = ClusterSummary.Rows(clustering, new ClusterTermOptions { Top = 1, Measure = TermMeasure.Weight }, cancellation),
            Terms = terms,
            Map = ReportMap.Of(clustering, progress is null ? null : new ProgressPart(progress, 0.4, 0.4, "map"), cancellation),
            Margins = margins,
            Documents = ReportDocuments.Of(clustering, margins, truth?.Mistakes ?? [], options.MaximumDocument, cancellation),
            Distance = dfm.DocumentCount == 0 ? [] : clustering.Distances(cancellation),
            Truth = truth,
            TextOf = options.Texts is { } given ? i => given[i] : kept is not null ? kept.Text : WordsOf(options.Counts ?? dfm),
            HasTexts = options.Texts is not null || kept is not null,
        };
    }

    // The numbers of a plain matrix aren't words.
    private static Func<int, string>? WordsOf(Dfm dfm)
    {
        if (dfm.DocumentCount == 0 || dfm.Weighting.IsPlain) return null;
        return i =>
        {
            var columns = dfm.Matrix.RowColumns(i);
            double[] values = dfm.Matrix.RowValues(i).ToArray();
            int[] order = [.. Enumerable.Range(0, values.Length).Where(p => values[p] > 0).OrderByDescending(p => values[p]).Take(MostWords)];
            var words = new string[order.Length];
            for (int p = 0; p < order.Length; p++)
                words[p] = dfm.Vocabulary[columns[order[p]]] + (dfm.Weighting.IsCount ? string.Create(CultureInfo.InvariantCulture, $" {values[order[p]]}") : string.Empty);
            return string.Join(", ", words);
        };
    }
}
