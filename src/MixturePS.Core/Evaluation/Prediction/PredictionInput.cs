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
    /// <param name="trained">The clustered documents, of which only vocabulary and weighting are used.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The aligned documents, n x J, and the number of ignored tokens (with weights: of distinct words) in each; length n.</returns>
    /// <exception cref="MixtureException">AlreadyWeighted, WeightingMismatch, UnknownWeighting, ShapeMismatch or UnknownVocabulary.</exception>
    public static (Dfm Dfm, long[] Unseen) Prepare(Dfm dfm, Dfm trained, CancellationToken cancellation)
    {
        var weighting = trained.Weighting;
        if (weighting.IsCount) return VocabularyAlignment.Align(dfm.RequireCounts("a clustering of counts"), trained.Vocabulary, _ => true, cancellation);
        if (!dfm.Weighting.IsCount)
        {
            CheckSame(dfm, trained);
            return VocabularyAlignment.Align(dfm, trained.Vocabulary, _ => true, cancellation);
        }

        var idf = weighting.FeatureWeight;
        if (weighting.TfIdf is not { } options || (options.UseIdf && idf is null)) throw MixtureError.UnknownWeighting(weighting.Name);

        // The IDF of a word in no clustered document may be infinite; such a word is treated as unseen.
        var (aligned, unseen) = VocabularyAlignment.Align(dfm, trained.Vocabulary, j => idf is null || double.IsFinite(idf[j]), cancellation);
        return (TfIdf.Apply(aligned, options, idf, cancellation), unseen);
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
