using CsCheck;
using MixturePS.Core.Tests.Text;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Twins;

/// <summary>Text counting against dictionaries of strings.</summary>
public sealed class CountTwinTests
{
    private static readonly Gen<string> Word = Pick.From(
        "a", "b", "c", "dd", "the", "The", "\u00e9t\u00e9", "\U0001f600", "\uff21", "x-y", "it's", "\u6771\u4eac", "3.14", ",",
        "eightchr", "ninechars", "sixteencharacter", new string('q', 17), new string('z', 64), new string('z', 65), new string('z', 200));

    private static readonly Gen<string> Text =
        Gen.Select(Word, Pick.From(" ", "  ", "\u00a0", "\n"), (word, space) => word + space).Array[0, 30].Select(string.Concat);

    [Fact]
    public void NGramsAreThePlainOnes() =>
        Gen.Select(Text.Array[1, 40], Pick.From<int[]>([1], [2], [1, 2], [3], [1, 3], [2, 3, 4])).Sample((texts, sizes) =>
        {
            var plain = Array.ConvertAll(texts, text => PlainCounts.NGrams(PlainCounts.Tokens(text), sizes));
            foreach (int threads in new[] { 1, 3 })
            {
                var dfm = CountVectorizerTests.Build(texts, new DfmBuilderOptions { Token = TokenKind.WhiteSpace, NGrams = sizes, ThrottleLimit = threads });
                Assert.Equal(plain.SelectMany(row => row.Keys).Distinct().Count(), dfm.FeatureCount);
                for (int i = 0; i < texts.Length; i++)
                    for (int j = 0; j < dfm.FeatureCount; j++) Assert.Equal(plain[i].GetValueOrDefault(dfm.Vocabulary[j]), dfm[i, j]);
            }
        }, iter: 150);

    // More different words than the tables begin with, so that they grow, and rows that grow the row's own table.
    [Fact]
    public void ManyWordsAreCountedAsTheFewAre()
    {
        var random = new System.Random(1);
        string[] texts = [.. Enumerable.Range(0, 60).Select(i => string.Join(' ', Enumerable.Range(0, i * 40).Select(_ => "w" + random.Next(1 + (random.Next(4) * 3000)))))];
        foreach (int[] sizes in new int[][] { [1], [1, 2] })
        {
            var dfm = CountVectorizerTests.Build(texts, new DfmBuilderOptions { Token = TokenKind.WhiteSpace, NGrams = sizes });
            var column = dfm.Vocabulary.Select((word, j) => (word, j)).ToDictionary(pair => pair.word, pair => pair.j);
            for (int i = 0; i < texts.Length; i++)
            {
                var plain = PlainCounts.NGrams(PlainCounts.Tokens(texts[i]), sizes);
                Assert.Equal(plain.Count, dfm.Matrix.RowColumns(i).Length);
                foreach (var (gram, count) in plain) Assert.Equal(count, dfm[i, column[gram]]);
            }
        }
    }

    [Fact]
    public void ARowHasTheCountsOfADictionary()
    {
        var random = new System.Random(2);
        var counter = new RowCounter();
        for (int row = 0; row < 400; row++)
        {
            var expected = new Dictionary<int, int>();
            int ids = 1 + random.Next(row % 50 == 0 ? 5000 : 40), step = 1 + random.Next(3000);
            for (int t = random.Next(row % 7 == 0 ? 1 : 2 * ids); t > 0; t--)
            {
                int id = random.Next(ids) * step;
                counter.Add(id);
                expected[id] = expected.GetValueOrDefault(id) + 1;
            }

            Assert.Equal(expected.Count, counter.EndRow());
            int[] cells = counter.TakeRows();
            var found = new Dictionary<int, int>();
            for (int at = 0; at < cells.Length;)
            {
                int id = RowCounter.Read(cells, ref at, out int count);
                found.Add(id, count);
            }

            // In the order in which the ids first came.
            Assert.Equal(expected, found);
            Assert.Equal(expected.Keys, found.Keys);
        }
    }

    [Fact]
    public void WordsAndNGramsHaveTheIdsOfADictionary()
    {
        var random = new System.Random(3);
        var table = new FeatureTable("_");
        var (words, grams, names) = (new Dictionary<string, int>(), new Dictionary<(int, int), int>(), new Dictionary<int, string>());
        for (int i = 0; i < 30_000; i++)
        {
            string word = random.Next(2) == 0 ? "w" + random.Next(4000) : new string((char)('a' + random.Next(26)), 1 + random.Next(80));
            int id = table.Word(word);
            if (words.TryAdd(word, id)) names.Add(id, word);
            Assert.Equal(words[word], id);
            int prefix = names.Keys.ElementAt(random.Next(Math.Min(names.Count, 300)));
            int gram = table.Gram(prefix, id);
            if (grams.TryAdd((prefix, id), gram)) names.Add(gram, names[prefix] + "_" + word);
            Assert.Equal(grams[(prefix, id)], gram);
        }

        Assert.Equal(names.Count, table.Count);
        Assert.Equal(names.Keys.Order(), Enumerable.Range(0, table.Count));
        int[] asked = [.. names.Keys.Where(_ => random.Next(3) == 0)];
        Assert.Equal(asked.Select(id => names[id]), table.Names(asked, 2, default));
        table.Close();
        Assert.Equal(FeatureTable.Unseen, table.Word("never seen"));
        Assert.Equal(FeatureTable.Unseen, table.Gram(int.MaxValue, 0));
        Assert.Equal(words["w1"], table.Word("w1"));
    }
}
