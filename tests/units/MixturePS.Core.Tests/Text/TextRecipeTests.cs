using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Recipes record every option that defines tokens, and apply it again.</summary>
public sealed class TextRecipeTests : IDisposable
{
    // What doesn't define tokens: the limits on features, the vocabulary and the threads.
    private static readonly string[] Others =
    [
        nameof(DfmBuilderOptions.MinDocumentFrequency), nameof(DfmBuilderOptions.MaxDocumentFrequency), nameof(DfmBuilderOptions.MaxFeatures),
        nameof(DfmBuilderOptions.Vocabulary), nameof(DfmBuilderOptions.ThrottleLimit),
    ];

    private static readonly DfmBuilderOptions[] Variants =
    [
        new(),
        new() { Token = TokenKind.WhiteSpace },
        new() { Token = TokenKind.Character, NGrams = [3, 1] },
        new() { CaseSensitive = true },
        new() { StopWords = ["The", "a", "don\u2019t"] },
        new() { StopWords = Languages.StopWords("English"), StemLanguage = "en" },
        new() { StemLanguage = "German" },
        new() { Keep = KeptToken.Hashtag | KeptToken.Emoji },
        new() { ElisionLanguages = ["French", "it"] },
        new() { Normalization = TextNormalization.None },
        new() { NGrams = [2], CrossesSentences = true },
        new() { MinLength = 3, Pattern = DfmBuilderOptions.ParsePattern("^\\p{L}+$") },
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("mixtureps-recipe-").FullName;

    public static TheoryData<string> Files => ["x.csv", "x.tsv.gz", "x.long.csv", "x.mtx", "x.dat", "x.jsonl"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EveryOptionIsRecordedOrDefinesNoTokens()
    {
        var properties = typeof(DfmBuilderOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal);
        Assert.Equal(TextRecipes.Properties.Concat(Others).Order(StringComparer.Ordinal), properties);
    }

    [Fact]
    public void RecordedOptionsAreAppliedAgain()
    {
        for (int i = 0; i < Variants.Length; i++)
        {
            var recipe = TextRecipes.Of(Variants[i] with { MaxFeatures = 7 });
            var options = TextRecipes.Options(recipe);
            Assert.Null(options.MaxFeatures);
            for (int j = 0; j < Variants.Length; j++)
            {
                string? difference = TextRecipes.Difference(TextRecipes.Of(options), TextRecipes.Of(Variants[j]));
                Assert.True(i == j == difference is null, $"{i}, {j}: {difference}");
            }
        }
    }

    [Fact]
    public void StopWordsAreComparedWithoutCaseAndOrder()
    {
        var (a, b) = (new DfmBuilderOptions { StopWords = ["The", "don\u2019t", "a"] }, new DfmBuilderOptions { StopWords = ["a", "don't", "the", "the"] });
        Assert.Null(TextRecipes.Difference(TextRecipes.Of(a), TextRecipes.Of(b)));
        var many = new DfmBuilderOptions { StopWords = [.. Enumerable.Range(0, 9).Select(i => $"x{i}")] };
        var others = many with { StopWords = [.. many.StopWords.Skip(1), "y"] };
        Assert.Equal("-StopWord has 9 words, but others", TextRecipes.Difference(TextRecipes.Of(others), TextRecipes.Of(many)));
        Assert.Equal("-StopWord is none instead of 9 words", TextRecipes.Difference(TextRecipes.Of(new DfmBuilderOptions()), TextRecipes.Of(many)));
    }

    [Fact]
    public void ARecipeIsDescribedInWords()
    {
        Assert.Equal("words, lower case", TextRecipes.Of(new DfmBuilderOptions()).ToString());
        var recipe = TextRecipes.Of(new DfmBuilderOptions { Token = TokenKind.WhiteSpace, CaseSensitive = true, StopWords = ["a"], StemLanguage = "en", NGrams = [1, 2], MinLength = 2 });
        Assert.Equal("tokens between white space, case kept, 1 stop word dropped, at least 2 characters, English stems, 1-grams and 2-grams", recipe.ToString());
        Assert.Equal("1, 2", recipe["ngram"]);
        Assert.Null(recipe["other"]);
    }

    [Fact]
    public void ARecipeStaysWithTheDocuments()
    {
        var dfm = Build(Variants[5], "the cats", "a dog");
        Assert.NotNull(dfm.TextRecipe);
        Assert.Same(dfm.TextRecipe, TfIdf.Transform(dfm, new TfIdfOptions()).TextRecipe);
        Assert.Same(dfm.TextRecipe, FeatureSelection.Select(dfm, new FeatureSelectionOptions { Drop = ["cat"] }).TextRecipe);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ARecipeIsKeptInAFileOfAnyFormat(string name)
    {
        foreach (var options in Variants)
        {
            var dfm = Build(options, "the cats sat", "dogs and cats");
            string path = Path.Combine(_folder, name);
            DfmFile.Write(dfm, path, new DfmWriteOptions { Overwrite = true });
            var read = DfmFile.Read(path).TextRecipe;
            Assert.NotNull(read);
            Assert.Null(TextRecipes.Difference(read, dfm.TextRecipe!));
            Assert.Equal(dfm.TextRecipe!.ToString(), read.ToString());
        }

        // Simulated documents need no sidecar file.
        DfmFile.Write(new Dfm(SparseMatrix.FromDense(1, 1, [1]), ["a"]), Path.Combine(_folder, "plain.csv"));
        Assert.False(File.Exists(Path.Combine(_folder, "plain.csv.meta.json")));
        Assert.Null(DfmFile.Read(Path.Combine(_folder, "plain.csv")).TextRecipe);
    }

    [Fact]
    public void TextsInJsonLinesHaveARecipe()
    {
        string path = Path.Combine(_folder, "texts.jsonl");
        File.WriteAllText(path, "{\"text\":\"The cats\"}\n{\"text\":\"dogs\"}\n");
        Assert.Null(TextRecipes.Difference(DfmFile.Read(path).TextRecipe!, TextRecipes.Of(new DfmBuilderOptions { Token = TokenKind.WhiteSpace, CaseSensitive = true })));
        Assert.Null(TextRecipes.Difference(DfmFile.Read(path, new DfmReadOptions { LowerCase = true }).TextRecipe!, TextRecipes.Of(new DfmBuilderOptions { Token = TokenKind.WhiteSpace })));
        File.AppendAllText(path, "{\"counts\":{\"a\":1}}\n");
        Assert.Null(DfmFile.Read(path).TextRecipe);
    }

    [Theory]
    [InlineData("\"Token\":[\"Sentence\"]")]
    [InlineData("\"Token\":[\"Word\",\"Word\"]")]
    [InlineData("\"Token\":[\"7\"]")]
    [InlineData("\"CaseSensitive\":[\"yes\"]")]
    [InlineData("\"MinLength\":[\"0\"]")]
    [InlineData("\"MinLength\":[\"1.5\"]")]
    [InlineData("\"NGram\":[\"99\"]")]
    [InlineData("\"Stem\":[\"klingon\"]")]
    [InlineData("\"Pattern\":[\"(\"]")]
    [InlineData("\"Stem\":\"English\"")]
    public void AnInvalidRecipeInAFileIsRefused(string option)
    {
        string path = Path.Combine(_folder, "x.csv");
        File.WriteAllText(path, "DocumentName,a\nd,1\n");
        File.WriteAllText(path + ".meta.json", "{\"textRecipe\":{" + option + "}}");
        Assert.Equal("InvalidMetadata", Assert.Throws<MixtureException>(() => DfmFile.Read(path)).Id);
    }

    [Fact]
    public void OptionsOfOtherVersionsAreKeptButNotApplied()
    {
        string path = Path.Combine(_folder, "x.csv");
        File.WriteAllText(path, "DocumentName,a\nd,1\n");
        File.WriteAllText(path + ".meta.json", "{\"textRecipe\":{\"Token\":[\"Word\"],\"Lemma\":[\"English\"]}}");
        var dfm = DfmFile.Read(path);
        Assert.Equal("English", dfm.TextRecipe!["Lemma"]);
        Assert.Equal("InvalidTextRecipe", Assert.Throws<MixtureException>(() => TextRecipes.Options(dfm.TextRecipe)).Id);
        Assert.Equal("-Lemma is none instead of English", TextRecipes.Difference(TextRecipes.Of(new DfmBuilderOptions()), dfm.TextRecipe));

        // An earlier version didn't have the option, so its default was in effect.
        File.WriteAllText(path + ".meta.json", "{\"textRecipe\":{\"Token\":[\"Word\"]}}");
        Assert.Null(TextRecipes.Difference(DfmFile.Read(path).TextRecipe!, TextRecipes.Of(new DfmBuilderOptions())));
    }

    private static Dfm Build(DfmBuilderOptions options, params string[] texts)
    {
        using var builder = new DfmBuilder(options);
        foreach (string text in texts) builder.Add(text);
        return builder.Build();
    }
}
