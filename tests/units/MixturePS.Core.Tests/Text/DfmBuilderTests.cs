using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Options, labels, names and errors of the conversion of text to a DFM.</summary>
public sealed class DfmBuilderTests
{
    [Fact]
    public void StopWordsAreRemovedBeforeStemsAndNGrams()
    {
        var dfm = CountVectorizerTests.Build(
            ["The runners were running to the houses", "DON\u2019T run"],
            new DfmBuilderOptions { StopWords = Languages.StopWords("en"), StemLanguage = "English", NGrams = [1, 2] });
        Assert.Equal(["hous", "run", "run hous", "runner", "runner run"], dfm.Vocabulary);
        Assert.Equal(5, dfm.TextStatistics!.StopWordCount);
        Assert.Equal([0.0, 1, 0, 0, 0], dfm.Row(1));
    }

    [Fact]
    public void CustomStopWordsIgnoreCase()
    {
        var dfm = CountVectorizerTests.Build(["Foo foo BAR"], new DfmBuilderOptions { StopWords = ["FOO"], CaseSensitive = true });
        Assert.Equal(["BAR"], dfm.Vocabulary);
    }

    [Fact]
    public void LengthIsInCodePointsAndThePatternSearches()
    {
        var options = new DfmBuilderOptions { Token = TokenKind.WhiteSpace, MinLength = 2, Pattern = DfmBuilderOptions.ParsePattern("[a-c]") };
        var dfm = CountVectorizerTests.Build(["a \U0001f600 xax \U0001f600b yy"], options);
        Assert.Equal(["xax", "\U0001f600b"], dfm.Vocabulary);
        Assert.Equal((2, 1), (dfm.TextStatistics!.ShortTokenCount, dfm.TextStatistics.UnmatchedTokenCount));
    }

    [Fact]
    public void EachListedLanguageHasItsResources()
    {
        Assert.All(Languages.WithStopWords, language => Assert.True(Languages.StopWords(language).Count > 20, language));
        Assert.All(Languages.WithStemmer, language => Assert.NotEmpty(Stemmers.Create(language)("house")));
        Assert.Contains("the", Languages.StopWords("ENGLISH"));
        Assert.Contains("und", Languages.StopWords("de"));
        Assert.Contains("\u0438", Languages.StopWords("Russian"));
        Assert.DoesNotContain(Languages.WithStopWords.SelectMany(Languages.StopWords), word => word.Contains('|') || word.Contains('#') || word.Contains(' ') || word.Length == 0);
        Assert.Equal("haus", Stemmers.Create("German")("h\u00e4user"));
        Assert.Equal("chanson", Stemmers.Create("French")("chansons"));
    }

    [Fact]
    public void WholeNumbersAreKeptAndOtherLabelsNumbered()
    {
        Assert.Equal([7, 0, 7], Labelled(7, "0", 7L, out var none));
        Assert.Null(none);
        Assert.Equal([0, 1, 0], Labelled("news", 3, "news", out var names));
        Assert.Equal(["news", "3"], names!);
        Assert.Equal([0, 1, 2], Labelled("07", -1, "1.5", out names));
        Assert.Equal(["07", "-1", "1.5"], names!);
        Assert.Equal([0, 1, 0], Labelled(DayOfWeek.Sunday, true, "Sunday", out names));
        Assert.Equal(["Sunday", "True"], names!);
    }

    private static int[] Labelled(object first, object second, object third, out IReadOnlyList<string>? names)
    {
        using var builder = new DfmBuilder(new DfmBuilderOptions());
        foreach (object label in new[] { first, second, third }) builder.Add("word", label: label);
        var dfm = builder.Build();
        names = dfm.KnownClusterName;
        return [.. dfm.KnownCluster!];
    }

    [Fact]
    public void AnInvalidLabelIsRefusedWithItsDocument()
    {
        using var builder = new DfmBuilder(new DfmBuilderOptions());
        builder.Add("a", "first", "x");
        builder.Add("b", "second", " ");
        var error = Assert.Throws<MixtureException>(builder.Build);
        Assert.Equal(("InvalidLabel", 1), (error.Id, error.Target));
        Assert.Contains("'second'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllDocumentsHaveALabelOrNoneHas()
    {
        using var builder = new DfmBuilder(new DfmBuilderOptions());
        builder.Add("a", label: "x");
        builder.Add("b");
        Assert.Equal("LabelLengthMismatch", Assert.Throws<MixtureException>(builder.Build).Id);
    }

    [Fact]
    public void NamesAndStatisticsSurviveWeighting()
    {
        using var builder = new DfmBuilder(new DfmBuilderOptions());
        builder.Add("a b", "first", "x");
        builder.AddLine("", "notes.txt", 4, "y");
        builder.Add("b", null, "x");
        var dfm = builder.Build();
        Assert.Equal(["first", "notes.txt:4", "doc2"], dfm.DocumentName);
        Assert.Equal("3 documents, 1 of them empty, 3 tokens, 3 counted", dfm.TextStatistics!.ToString());
        var weighted = TfIdf.Transform(dfm, new TfIdfOptions());
        Assert.Equal(["x", "y"], weighted.KnownClusterName!);
        Assert.Same(dfm.TextStatistics, weighted.TextStatistics);
        Assert.Throws<ObjectDisposedException>(() => builder.Add("late"));
    }

    [Fact]
    public void WithoutFeaturesTheMatrixHasNoColumns()
    {
        var dfm = CountVectorizerTests.Build(["!", ""], new DfmBuilderOptions());
        Assert.Equal((2, 0, 0), (dfm.DocumentCount, dfm.FeatureCount, dfm.NonZeroCount));
        Assert.Equal(2, dfm.TextStatistics!.EmptyDocumentCount);
    }

    [Theory]
    [InlineData("EmptyDfm")]
    [InlineData("InvalidNGram")]
    [InlineData("UnknownLanguage")]
    [InlineData("InvalidPattern")]
    [InlineData("InvalidDocumentFrequency")]
    [InlineData("ConflictingDocumentFrequency")]
    [InlineData("ConflictingVocabulary")]
    [InlineData("DuplicateVocabularyWord")]
    [InlineData("InvalidOption")]
    public void EachMistakeHasItsId(string id)
    {
        Func<DfmBuilderOptions>[] mistakes = id switch
        {
            "EmptyDfm" => [() => new DfmBuilderOptions()],
            "InvalidNGram" => [() => new DfmBuilderOptions { NGrams = [0] }, () => new DfmBuilderOptions { NGrams = [] }, () => new DfmBuilderOptions { NGrams = [1, 17] }],
            "UnknownLanguage" => [() => new DfmBuilderOptions { StemLanguage = "klingon" }, () => new DfmBuilderOptions { StemLanguage = "Thai" }, () => new DfmBuilderOptions { StopWords = Languages.StopWords("e") }],
            "InvalidPattern" => [() => new DfmBuilderOptions { Pattern = DfmBuilderOptions.ParsePattern("(") }],
            "InvalidDocumentFrequency" => [.. new[] { 0, -1, 1.5, double.NaN, double.PositiveInfinity }.SelectMany(f =>
                new Func<DfmBuilderOptions>[] { () => new DfmBuilderOptions { MinDocumentFrequency = f }, () => new DfmBuilderOptions { MaxDocumentFrequency = f } })],
            "ConflictingDocumentFrequency" => [() => new DfmBuilderOptions { MinDocumentFrequency = 3, MaxDocumentFrequency = 2 }, () => new DfmBuilderOptions { MinDocumentFrequency = 0.5, MaxDocumentFrequency = 0.4 }],
            "ConflictingVocabulary" => [() => new DfmBuilderOptions { Vocabulary = ["a"], MinDocumentFrequency = 2 }, () => new DfmBuilderOptions { Vocabulary = ["a"], MaxFeatures = 2 }],
            "DuplicateVocabularyWord" => [() => new DfmBuilderOptions { Vocabulary = ["a", "a"] }],
            _ => [() => new DfmBuilderOptions { MinLength = 0 }, () => new DfmBuilderOptions { MaxFeatures = 0 }, () => new DfmBuilderOptions { Vocabulary = [] }],
        };
        Assert.All(mistakes, mistake => Assert.Equal(id, Assert.Throws<MixtureException>(() => { CountVectorizerTests.Build([], mistake()); }).Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AWorkersErrorReachesTheCaller(int threads)
    {
        var slow = new System.Text.RegularExpressions.Regex("^(a+)+$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMilliseconds(20));
        using var builder = new DfmBuilder(new DfmBuilderOptions { Pattern = slow, ThrottleLimit = threads });
        var error = Assert.Throws<MixtureException>(() =>
        {
            for (int i = 0; i < 20_000; i++) builder.Add(new string('a', 40) + "\u00e9");
            builder.Build();
        });
        Assert.Equal("InvalidPattern", error.Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WorkCanBeStopped(int threads)
    {
        using var stop = new CancellationTokenSource();
        using var builder = new DfmBuilder(new DfmBuilderOptions { ThrottleLimit = threads }, stop.Token);
        for (int i = 0; i < 3000; i++) builder.Add("some words " + i);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            for (int i = 0; i < 100_000; i++) builder.Add("more words " + i);
            builder.Build();
        });
    }
}
