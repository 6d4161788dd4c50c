using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Data;

/// <summary>DFMs of some of the documents, and of sums of documents.</summary>
internal static class DocumentSelection
{
    /// <summary>The variable with the number of documents of a group.</summary>
    public const string GroupSize = "DocumentCount";

    /// <summary>A DFM of some documents, with their names, known clusters and variables; weights stay as they are.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="documents">The chosen documents, from zero, in their new order.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">NoDocumentSelected.</exception>
    public static Dfm Take(Dfm dfm, int[] documents, CancellationToken cancellation)
    {
        if (documents.Length == 0) throw MixtureError.NoDocumentSelected(dfm.DocumentCount);
        return new Dfm(dfm, documents, RowSelection.Take(dfm.Matrix, documents, cancellation), dfm.Vocabulary, dfm.Weighting)
        {
            Model = dfm.Model,
            TextStatistics = dfm.TextStatistics,
            TextRecipe = dfm.TextRecipe,
            Selection = dfm.Selection,
        };
    }

    /// <summary>Draws documents without replacement; all of them are equally likely.</summary>
    /// <param name="documents">The documents to draw from, in ascending order.</param>
    /// <param name="count">The number to draw, from 1 to their number.</param>
    /// <param name="generator">The stream; advanced.</param>
    /// <returns>The drawn documents, in ascending order.</returns>
    /// <exception cref="MixtureException">InvalidSize or InvalidOption.</exception>
    public static int[] Draw(int[] documents, int count, RandomGenerator generator)
    {
        if (count < 1 || count > documents.Length)
            throw MixtureError.InvalidOption("Sample", $"must be from 1 to {documents.Length}, the number of documents to draw from; it is {count}", count);

        return [.. generator.Permutation(documents.Length).Take(count).Select(place => documents[place]).Order()];
    }

    /// <summary>A DFM with one row per group: the sums of its documents' counts. Its variables are those of the groups and their sizes.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="by">The names of the variables that define the groups.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">AlreadyWeighted, UnknownVariable or EmptyDfm.</exception>
    public static Dfm Sum(Dfm dfm, IReadOnlyList<string> by, CancellationToken cancellation)
    {
        dfm.RequireCounts("sums of documents");
        if (dfm.DocumentCount == 0) throw MixtureError.EmptyDfm("group");
        var groups = DocumentGroups.By(dfm, by, cancellation);
        var members = new List<int>[groups.Keys.Count];
        for (int g = 0; g < members.Length; g++) members[g] = [];
        for (int i = 0; i < groups.GroupOf.Length; i++) members[groups.GroupOf[i]].Add(i);
        var (offsets, columns, values) = (new int[members.Length + 1], new List<int>(), new List<double>());
        var sums = new SortedDictionary<int, double>();
        var point = new CancellationPoint(cancellation);
        for (int g = 0; g < members.Length; g++)
        {
            sums.Clear();
            foreach (int i in members[g])
            {
                var features = dfm.Matrix.RowColumns(i);
                var cells = dfm.Matrix.RowValues(i);
                point.Pass(features.Length);
                for (int p = 0; p < features.Length; p++) sums[features[p]] = sums.GetValueOrDefault(features[p]) + cells[p];
            }

            columns.AddRange(sums.Keys);
            values.AddRange(sums.Values);
            offsets[g + 1] = columns.Count;
        }

        var sizes = new DocumentVariable(GroupSize, DocumentVariableType.Number, Array.ConvertAll(members, group => (object?)(double)group.Count), null);
        var variables = dfm.Variable.Where(variable => groups.Columns.Contains(variable.Name)).Select(variable => variable.Of(Array.ConvertAll(members, group => group[0])));
        int[]? known = dfm.KnownCluster is { } clusters && members.All(group => group.All(i => clusters[i] == clusters[group[0]])) ? Array.ConvertAll(members, group => clusters[group[0]]) : null;
        return new Dfm(
            new SparseMatrix(members.Length, dfm.FeatureCount, offsets, [.. columns], [.. values], check: false), dfm.Vocabulary, DfmWeighting.Count,
            [.. Enumerable.Range(0, members.Length).Select(groups.NameOf)], known, check: false)
        {
            KnownClusterName = known is null ? null : dfm.KnownClusterName,
            Variable = [.. variables.Where(variable => !variable.Name.Equals(GroupSize, StringComparison.OrdinalIgnoreCase)), sizes],
            TextRecipe = dfm.TextRecipe,
        };
    }
}
