using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;
using MixturePS.Core.Tests.Twins;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Properties of the DFM of any texts.</summary>
public sealed class DfmBuilderPropertyTests
{
    private static readonly Gen<string> Word = Pick.From("a", "b", "c", "dd", "the", "The", "\u00e9t\u00e9", "\U0001f600", "\uff21", "x-y", "it's", "\u6771\u4eac", "3.14", ",");

    private static readonly Gen<string[]> Texts =
        Gen.Select(Word, Pick.From(" ", "  ", "\u00a0", "\n"), (word, space) => word + space).Array[0, 15].Select(string.Concat).Array[1, 40];

    private static readonly Gen<(string[] Texts, int[] Sizes)> Cases = Gen.Select(Texts, Pick.From<int[]>([1], [2], [1, 2], [3], [1, 3], [2, 3, 4]));

    [Fact]
    public void CountsAddUpToTheTokens() => Cases.Sample(c =>
    {
        var dfm = CountVectorizerTests.Build(c.Texts, new DfmBuilderOptions { Token = TokenKind.WhiteSpace, NGrams = c.Sizes, StopWords = ["the"], MinLength = 2 });
        var tokens = Array.ConvertAll(c.Texts, PlainCounts.Tokens);
        var kept = Array.ConvertAll(tokens, row => row.Where(token => token != "the" && token.EnumerateRunes().Count() >= 2).ToArray());
        var told = dfm.TextStatistics!;
        Assert.Equal(tokens.Sum(row => row.Length), told.TokenCount);
        Assert.Equal(tokens.Sum(row => row.Count(token => token == "the")), told.StopWordCount);
        Assert.Equal(kept.Sum(row => row.Length), told.KeptTokenCount);
        Assert.Equal(kept.Sum(row => c.Sizes.Sum(size => Math.Max(0, row.Length - size + 1))), told.NGramCount);
        Assert.Equal(dfm.DocumentLength().Sum(), told.CountTotal);
        Assert.Equal(told.NGramCount, told.CountTotal);
        Assert.Equal(dfm.DocumentLength().Count(length => length == 0), told.EmptyDocumentCount);
    }, iter: 150);

    [Theory]
    [InlineData(TokenKind.Word)]
    [InlineData(TokenKind.WhiteSpace)]
    [InlineData(TokenKind.Character)]
    public void TheResultDoesNotDependOnTheNumberOfThreads(TokenKind token) => Texts.Sample(texts =>
    {
        // Several batches, so that several threads have work.
        string[] many = [.. Enumerable.Range(0, 3000).Select(i => texts[i % texts.Length] + " w" + (i % 89))];
        var options = new DfmBuilderOptions { Token = token, NGrams = [1, 2], MinDocumentFrequency = 2, MaxFeatures = 60, StemLanguage = "english" };
        var one = CountVectorizerTests.Build(many, options with { ThrottleLimit = 1 });
        foreach (int threads in new[] { 2, 5 }) AssertSame(one, CountVectorizerTests.Build(many, options with { ThrottleLimit = threads }));
    }, iter: 4, threads: 1);

    [Fact]
    public void FrequencyLimitsEqualANaiveFilter() =>
        Gen.Select(Texts, Pick.From(1.0, 2, 3, 0.1, 0.3), Pick.From(double.NaN, 4, 7, 0.4, 0.9), Gen.Int[0, 5]).Sample((texts, least, most, largest) =>
        {
            var options = new DfmBuilderOptions { Token = TokenKind.WhiteSpace };
            var all = CountVectorizerTests.Build(texts, options);
            double n = texts.Length;
            double from = least < 1 ? least * n : least;
            double to = double.IsNaN(most) ? n : most < 1 ? most * n : most;
            options = options with
            {
                MinDocumentFrequency = least,
                MaxDocumentFrequency = double.IsNaN(most) ? null : most,
                MaxFeatures = largest == 0 ? null : largest,
            };
            if (from > to && !double.IsNaN(most))
            {
                Assert.Equal("ConflictingDocumentFrequency", Assert.Throws<MixtureException>(() => { CountVectorizerTests.Build(texts, options); }).Id);
                return;
            }

            var limited = CountVectorizerTests.Build(texts, options);
            int[] frequency = all.DocumentFrequency();
            int[] kept = [.. Enumerable.Range(0, all.FeatureCount).Where(j => frequency[j] >= from && frequency[j] <= to)];
            var told = limited.TextStatistics!;
            Assert.Equal(frequency.Count(f => f < from), told.RareFeatureCount);
            Assert.Equal(frequency.Count(f => f > to), told.CommonFeatureCount);
            if (largest > 0)
            {
                Assert.Equal(Math.Max(0, kept.Length - largest), told.SurplusFeatureCount);
                kept = [.. kept.OrderByDescending(j => Column(all, j).Sum()).ThenBy(j => j).Take(largest).Order()];
            }

            Assert.Equal(kept.Select(j => all.Vocabulary[j]), limited.Vocabulary);
            for (int k = 0; k < kept.Length; k++) Assert.Equal(Column(all, kept[k]), Column(limited, k));
            Assert.Equal(all.DocumentLength().Sum() - limited.DocumentLength().Sum(), told.PrunedCount);

            // The same selection from the finished matrix.
            var selected = FeatureSelection.Select(all, new FeatureSelectionOptions
            {
                MinDocumentFrequency = options.MinDocumentFrequency,
                MaxDocumentFrequency = options.MaxDocumentFrequency,
                MaxFeatures = options.MaxFeatures,
            });
            AssertSame(limited, selected);
        }, iter: 200);

    [Fact]
    public void AGivenVocabularySelectsColumnsOfTheFullMatrix() =>
        Gen.Select(Cases, Pick.From("a", "b a", "dd", "\u00e9t\u00e9 b", "the c dd", "never", "a b c d e", "it's").HashSet[1, 6]).Sample((c, words) =>
        {
            string[] vocabulary = [.. words];
            var options = new DfmBuilderOptions { Token = TokenKind.WhiteSpace, NGrams = c.Sizes };
            var all = CountVectorizerTests.Build(c.Texts, options);
            var given = CountVectorizerTests.Build(c.Texts, options with { Vocabulary = vocabulary });
            Assert.Equal(vocabulary, given.Vocabulary);
            for (int j = 0; j < vocabulary.Length; j++)
            {
                int at = all.Vocabulary.ToList().IndexOf(vocabulary[j]);
                Assert.Equal(at < 0 ? new double[c.Texts.Length] : Column(all, at), Column(given, j));
            }

            Assert.Equal(all.DocumentLength().Sum() - given.DocumentLength().Sum(), given.TextStatistics!.UnseenCount);
        }, iter: 200);

    internal static void AssertSame(Dfm expected, Dfm actual)
    {
        Assert.Equal(expected.Vocabulary, actual.Vocabulary);
        Assert.Equal(expected.Matrix.RowOffsets.ToArray(), actual.Matrix.RowOffsets.ToArray());
        Assert.Equal(expected.Matrix.ColumnIndices.ToArray(), actual.Matrix.ColumnIndices.ToArray());
        Assert.Equal(expected.Matrix.Values.ToArray(), actual.Matrix.Values.ToArray());
        if (actual.Selection is null) Assert.Equal(expected.TextStatistics, actual.TextStatistics);
    }

    private static double[] Column(Dfm dfm, int j) => [.. Enumerable.Range(0, dfm.DocumentCount).Select(i => dfm[i, j])];
}
