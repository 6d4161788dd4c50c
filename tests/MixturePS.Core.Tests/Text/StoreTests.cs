using CsCheck;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>The tables that texts are counted with, each beside a simple one.</summary>
public sealed class StoreTests
{
    [Fact]
    public void NumbersComeBackFromTheirBytes() => Gen.Int[0, int.MaxValue].Array[1, 20].Sample(numbers =>
    {
        byte[] bytes = new byte[VarInt.Longest * numbers.Length];
        int end = 0;
        foreach (int number in numbers) VarInt.Write(bytes, ref end, (uint)number);
        int at = 0;
        foreach (int number in numbers) Assert.Equal(number, VarInt.Read(bytes, ref at));
        Assert.Equal(end, at);
    });

    [Fact]
    public void PiecesAreFoundAgainUntilTheTableStartsAnew() => Gen.Char['a', 'd'].Array[1, 6].Select(units => new string(units)).Array[1, 400].Sample(pieces =>
    {
        var cache = new PieceTable(300);
        var known = new Dictionary<string, int>();
        foreach (string piece in pieces)
        {
            ulong hash = PieceTable.Hash(piece);
            Assert.Equal(known.TryGetValue(piece, out int value), cache.TryGet(piece, hash, out int found));
            Assert.Equal(value, found);
            if (known.ContainsKey(piece)) continue;
            Assert.Equal(known.Count == 300, cache.IsFull);
            if (cache.IsFull)
            {
                cache.Clear();
                known.Clear();
            }

            known.Add(piece, known.Count + 7);
            cache.Add(piece, hash, known[piece]);
        }
    }, iter: 50);

    [Fact]
    public void NGramsHaveAnIdEach() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 300].Sample(pairs =>
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
    public void TheOrderIsThatOfCodePoints() => Pick.From("a", "b", "\u00e9", "\ud7ff", "\ue000", "\uffee", "\U00010000", "\U0001f600", "\U0010ffff").Array[0, 6].Select(string.Concat).Array[0, 40].Sample(words =>
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
        Assert.Null(names.OrNone());
        names.Add("a");
        names.AddNumbered("f:", 1);
        names.AddNumbered("f:", 2);
        names.AddNumbered("f:", 1);
        names.AddNumbered("g:", 2);
        names.Add(null);
        string[] expected = ["doc0", "doc1", "a", "f:1", "f:2", "f:1", "g:2", "doc7"];
        Assert.Equal(expected, names.OrNone()!);
        Assert.Equal(expected, Enumerable.Range(0, names.Count).Select(i => names[i]));
        Assert.Throws<ArgumentOutOfRangeException>(() => names[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => names[-1]);
    }

    private static ReadOnlySpan<int> CodePoints(string word) => word.EnumerateRunes().Select(rune => rune.Value).ToArray();
}
