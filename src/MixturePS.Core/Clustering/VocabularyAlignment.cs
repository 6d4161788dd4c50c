using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>Documents in the columns of another vocabulary: by their words where both have names for them, else column by column.</summary>
internal static class VocabularyAlignment
{
    /// <summary>Puts documents into the columns of a vocabulary and leaves out the words that it doesn't have.</summary>
    /// <param name="dfm">The documents, n x J'.</param>
    /// <param name="vocabulary">The words, length J.</param>
    /// <param name="isKnown">Whether a word of the vocabulary is of use, by its index; others are left out too.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The documents, n x J, and what was left out of each: tokens of counts, else words; length n.</returns>
    /// <exception cref="MixtureException">ShapeMismatch: one has no words, and the numbers of features differ. UnknownVocabulary: no word is known.</exception>
    public static (Dfm Dfm, long[] Unseen) Align(Dfm dfm, IReadOnlyList<string> vocabulary, Func<int, bool> isKnown, CancellationToken cancellation)
    {
        int[] target = Target(dfm.Vocabulary, vocabulary);
        if (dfm.DocumentCount > 0 && target.All(column => column < 0)) throw MixtureError.UnknownVocabulary(dfm.FeatureCount, vocabulary.Count);
        for (int j = 0; j < target.Length; j++)
            if (target[j] >= 0 && !isKnown(target[j])) target[j] = -1;
        var matrix = dfm.Matrix;
        var offsets = new int[matrix.RowCount + 1];
        var (columns, values) = (LargeArray.Uninitialized<int>(matrix.NonZeroCount), LargeArray.Uninitialized<double>(matrix.NonZeroCount));
        var unseen = new long[matrix.RowCount];
        var point = new CancellationPoint(cancellation);
        for (int i = 0, at = 0; i < unseen.Length; i++)
        {
            var from = matrix.RowColumns(i);
            point.Pass(from.Length);
            var cells = matrix.RowValues(i);
            double left = 0;
            for (int p = 0; p < from.Length; p++)
            {
                if (target[from[p]] < 0)
                {
                    if (cells[p] != 0) left += dfm.Weighting.IsCount ? Math.Floor(cells[p]) : 1;
                    continue;
                }

                columns[at] = target[from[p]];
                values[at++] = cells[p];
            }

            unseen[i] = SaturatingConversion.ToInt64(left);
            Array.Sort(columns, values, offsets[i], at - offsets[i]);
            offsets[i + 1] = at;
        }

        var aligned = new SparseMatrix(matrix.RowCount, vocabulary.Count, offsets, columns, values, check: false);
        return (new Dfm(aligned, vocabulary, dfm.Weighting, dfm.DocumentName, (int[]?)dfm.KnownCluster?.ToArray(), check: false), unseen);
    }

    /// <summary>The column of the vocabulary for each of a DFM's, or -1.</summary>
    public static int[] Target(IReadOnlyList<string> words, IReadOnlyList<string> vocabulary)
    {
        if (words is NumberedNames || vocabulary is NumberedNames)
        {
            return words.Count == vocabulary.Count
                ? [.. Enumerable.Range(0, words.Count)]
                : throw MixtureError.ShapeMismatch($"the documents have {Counted.Of(words.Count, "feature")} and the clustering {vocabulary.Count}, and they can't be matched by word, because at least one has no words", words.Count);
        }

        var columnOf = new Dictionary<string, int>(vocabulary.Count, StringComparer.Ordinal);
        for (int j = 0; j < vocabulary.Count; j++) columnOf[vocabulary[j]] = j;
        return [.. words.Select(word => columnOf.GetValueOrDefault(word, -1))];
    }
}
