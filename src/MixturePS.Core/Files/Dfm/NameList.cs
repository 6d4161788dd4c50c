using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Names in file order. Words are distinct, not empty, and can be looked up.</summary>
internal sealed class NameList
{
    public const string DocumentPrefix = "doc";
    public const string FeaturePrefix = "feature";
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _indexOf = new(StringComparer.Ordinal);

    public int Count => _names.Count;

    /// <summary>Adds a word, which must be new and not empty.</summary>
    public void AddWord(string word, Place at)
    {
        if (string.IsNullOrWhiteSpace(word)) throw FileError.EmptyWord(at);
        if (!_indexOf.TryAdd(word, _names.Count)) throw FileError.DuplicateWord(at, word);
        _names.Add(word);
    }

    /// <summary>The index of a word, which is added if it is new.</summary>
    public int IndexOrAddWord(ReadOnlySpan<char> word, Place at)
    {
        string text = word.ToString();
        if (!_indexOf.TryGetValue(text, out int index))
        {
            index = _names.Count;
            AddWord(text, at);
        }

        return index;
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words(ReadContext context) => Compact(_names, FeaturePrefix, context);

    /// <summary>A read-only list of names, which takes no memory if they are just numbers after a prefix.</summary>
    public static IReadOnlyList<string> Compact(List<string> names, string prefix, ReadContext context)
    {
        var numbered = new NumberedNames(prefix, names.Count);
        for (int i = 0; i < names.Count; i++)
        {
            context.CheckPeriodically(i);
            if (names[i] != numbered[i]) return ReadOnlyValues.Of(names.ToArray());
        }

        return numbered;
    }
}
