using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Selection of features of a document-feature matrix.</summary>
internal static class FeatureSelection
{
    private enum Outcome : byte
    {
        Kept,
        Listed,
        Unmatched,
        Rare,
        Common,
        Low,
        High,
        Surplus,
    }

    /// <summary>
    /// Selects the features that meet all criteria; the order of documents and features is unchanged. Frequencies and totals
    /// are those of the given documents. A feature without any document fails only limits on document frequency. If features
    /// are dropped, the result no longer follows the model, so its Model is null.
    /// </summary>
    /// <param name="dfm">The documents, n x J; weighted ones can be selected by word and document frequency, but not by total count.</param>
    /// <param name="options">The criteria.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The reduced DFM, with its <see cref="Dfm.Selection"/>.</returns>
    /// <exception cref="MixtureException">AlreadyWeighted, ConflictingDocumentFrequency, InvalidOption or InvalidPattern.</exception>
    public static Dfm Select(Dfm dfm, FeatureSelectionOptions options, CancellationToken cancellation = default)
    {
        if (options.NeedsCounts && !dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, "selection by total count");
        var range = options.Range();
        var outcomes = new Outcome[dfm.FeatureCount];
        int notFound = ByList(dfm, options, outcomes);
        ByPattern(dfm, options, outcomes, cancellation);
        if (options.LimitsFrequency) ByFrequency(dfm, range, outcomes, cancellation);
        var totals = Totals(dfm, cancellation);
        ByTotal(options, totals, outcomes, cancellation);
        int Count(Outcome outcome) => outcomes.Count(o => o == outcome);
        var report = new FeatureSelectionReport
        {
            FeatureCountBefore = dfm.FeatureCount,
            FeatureCount = Count(Outcome.Kept),
            ListedCount = Count(Outcome.Listed),
            NotFoundCount = notFound,
            UnmatchedCount = Count(Outcome.Unmatched),
            RareCount = Count(Outcome.Rare),
            CommonCount = Count(Outcome.Common),
            LowCount = Count(Outcome.Low),
            HighCount = Count(Outcome.High),
            SurplusCount = Count(Outcome.Surplus),
            DroppedTotal = totals.Where((_, j) => outcomes[j] != Outcome.Kept).Sum(),
        };
        return Trim(dfm, [.. Enumerable.Range(0, outcomes.Length).Where(j => outcomes[j] == Outcome.Kept)], options.DropEmptyDocuments, report, cancellation);
    }

    private static int ByList(Dfm dfm, FeatureSelectionOptions options, Outcome[] outcomes)
    {
        var keep = options.Keep is null ? null : new HashSet<string>(options.Keep, StringComparer.Ordinal);
        var drop = new HashSet<string>(options.Drop, StringComparer.Ordinal);
        if (keep is null && drop.Count == 0) return 0;
        int found = 0;
        for (int j = 0; j < outcomes.Length; j++)
        {
            bool kept = keep is null || keep.Contains(dfm.Vocabulary[j]);
            bool dropped = drop.Contains(dfm.Vocabulary[j]);
            if (keep is not null && kept) found++;
            if (dropped) found++;
            if (!kept || dropped) outcomes[j] = Outcome.Listed;
        }

        return (keep?.Count ?? 0) + drop.Count - found;
    }

    private static void ByPattern(Dfm dfm, FeatureSelectionOptions options, Outcome[] outcomes, CancellationToken cancellation)
    {
        if (options.Pattern is null) return;
        for (int j = 0; j < outcomes.Length; j++)
        {
            cancellation.Check();
            if (outcomes[j] == Outcome.Kept && !DfmBuilderOptions.Matches(options.Pattern, dfm.Vocabulary[j])) outcomes[j] = Outcome.Unmatched;
        }
    }

    private static void ByFrequency(Dfm dfm, FrequencyRange range, Outcome[] outcomes, CancellationToken cancellation)
    {
        var (least, most) = range.For(dfm.DocumentCount);
        int[] frequency = dfm.DocumentFrequency(cancellation);
        for (int j = 0; j < outcomes.Length; j++)
        {
            if (outcomes[j] != Outcome.Kept) continue;
            if (frequency[j] < Math.Max(1, least)) outcomes[j] = Outcome.Rare;
            else if (frequency[j] > most) outcomes[j] = Outcome.Common;
        }
    }

    private static void ByTotal(FeatureSelectionOptions options, double[] totals, Outcome[] outcomes, CancellationToken cancellation)
    {
        for (int j = 0; j < outcomes.Length; j++)
        {
            if (outcomes[j] != Outcome.Kept) continue;
            if (totals[j] < options.MinCount) outcomes[j] = Outcome.Low;
            else if (totals[j] > options.MaxCount) outcomes[j] = Outcome.High;
        }

        if (options.MaxFeatures is not { } most) return;
        int[] kept = [.. Enumerable.Range(0, outcomes.Length).Where(j => outcomes[j] == Outcome.Kept)];
        var largest = FeatureLimits.Largest(Array.ConvertAll(kept, j => totals[j]), most, threads: 0, cancellation);
        foreach (int j in kept) outcomes[j] = Outcome.Surplus;
        foreach (int k in largest) outcomes[kept[k]] = Outcome.Kept;
    }

    private static double[] Totals(Dfm dfm, CancellationToken cancellation)
    {
        var totals = new double[dfm.FeatureCount];
        var point = new CancellationPoint(cancellation);
        foreach (var part in dfm.Parts(cancellation))
        {
            var columns = part.Matrix.ColumnIndices.Span;
            var values = part.Matrix.Values.Span;
            for (int p = 0; p < columns.Length; p++)
            {
                point.Pass(0);
                totals[columns[p]] += values[p];
            }
        }

        return totals;
    }

    /// <summary>Documents in shards with some of their features. The others are dropped when the shards are loaded; the documents stay the same.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="shards">Their shards.</param>
    /// <param name="kept">The features, ascending.</param>
    /// <param name="cells">The number of cells that they have.</param>
    /// <param name="report">The report of the selection.</param>
    internal static Dfm Keep(Dfm dfm, IDfmShards shards, int[] kept, long cells, FeatureSelectionReport report)
    {
        bool allFeatures = kept.Length == dfm.FeatureCount;
        return dfm.WithShards(
            new MappedShards(shards, new ShardStep(cells, kept), (part, stop) => Trim(part, kept, false, report, stop)),
            allFeatures ? dfm.Vocabulary : Array.ConvertAll(kept, j => dfm.Vocabulary[j]),
            allFeatures ? dfm.Weighting : dfm.Weighting.Of(kept),
            report);
    }

    private static Dfm TrimShards(Dfm dfm, IDfmShards shards, int[] kept, bool dropEmpty, FeatureSelectionReport report, CancellationToken cancellation)
    {
        if (dropEmpty) throw MixtureError.NotInMemory("the documents that have no tokens left", shards.Folder);
        long cells = 0;
        int empty = 0;
        foreach (var part in dfm.Parts(cancellation))
        {
            var trimmed = Trim(part, kept, false, report, cancellation);
            cells += trimmed.NonZeroCount;
            empty += trimmed.Selection!.EmptyDocumentCount;
        }

        return Keep(dfm, shards, kept, cells, report with { EmptyDocumentCount = empty });
    }

    private static Dfm Trim(Dfm dfm, int[] kept, bool dropEmpty, FeatureSelectionReport report, CancellationToken cancellation)
    {
        if (dfm.Shards is { } shards) return TrimShards(dfm, shards, kept, dropEmpty, report, cancellation);
        int[] columnOf = new int[dfm.FeatureCount];
        Array.Fill(columnOf, -1);
        for (int j = 0; j < kept.Length; j++) columnOf[kept[j]] = j;
        var offsets = new List<int>(dfm.DocumentCount + 1) { 0 };
        var documents = new List<int>(dfm.DocumentCount);
        int size = 0;
        var point = new CancellationPoint(cancellation);
        foreach (int column in dfm.Matrix.ColumnIndices)
        {
            point.Pass(0);
            if (columnOf[column] >= 0) size++;
        }

        var (columns, values) = (LargeArray.Uninitialized<int>(size), LargeArray.Uninitialized<double>(size));
        int at = 0, empty = 0;
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            var rowColumns = dfm.Matrix.RowColumns(i);
            point.Pass(rowColumns.Length);
            var rowValues = dfm.Matrix.RowValues(i);
            int start = at;
            bool isEmpty = true;
            for (int p = 0; p < rowColumns.Length; p++)
            {
                if (columnOf[rowColumns[p]] < 0) continue;
                columns[at] = columnOf[rowColumns[p]];
                values[at++] = rowValues[p];
                isEmpty &= rowValues[p] == 0;
            }

            if (isEmpty) empty++;
            if (isEmpty && dropEmpty)
            {
                at = start;
                continue;
            }

            documents.Add(i);
            offsets.Add(at);
        }

        bool allFeatures = kept.Length == dfm.FeatureCount;
        var weighting = allFeatures ? dfm.Weighting : dfm.Weighting.Of(kept);
        return new Dfm(
            dfm,
            documents.Count == dfm.DocumentCount ? null : [.. documents],
            new SparseMatrix(documents.Count, kept.Length, [.. offsets], columns, values, check: false),
            allFeatures ? dfm.Vocabulary : Array.ConvertAll(kept, j => dfm.Vocabulary[j]),
            weighting)
        {
            Model = allFeatures ? dfm.Model : null,
            Seed = dfm.Seed,
            Sampler = dfm.Sampler,
            DrawnLength = dfm.DrawnLength,
            TextStatistics = dfm.TextStatistics,
            TextRecipe = dfm.TextRecipe,
            Selection = report with { EmptyDocumentCount = empty, DroppedDocumentCount = dfm.DocumentCount - documents.Count },
        };
    }
}
