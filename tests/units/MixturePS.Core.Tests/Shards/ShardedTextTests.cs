using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Shards;

/// <summary>Texts that are counted into shards.</summary>
public sealed class ShardedTextTests : IDisposable
{
    private static readonly string[] Words = ["rose", "daisy", "tulip", "Rose", "a", "lily", "x", "fern", "moss", "the", "ivy's"];
    private readonly ShardFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Cases => ["plain", "limits", "most", "vocabulary", "characters", "pairs"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheMatrixIsThatOfMemory(string name)
    {
        var options = name switch
        {
            "limits" => new DfmBuilderOptions { MinDocumentFrequency = 20, MaxDocumentFrequency = 0.8 },
            "most" => new DfmBuilderOptions { MaxFeatures = 4 },
            "vocabulary" => new DfmBuilderOptions { Vocabulary = ["fern", "rose", "oak"] },
            "characters" => new DfmBuilderOptions { Token = TokenKind.Character, NGrams = [2, 3] },
            "pairs" => new DfmBuilderOptions { NGrams = [1, 2], MinDocumentFrequency = 2 },
            _ => new DfmBuilderOptions(),
        };
        foreach (int size in new[] { 9, 300, 1000 })
        {
            foreach (int threads in new[] { 1, 3 })
            {
                using var whole = Filled(options with { ThrottleLimit = threads }, null);
                var expected = whole.Build();
                var found = Sharded(options with { ThrottleLimit = threads }, size);
                ShardCorpusTests.Equal(expected, found);
                Assert.Equal(expected.TextStatistics, found.TextStatistics);
                Assert.Equal(expected.TextRecipe!.ToString(), found.TextRecipe!.ToString());
                Assert.Equal((700 + size - 1) / size, found.ShardCount);
                Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
            }
        }
    }

    private static DfmBuilder Filled(DfmBuilderOptions options, Action<DfmBuilder>? start)
    {
        var builder = new DfmBuilder(options);
        start?.Invoke(builder);
        var random = new System.Random(3);
        for (int d = 0; d < 700; d++)
            builder.Add(string.Join(' ', Enumerable.Range(0, random.Next(0, 9)).Select(_ => Words[(int)(Words.Length * random.NextDouble() * random.NextDouble())])), d % 3 == 0 ? null : $"text{d}", d % 2 == 0 ? "even" : "odd");
        return builder;
    }

    private Dfm Sharded(DfmBuilderOptions options, int size)
    {
        using var writer = new ShardWriter(_folder.Path, true, size, default);
        using var builder = Filled(options, started => started.SpillTo(writer.Temporary, size));
        var sharding = new DfmSharding(writer, default);
        TextStatistics? statistics = null;
        foreach (var part in builder.BuildParts(found => statistics = found)) sharding.Add(part);
        sharding.Complete(statistics);
        return _folder.Open();
    }
}
