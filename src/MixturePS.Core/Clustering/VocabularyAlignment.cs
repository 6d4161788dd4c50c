using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>Moves documents into the columns of another vocabulary: matched by word where both have words, else by position.</summary>
internal static class VocabularyAlignment
{
    /// <summary>Moves documents into the columns of a clustering's vocabulary and drops the words that it doesn't have.</summary>
    /// <param name="dfm">The documents, n x J'.</param>
    /// <param name="vocabulary">The words, length J.</param>
    /// <param name="isKnown">Whether a word of the vocabulary is usable, by its index; the others are dropped too.</param>
    /// <param name="isSameText">Whether both are known to be tokenised in the same way, so that documents without any known word are no mistake.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The documents, n x J, and the number of tokens (of weighted documents: of words) dropped from each; length n.</returns>
    /// <exception cref="MixtureException">ShapeMismatch: one has no words, and the numbers of features differ. UnknownVocabulary: no word is known.</exception>
    public static (Dfm Dfm, long[] Unseen) Align(Dfm dfm, IReadOnlyList<string> vocabulary, Func<int, bool> isKnown, bool isSameText, CancellationToken cancellation)
    {
        int[] target = Target(dfm.Vocabulary, vocabulary);
        if (!isSameText && dfm.DocumentCount > 0 && target.All(column => column < 0)) throw MixtureError.UnknownVocabulary(dfm.FeatureCount, vocabulary.Count);
        for (int j = 0; j < target.Length; j++)
            if (target[j] >= 0 && !isKnown(target[j])) target[j] = -1;
        return Move(dfm, vocabulary, target, cancellation);
    }

    /// <summary>Moves documents into the columns of given word probabilities and drops the words that those don't have.</summary>
    /// <param name="dfm">The documents, n x J'.</param>
    /// <param name="mu">The word probabilities, K x J, with words as column names or without names.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The documents, n x J (the given ones where the columns are the same), and the number of tokens dropped.</returns>
    /// <exception cref="MixtureException">ShapeMismatch, VocabularyMismatch, DuplicateVocabularyWord or EmptyVocabularyWord.</exception>
    public static (Dfm Dfm, long Unseen) Align(Dfm dfm, DenseMatrix mu, CancellationToken cancellation)
    {
        if (mu.ColumnNames is not { } words || IsByPosition(dfm.Vocabulary, words))
        {
            return mu.ColumnCount == dfm.FeatureCount ? (dfm, 0) : throw MixtureError.ShapeMismatch(
                $"the given mu has {Counted.Of(mu.ColumnCount, "column")}, but the DFM has {Counted.Of(dfm.FeatureCount, "feature")}", mu.ColumnCount);
        }

        if (words.SequenceEqual(dfm.Vocabulary, StringComparer.Ordinal)) return (dfm, 0);
        int[] target = Target(dfm.Vocabulary, words);
        if (target.All(column => column < 0)) throw MixtureError.VocabularyMismatch(words.Count, dfm.FeatureCount);
        var (aligned, unseen) = Move(dfm, Vocabularies.Checked(words), target, cancellation);
        return (aligned, SaturatingConversion.ToInt64(unseen.Sum(tokens => (double)tokens)));
    }

    /// <summary>
    /// Word probabilities of two models over the words of either, with zeros for the words that one lacks. Words are matched by
    /// name; by position if there are as many, and one side only numbers them.
    /// </summary>
    /// <param name="model">The first model, K* x J*.</param>
    /// <param name="mu">The word probabilities of the second, K x J.</param>
    /// <param name="vocabulary">Its words, length J.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The word probabilities of both over the same words, without names.</returns>
    /// <exception cref="MixtureException">VocabularyMismatch: they have no word in common. MatrixTooLarge.</exception>
    public static (DenseMatrix Model, DenseMatrix Mu) Union(MixtureModel model, DenseMatrix mu, IReadOnlyList<string> vocabulary, CancellationToken cancellation)
    {
        int[] target = model.J == vocabulary.Count ? Target(model.Vocabulary, vocabulary) : WordTarget(model.Vocabulary, vocabulary);
        if (target.All(column => column < 0)) throw MixtureError.VocabularyMismatch(model.J, vocabulary.Count);
        int all = vocabulary.Count;
        for (int j = 0; j < target.Length; j++)
            if (target[j] < 0) target[j] = all++;
        var own = new double[MatrixSize.Cells("The word probabilities of the topics", mu.RowCount, all)];
        var other = new double[MatrixSize.Cells("The word probabilities of the topics", model.K, all)];
        for (int k = 0; k < mu.RowCount; k++) mu.RowSpan(k).CopyTo(own.AsSpan(k * all));
        var point = new CancellationPoint(cancellation);
        for (int k = 0; k < model.K; k++)
        {
            var row = model.Mu.RowSpan(k);
            point.Pass(row.Length);
            for (int j = 0; j < row.Length; j++) other[(k * all) + target[j]] = row[j];
        }

        return (new DenseMatrix(model.K, all, other), new DenseMatrix(mu.RowCount, all, own));
    }

    /// <summary>The column of the vocabulary for each of a DFM's words, or -1; length J'.</summary>
    /// <param name="words">The words of the DFM, length J'.</param>
    /// <param name="vocabulary">The vocabulary, length J.</param>
    /// <exception cref="MixtureException">ShapeMismatch: one has no words, and the numbers of features differ.</exception>
    public static int[] Target(IReadOnlyList<string> words, IReadOnlyList<string> vocabulary)
    {
        if (IsByPosition(words, vocabulary))
        {
            return words.Count == vocabulary.Count
                ? [.. Enumerable.Range(0, words.Count)]
                : throw MixtureError.ShapeMismatch($"the documents have {Counted.Of(words.Count, "feature")} and the clustering {vocabulary.Count}, and they can't be matched by word, because at least one has no words", words.Count);
        }

        return WordTarget(words, vocabulary);
    }

    private static int[] WordTarget(IReadOnlyList<string> words, IReadOnlyList<string> vocabulary)
    {
        var columnOf = new Dictionary<string, int>(vocabulary.Count, StringComparer.Ordinal);
        for (int j = 0; j < vocabulary.Count; j++) columnOf[vocabulary[j]] = j;
        return [.. words.Select(word => columnOf.GetValueOrDefault(word, -1))];
    }

    /// <summary>Names that merely number the columns aren't words.</summary>
    public static bool IsByPosition(IReadOnlyList<string> words, IReadOnlyList<string> vocabulary) => words is NumberedNames || vocabulary is NumberedNames;

    /// <summary>Moves each cell to its target column, or drops it where that is -1. Names, known clusters, origin and recipe stay; statistics of the text and of a selection don't, as they describe the matrix before.</summary>
    private static (Dfm Dfm, long[] Unseen) Move(Dfm dfm, IReadOnlyList<string> vocabulary, int[] target, CancellationToken cancellation)
    {
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
            double dropped = 0;
            for (int p = 0; p < from.Length; p++)
            {
                if (target[from[p]] < 0)
                {
                    if (cells[p] != 0) dropped += dfm.Weighting.IsCount ? Math.Floor(cells[p]) : 1;
                    continue;
                }

                columns[at] = target[from[p]];
                values[at++] = cells[p];
            }

            unseen[i] = SaturatingConversion.ToInt64(dropped);
            Array.Sort(columns, values, offsets[i], at - offsets[i]);
            offsets[i + 1] = at;
        }

        var aligned = new SparseMatrix(matrix.RowCount, vocabulary.Count, offsets, columns, values, check: false);
        return (new Dfm(dfm, null, aligned, vocabulary, dfm.Weighting)
        {
            Model = dfm.Model,
            Seed = dfm.Seed,
            Sampler = dfm.Sampler,
            TextRecipe = dfm.TextRecipe,
        }, unseen);
    }
}
