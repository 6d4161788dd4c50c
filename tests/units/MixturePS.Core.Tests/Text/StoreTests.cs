using CsCheck;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Compares the tables that count texts with simple ones.</summary>
public sealed class StoreTests
{
    [Fact]
    public void RowsEqualTheirCounts() => Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3000], Gen.Bool).Select((few, many, isFew) => isFew ? few : 1024 * many).Array[0, 3000].Array[0, 4].Sample(documents =>
    {
        var counter = new RowCounter();
        int[] lengths = [.. documents.Select(ids =>
        {
            foreach (int id in ids) counter.Add(id);
            return counter.EndRow();
        })];
        int[] rows = counter.TakeRows();
        int at = 0;
        for (int i = 0; i < documents.Length; i++)
        {
            var read = new List<(int, int)>();
            for (int p = 0; p < lengths[i]; p++) read.Add((RowCounter.Read(rows, ref at, out int count), count));
            Assert.Equal(documents[i].GroupBy(id => id).Select(group => (group.Key, group.Count())), read);
        }

        Assert.Equal(rows.Length, at);
        Assert.Empty(counter.TakeRows());
    }, iter: 30);

    [Fact]
    public void PiecesAreSeparatedByWhiteSpace() => Pick.From("a", "Z9", "seventh", "eighteen", "nineteen9", " ", "  ", "\u3000", "\u00e9", "\u043c\u0438\u0440", "\u007f", "\0", "\u001d", "\u0085", "\U0001f600").Array[0, 14].Select(string.Concat).Sample(text =>
    {
        var found = new List<string>();
        var scanner = new PieceScanner(text);
        while (scanner.TryNext(out var piece))
        {
            found.Add(piece.Text.ToString());
            var same = new Piece(found[^1]);
            Assert.Equal(same.Hash, piece.Hash);
            Assert.Equal(same.Start, piece.Start);
        }

        char[] spaces = [.. Enumerable.Range(0, 0x10000).Select(unit => (char)unit).Where(unit => char.IsWhiteSpace(unit) || (uint)(unit - 0x1c) <= 3)];
        Assert.Equal(text.Split(spaces, StringSplitOptions.RemoveEmptyEntries), found);
    });

    [Fact]
    public void PiecesAreFoundUntilTheTableIsCleared() => Gen.Char['a', 'd'].Array[1, 6].Select(units => new string(units)).SelectMany(end => Pick.From(string.Empty, "1234567", "12345678901234567890").Select(start => start + end)).Array[1, 400].Sample(pieces =>
    {
        var cache = new PieceTable(300);
        var known = new Dictionary<string, int>();
        foreach (string piece in pieces)
        {
            Assert.Equal(known.TryGetValue(piece, out int value), cache.TryGet(new Piece(piece), out int found));
            Assert.Equal(value, found);
            if (known.ContainsKey(piece)) continue;
            Assert.Equal(known.Count == 300 || known.Keys.Where(key => key.Length > 8).Sum(key => key.Length) > (12 * 300) - 64, cache.IsFull);
            if (cache.IsFull)
            {
                cache.Clear();
                known.Clear();
            }

            known.Add(piece, known.Count + 7);
            cache.Add(new Piece(piece), known[piece]);
        }

        var strings = new string?[known.Count + 7];
        cache.CopyStrings([.. Enumerable.Range(0, strings.Length).Select(value => value % 2 == 0)], strings);
        Assert.Equal(known.Where(pair => pair.Value % 2 == 0).OrderBy(pair => pair.Value).Select(pair => pair.Key), strings.Where(text => text is not null));
    }, iter: 50);

    [Fact]
    public void EachNGramHasItsId() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 300].Sample(pairs =>
    {
        int count = 0;
        var table = new NGramTable(() => count++);
        var known = new Dictionary<(int, int), int>();
        foreach (var (prefix, word) in pairs)
        {
            bool isNew = !known.TryGetValue((prefix, word), out int id);
            Assert.Equal(isNew ? FeatureTable.Unseen : id, table.Find(prefix, word, add: false));
            known[(prefix, word)] = table.Find(prefix, word, add: true);
            if (!isNew) Assert.Equal(id, known[(prefix, word)]);
        }

        Assert.Equal(known.Count, count);
        Assert.Equal(known.Count, known.Values.Distinct().Count());
        var seen = new Dictionary<(int, int), int>();
        table.ForEach((prefix, word, id) => seen.Add((prefix, word), id));
        Assert.Equal(known.OrderBy(pair => pair.Value), seen.OrderBy(pair => pair.Value));
    }, iter: 50);

    [Fact]
    public void WordsAreSortedByCodePoint() => Pick.From("a", "b", "\u00e9", "\ud7ff", "\ue000", "\uffee", "\U00010000", "\U0001f600", "\U0010ffff", "abcdefgh").Array[0, 6].Select(string.Concat).Array[0, 40].Sample(words =>
    {
        string[] expected = [.. words];
        Array.Sort(expected, (a, b) => CodePoints(a).SequenceCompareTo(CodePoints(b)));
        string[] sorted = [.. words];
        int[] places = CodePointOrder.Sort(sorted);
        Assert.Equal(expected, sorted);
        Assert.Equal(sorted, places.Select(place => words[place]));
    });

    [Fact]
    public void NamesAreKeptAsRuns()
    {
        var names = new DocumentNames();
        names.Add(null);
        names.Add(null);
        Assert.Null(names.OrNull());
        names.Add("a");
        names.AddNumbered("f:", 1);
        names.AddNumbered("f:", 2);
        names.AddNumbered("f:", 1);
        names.AddNumbered("g:", 2);
        names.Add(null);
        string[] expected = ["doc0", "doc1", "a", "f:1", "f:2", "f:1", "g:2", "doc7"];
        Assert.Equal(expected, names.OrNull()!);
        Assert.Equal(expected, Enumerable.Range(0, names.Count).Select(i => names[i]));
        Assert.Throws<ArgumentOutOfRangeException>(() => names[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => names[-1]);
    }

    private static ReadOnlySpan<int> CodePoints(string word) => word.EnumerateRunes().Select(rune => rune.Value).ToArray();
}
