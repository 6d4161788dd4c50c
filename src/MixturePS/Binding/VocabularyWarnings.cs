using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Binding;

/// <summary>Warnings of a given vocabulary whose words never match, or match words that were tokenised in another way.</summary>
internal static class VocabularyWarnings
{
    /// <summary>The warnings of the options for a DFM.</summary>
    /// <param name="options">The options.</param>
    /// <param name="given">The vocabulary as it was given: words or a DFM; or null.</param>
    public static IEnumerable<string> Of(DfmBuilderOptions options, object? given)
    {
        if (options.Vocabulary is not { } words) yield break;
        if (!options.CaseSensitive && words.FirstOrDefault(word => word.Any(char.IsUpper)) is { } upper)
            yield return $"The vocabulary contains words with capital letters, such as '{upper}', which never match because texts are lower-cased. Give -CaseSensitive to keep the case.";
        if (PSValue.Unwrap(given) is Dfm { TextRecipe: { } recipe } && TextRecipes.Difference(TextRecipes.Of(options), recipe) is { } difference)
            yield return $"The texts are tokenised differently from those of the DFM that -Vocabulary takes its words from: {difference}. Words that differ for that reason are counted as unseen.";
        if (options.Normalizes && words.FirstOrDefault(word => !string.Equals(TokenNormalizer.Normalize(word), word, StringComparison.Ordinal)) is { } composed)
            yield return $"The vocabulary contains words that aren't in Unicode's normalization form C, such as '{composed}', which never match because tokens are normalized. Give -Normalization None to keep tokens as they are.";
    }
}
