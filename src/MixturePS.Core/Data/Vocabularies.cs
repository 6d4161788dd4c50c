using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Validation of vocabularies, and default ones.</summary>
internal static class Vocabularies
{
    /// <summary>The five words of a model without a given vocabulary.</summary>
    public static IReadOnlyList<string> Default { get; } =
        ReadOnlyValues.Of<string>(["cat", "dog", "rat", "porcupine", "fox"]);

    /// <summary>The words feature0, feature1, ... for a vocabulary of a given size.</summary>
    public static IReadOnlyList<string> Numbered(int count)
    {
        if (count < 1) throw MixtureError.InvalidOption("J", $"must be at least 1; it is {count}", count);
        return new NumberedNames("feature", count);
    }

    /// <summary>A read-only copy of the words, which must be distinct (by code point) and not empty.</summary>
    public static IReadOnlyList<string> Checked(IReadOnlyList<string> words)
    {
        if (words is NumberedNames) return words;
        var seen = new Dictionary<string, int>(words.Count, StringComparer.Ordinal);
        var copy = new string[words.Count];
        for (int j = 0; j < copy.Length; j++)
        {
            if (string.IsNullOrWhiteSpace(words[j])) throw MixtureError.EmptyVocabularyWord(j);
            if (!seen.TryAdd(words[j], j)) throw MixtureError.DuplicateVocabularyWord(words[j], seen[words[j]], j);
            copy[j] = words[j];
        }

        return ReadOnlyValues.Of(copy);
    }
}
