using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>A count that isn't zero: a flat row of numbers and text.</summary>
/// <param name="DocumentName">The document's name.</param>
/// <param name="KnownCluster">The document's true cluster, or null where it isn't known.</param>
/// <param name="Feature">The word.</param>
/// <param name="Count">How often the document has it.</param>
public sealed record DfmCount(string DocumentName, int? KnownCluster, string Feature, double Count)
{
    /// <summary>The rows of a DFM of counts or weights, document by document, words as in the vocabulary.</summary>
    /// <param name="dfm">The documents.</param>
    /// <returns><see cref="DfmCount"/> for counts, <see cref="DfmWeight"/> for weights.</returns>
    public static IEnumerable<object> Rows(Dfm dfm)
    {
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            for (int p = dfm.Matrix.RowOffsets[i]; p < dfm.Matrix.RowOffsets[i + 1]; p++)
            {
                double value = dfm.Matrix.Values[p];
                if (value == 0) continue;
                string word = dfm.Vocabulary[dfm.Matrix.ColumnIndices[p]];
                yield return dfm.Weighting.IsCount
                    ? new DfmCount(dfm.DocumentName[i], dfm.KnownCluster?[i], word, value)
                    : new DfmWeight(dfm.DocumentName[i], dfm.KnownCluster?[i], word, value);
            }
        }
    }
}

/// <summary>A weight that isn't zero: a flat row of numbers and text.</summary>
/// <param name="DocumentName">The document's name.</param>
/// <param name="KnownCluster">The document's true cluster, or null where it isn't known.</param>
/// <param name="Feature">The word.</param>
/// <param name="Weight">Its weight in the document.</param>
public sealed record DfmWeight(string DocumentName, int? KnownCluster, string Feature, double Weight);
