using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Evaluation;

/// <summary>Aligns new documents with those that were clustered: the same features and the same weighting.</summary>
internal static class PredictionInput
{
    /// <summary>Aligns documents with a clustering.</summary>
    /// <param name="dfm">The documents: counts, or weights of the same kind as in the clustering.</param>
    /// <param name="trained">The clustered documents, of which only vocabulary, weighting and text recipe are used.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>
    /// The aligned documents, n x J; the number of ignored tokens (with weights: of distinct words) in each; and whether each
    /// has no word in common with the clustering, which is false where features are matched by position. Length n.
    /// </returns>
    /// <exception cref="MixtureException">TextRecipeMismatch, AlreadyWeighted, WeightingMismatch, UnknownWeighting, ShapeMismatch or UnknownVocabulary.</exception>
    public static (Dfm Dfm, long[] Unseen, bool[] IsUnknown) Prepare(Dfm dfm, Dfm trained, CancellationToken cancellation)
    {
        bool isSameText = IsSameText(dfm, trained);
        var weighting = trained.Weighting;
        if (weighting.IsCount)
        {
            dfm.RequireCounts("a clustering of counts");
        }
        else if (!dfm.Weighting.IsCount)
        {
            CheckSame(dfm, trained);
        }
        else if (weighting.TfIdf is not { } options || (options.UseIdf && weighting.FeatureWeight is null))
        {
            throw MixtureError.UnknownWeighting(weighting.Name);
        }

        // The IDF of a word in no clustered document may be infinite; such a word is treated as unseen.
        bool weights = dfm.Weighting.IsCount && !weighting.IsCount;
        var idf = weights ? weighting.FeatureWeight : null;
        var (aligned, unseen) = VocabularyAlignment.Align(dfm, trained.Vocabulary, j => idf is null || double.IsFinite(idf[j]), isSameText, cancellation);

        // Before weighting, because the weight of a known word can be zero.
        bool[] isUnknown = IsUnknown(dfm, aligned, trained, cancellation);
        return (weights ? TfIdf.Apply(aligned, weighting.TfIdf!, idf, cancellation) : aligned, unseen, isUnknown);
    }

    /// <summary>The options that tokenise new texts like those that were clustered.</summary>
    /// <param name="trained">The clustered documents.</param>
    /// <exception cref="MixtureException">NoTextRecipe, or InvalidTextRecipe if a newer version tokenised them.</exception>
    public static DfmBuilderOptions TextOptions(Dfm trained) => TextRecipes.Options(trained.TextRecipe ?? throw MixtureError.NoTextRecipe());

    private static bool[] IsUnknown(Dfm dfm, Dfm aligned, Dfm trained, CancellationToken cancellation)
    {
        var result = new bool[aligned.DocumentCount];
        bool isText = trained.Weighting.IsCount || trained.Weighting.TfIdf is not null;
        if (!isText || VocabularyAlignment.IsByPosition(dfm.Vocabulary, trained.Vocabulary)) return result;
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < result.Length; i++)
        {
            var values = aligned.Matrix.RowValues(i);
            point.Pass(values.Length);

            // A stored weight of zero belongs to a word, a stored count of zero doesn't.
            result[i] = aligned.Weighting.IsCount ? !values.ContainsAnyExcept(0.0) : values.Length == 0;
        }

        return result;
    }

    // Where one of them has no record, nothing can be compared.
    private static bool IsSameText(Dfm dfm, Dfm trained)
    {
        if (dfm.TextRecipe is not { } own || trained.TextRecipe is not { } expected) return false;
        return TextRecipes.Difference(own, expected) is not { } what ? true : throw MixtureError.TextRecipeMismatch(what);
    }

    private static void CheckSame(Dfm dfm, Dfm trained)
    {
        var (own, other) = (dfm.Weighting, trained.Weighting);
        if (own.Name != other.Name) throw MixtureError.WeightingMismatch($"the documents have the weighting '{own.Name}', but the clustering '{other.Name}'", own.Name);
        int[] target = VocabularyAlignment.Target(dfm.Vocabulary, trained.Vocabulary);
        for (int j = 0; j < target.Length; j++)
        {
            double? mine = own.FeatureWeight?[j], theirs = target[j] < 0 ? mine : other.FeatureWeight?[target[j]];
            if (!Nullable.Equals(mine, theirs))
            {
                throw MixtureError.WeightingMismatch(
                    FormattableString.Invariant($"the word '{dfm.Vocabulary[j]}' has the weight {mine:R} in the documents, but {theirs:R} in the clustering"), dfm.Vocabulary[j]);
            }
        }
    }
}
