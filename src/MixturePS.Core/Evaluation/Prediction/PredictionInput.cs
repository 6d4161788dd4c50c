using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Evaluation;

/// <summary>New documents in the terms of those that were clustered: with their features, and weighted as they were.</summary>
internal static class PredictionInput
{
    /// <summary>Brings documents into a clustering's terms.</summary>
    /// <param name="dfm">The documents: counts, or with the clustering's own weights.</param>
    /// <param name="trained">The documents that were clustered; of them no more than words and weighting is needed.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The documents, n x J, and what was left out of each: tokens of counts, else words; length n.</returns>
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

        // A word that no clustered document had may have an infinite idf; the clustering doesn't know it.
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
