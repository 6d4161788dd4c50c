using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>Fits documents to word probabilities that were given: by their words where both have names for them, else column by column.</summary>
internal static class GivenParameters
{
    /// <summary>The documents with the columns of given word probabilities. Words that those don't have are left out.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="mu">The word probabilities, K x J', with words as column names or without names.</param>
    /// <returns>The documents, n x J', and the tokens that were left out.</returns>
    /// <exception cref="MixtureException">ShapeMismatch or VocabularyMismatch.</exception>
    public static (Dfm Dfm, long UnknownTokens) Align(Dfm dfm, DenseMatrix mu)
    {
        var words = mu.ColumnNames;
        bool hasWords = words is not null and not NumberedNames && dfm.Vocabulary is not NumberedNames;
        if (!hasWords || words!.SequenceEqual(dfm.Vocabulary, StringComparer.Ordinal))
        {
            return mu.ColumnCount == dfm.FeatureCount ? (dfm, 0) : throw MixtureError.ShapeMismatch(
                $"the given mu has {Counted.Of(mu.ColumnCount, "column")}, but the DFM has {Counted.Of(dfm.FeatureCount, "feature")}", mu.ColumnCount);
        }

        var columnOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int j = 0; j < words!.Count; j++) columnOf.TryAdd(words[j], j);
        var target = dfm.Vocabulary.Select(word => columnOf.GetValueOrDefault(word, -1)).ToArray();
        if (target.All(column => column < 0)) throw MixtureError.VocabularyMismatch(words.Count, dfm.FeatureCount);
        var (matrix, unknown) = Rearrange(dfm.Matrix, target, words.Count);
        var aligned = new Dfm(matrix, words, dfm.Weighting, dfm.DocumentName, dfm.KnownCluster?.ToArray()) { Model = dfm.Model, Seed = dfm.Seed, Sampler = dfm.Sampler };
        return (aligned, unknown);
    }

    /// <summary>Refuses what aren't K distributions over the documents' features.</summary>
    /// <exception cref="MixtureException">InvalidClusterCount, InvalidProbability, InvalidAlpha, AlphaSumNotOne or ShapeMismatch.</exception>
    public static void Check(DenseMatrix? mu, IReadOnlyList<double>? alpha, int k, int features)
    {
        if (mu is not null)
        {
            if (mu.RowCount != k || mu.ColumnCount != features)
                throw MixtureError.ShapeMismatch($"the given mu is {mu.RowCount} x {mu.ColumnCount}, but K is {k} and there {Counted.Agree(features, "is", "are")} {Counted.Of(features, "feature")}", mu);
            for (int c = 0; c < k; c++) MixtureModel.CheckDistribution(mu.RowSpan(c), $"row {c} of mu");
        }

        if (alpha is not null) MixtureModel.CheckAlpha(alpha, k);
    }

    private static (SparseMatrix Matrix, long Unknown) Rearrange(SparseMatrix matrix, int[] target, int columnCount)
    {
        var offsets = new int[matrix.RowCount + 1];
        var columns = new List<int>(matrix.NonZeroCount);
        var values = new List<double>(matrix.NonZeroCount);
        double unknown = 0;
        var row = new List<(int Column, double Value)>();
        for (int i = 0; i < matrix.RowCount; i++)
        {
            row.Clear();
            var from = matrix.RowColumns(i);
            var counts = matrix.RowValues(i);
            for (int p = 0; p < from.Length; p++)
            {
                if (target[from[p]] < 0) unknown += counts[p];
                else row.Add((target[from[p]], counts[p]));
            }

            row.Sort((a, b) => a.Column.CompareTo(b.Column));
            foreach (var (column, value) in row)
            {
                columns.Add(column);
                values.Add(value);
            }

            offsets[i + 1] = columns.Count;
        }

        return (new SparseMatrix(matrix.RowCount, columnCount, offsets, [.. columns], [.. values]), SaturatingConversion.ToInt64(unknown));
    }
}
