using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>A non-zero count, as a flat row of numbers and text.</summary>
/// <param name="DocumentName">The name of the document.</param>
/// <param name="KnownCluster">The true cluster of the document, or null if unknown.</param>
/// <param name="KnownClusterName">The name of the true cluster, or null if it has none.</param>
/// <param name="Feature">The word.</param>
/// <param name="Count">The number of occurrences in the document.</param>
public sealed record DfmCount(string DocumentName, int? KnownCluster, string? KnownClusterName, string Feature, double Count)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => FormattableString.Invariant($"{DocumentName}, {Feature}: {Count}");

    /// <summary>Lists the non-zero cells of a DFM, by document and then in the order of the vocabulary.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="extend">Extends a row of a document, from zero; or null.</param>
    /// <returns><see cref="DfmCount"/> for counts, <see cref="DfmWeight"/> for weights.</returns>
    internal static IEnumerable<object> Rows(Dfm dfm, Func<object, int, object>? extend = null)
    {
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            for (int p = dfm.Matrix.RowOffsets[i]; p < dfm.Matrix.RowOffsets[i + 1]; p++)
            {
                double value = dfm.Matrix.Values[p];
                if (value == 0) continue;
                string word = dfm.Vocabulary[dfm.Matrix.ColumnIndices[p]];
                object row = dfm.Weighting.IsCount
                    ? new DfmCount(dfm.DocumentName[i], dfm.KnownCluster?[i], dfm.KnownNameOf(i), word, value)
                    : new DfmWeight(dfm.DocumentName[i], dfm.KnownCluster?[i], dfm.KnownNameOf(i), word, value);
                yield return extend is null ? row : extend(row, i);
            }
        }
    }
}

/// <summary>A non-zero weight, as a flat row of numbers and text.</summary>
/// <param name="DocumentName">The name of the document.</param>
/// <param name="KnownCluster">The true cluster of the document, or null if unknown.</param>
/// <param name="KnownClusterName">The name of the true cluster, or null if it has none.</param>
/// <param name="Feature">The word.</param>
/// <param name="Weight">The weight in the document.</param>
public sealed record DfmWeight(string DocumentName, int? KnownCluster, string? KnownClusterName, string Feature, double Weight)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => FormattableString.Invariant($"{DocumentName}, {Feature}: {Weight}");
}
