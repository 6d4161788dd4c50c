using System.Collections.Concurrent;
using MixturePS.Core.Errors;

namespace MixturePS.Core.Text;

/// <summary>
/// Gives words and n-grams their ids while texts are read, from any number of threads. Ids come in no particular order;
/// columns are put in order of the words when all is read.
/// </summary>
internal sealed class FeatureTable
{
    /// <summary>The id of what isn't in a given vocabulary.</summary>
    public const int Unseen = -1;

    private readonly ConcurrentDictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Func<string, int> _addWord;
    private readonly NGramTable _grams;
    private readonly string _separator;
    private bool _isClosed;
    private int _count;

    /// <summary>Starts without features.</summary>
    /// <param name="separator">What stands between the words of an n-gram.</param>
    public FeatureTable(string separator)
    {
        _separator = separator;
        _grams = new NGramTable(NextId);
        _addWord = _ => NextId();
    }

    /// <summary>One more than the greatest id.</summary>
    public int Count => _count;

    /// <summary>From now on what has no id is unseen.</summary>
    public void Close() => _isClosed = true;

    /// <summary>The id of a word; a new one is added while the table is open.</summary>
    public int Word(string word)
    {
        if (_words.TryGetValue(word, out int id)) return id;
        return _isClosed ? Unseen : _words.GetOrAdd(word, _addWord);
    }

    /// <summary>The id of an n-gram by the ids of all but its last word and of that; a new one is added while the table is open.</summary>
    public int Gram(int prefix, int word) => _grams.Find(prefix, word, !_isClosed);

    /// <summary>What the features with given ids are called.</summary>
    /// <param name="ids">The ids; read.</param>
    public string[] Names(int[] ids)
    {
        var words = new string?[_count];
        foreach (var (word, id) in _words) words[id] = word;
        (int Prefix, int Word)[]? grams = null;
        _grams.ForEach((prefix, word, id) => (grams ??= new (int, int)[_count])[id] = (prefix, word));
        return Array.ConvertAll(ids, Name);

        string Name(int id) => words[id] ?? string.Concat(Name(grams![id].Prefix), _separator, words[grams[id].Word]);
    }

    private int NextId()
    {
        int id = Interlocked.Increment(ref _count) - 1;
        return id >= 0 ? id : throw new OverflowException("There are more than 2,147,483,647 different features.");
    }
}
