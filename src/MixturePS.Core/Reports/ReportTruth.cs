using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>The comparison of a clustering with the known clusters.</summary>
internal sealed class ReportTruth
{
    private const int MostMistakes = 50;

    /// <summary>The indices of agreement; documents whose label was given to the fit are left out.</summary>
    public required ClusterAccuracy Accuracy { get; init; }

    /// <summary>The labels of the known clusters, ascending.</summary>
    public required int[] Labels { get; init; }

    /// <summary>The name of each of these, or its number.</summary>
    public required string[] Names { get; init; }

    /// <summary>The known cluster of each document, as a position in <see cref="Labels"/>; length n.</summary>
    public required int[] KnownOf { get; init; }

    /// <summary>The known cluster that each cluster was matched with, as a position in <see cref="Labels"/>, or -1; length K.</summary>
    public required int[] MatchOf { get; init; }

    /// <summary>The known clusters, clusters and numbers of documents of all pairs that share documents.</summary>
    public required IReadOnlyList<(int Known, int Cluster, int Count)> Cells { get; init; }

    /// <summary>The documents whose cluster was matched with another known cluster than theirs, the clearest first.</summary>
    public required int[] Mistakes { get; init; }

    /// <summary>The number of all such documents.</summary>
    public required int MistakeCount { get; init; }

    /// <summary>The best accuracy that any method can expect, or null if it isn't known.</summary>
    public required double? Bound { get; init; }

    /// <summary>Compares a clustering with the known clusters; null if there are none.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="options">The known clusters and the bound, if they are given.</param>
    /// <param name="margins">How clearly the documents belong to their clusters.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch or InvalidLabel.</exception>
    public static ReportTruth? Of(FittedClustering clustering, ReportOptions options, ReportMargins margins, CancellationToken cancellation)
    {
        if (clustering.Dfm.DocumentCount == 0 || (options.Known is null && clustering.Dfm.KnownCluster is null)) return null;
        var truth = clustering.KnownOr(options.Known);
        bool isAllGiven = clustering.GivenDocuments.Count == clustering.Labels.Count;
        var accuracy = clustering.MeasureAccuracy(truth, cancellation, isAllGiven);
        int[] labels = [.. truth.Labels.Distinct().Order()];
        int[] rows = clustering.CenterRows();
        int[] knownOf = Array.ConvertAll(truth.Labels, label => Array.BinarySearch(labels, label));
        int[] matchOf = Matches(clustering, clustering.MatchLabels(truth, cancellation).Labels, rows, labels);
        var counts = new SortedDictionary<(int Known, int Cluster), int>();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < rows.Length; i++)
        {
            point.Pass(0);
            counts[(knownOf[i], rows[i])] = counts.GetValueOrDefault((knownOf[i], rows[i])) + 1;
        }

        var given = clustering.GivenDocuments.ToHashSet();
        int[] mistakes = [.. Enumerable.Range(0, rows.Length).Where(i => matchOf[rows[i]] != knownOf[i] && !given.Contains(i))];
        return new ReportTruth
        {
            Accuracy = accuracy,
            Labels = labels,
            Names = Array.ConvertAll(labels, label => DocumentLabels.NameOf(truth.Names, label) ?? FormattableString.Invariant($"{label}")),
            KnownOf = knownOf,
            MatchOf = matchOf,
            Cells = [.. counts.Select(pair => (pair.Key.Known, pair.Key.Cluster, pair.Value))],
            Mistakes = [.. mistakes.OrderByDescending(i => margins.Margin[i]).ThenBy(i => i).Take(MostMistakes)],
            MistakeCount = mistakes.Length,
            Bound = options.Bound ?? BoundOf(clustering.Dfm, options, cancellation),
        };
    }

    // A matched label beyond the known ones is that of a cluster without a partner.
    private static int[] Matches(FittedClustering clustering, int[] matched, int[] rows, int[] labels)
    {
        var matchOf = new int[clustering.K];
        Array.Fill(matchOf, -1);
        for (int i = 0; i < rows.Length; i++) matchOf[rows[i]] = Math.Max(-1, Array.BinarySearch(labels, matched[i]));
        return matchOf;
    }

    // Known only for documents that still have the words of the model that they were drawn from.
    private static double? BoundOf(Dfm dfm, ReportOptions options, CancellationToken cancellation)
    {
        if (options.Known is not null || dfm.Model is not { Membership: MixtureMembership.Single } model || !model.Vocabulary.SequenceEqual(dfm.Vocabulary)) return null;
        var counts = dfm.Weighting.IsCount ? dfm : options.Counts;
        if (counts is null || counts.FeatureCount != model.J) return null;
        double[] lengths = counts.DocumentLength();
        var distribution = lengths.GroupBy(length => (long)length).OrderBy(group => group.Key).Select(group => (group.Key, (double)group.Count() / lengths.Length)).ToArray();
        return ExperimentBound.Measure(counts, model, distribution, cancellation).Bound;
    }
}
