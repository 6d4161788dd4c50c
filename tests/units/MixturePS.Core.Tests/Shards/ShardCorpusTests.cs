using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Files;
using MixturePS.Core.Simulation;
using MixturePS.Core.Tests.Clustering;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Shards;

/// <summary>Folders of shards: writing, reading, and what happens to damaged ones.</summary>
public sealed class ShardCorpusTests : IDisposable
{
    private readonly ShardFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(100)]
    public void ShardsHaveTheDocumentsInTheirOrder(int shardSize)
    {
        var dfm = Named(23);
        var corpus = _folder.Write(shardSize, dfm);
        Assert.Equal((23 + shardSize - 1) / shardSize, corpus.ShardCount);
        Equal(dfm, corpus);
        Assert.Equal(_folder.Path, corpus.ShardFolder);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.DocumentName[23]);
        Assert.Equal(dfm.Row(22), corpus.Row(22));
        Assert.Equal(dfm[5, 2], corpus[5, 2]);
        Assert.Equal("NotInMemory", Assert.Throws<MixtureException>(() => corpus.Matrix).Id);
    }

    [Fact]
    public void SeveralDfmsFollowEachOther()
    {
        var dfm = Named(20);
        Dfm Part(int from, int to) => new(dfm, [.. Enumerable.Range(from, to - from)], RowSelection.Take(dfm.Matrix, [.. Enumerable.Range(from, to - from)], default), dfm.Vocabulary, dfm.Weighting);
        var corpus = _folder.Write(6, Part(0, 5), Part(5, 6), Part(6, 20));
        Equal(dfm, corpus);
        Assert.Equal([0, 6, 12, 18, 20], corpus.Shards!.FirstDocument);

        // Shards of shards have the same documents.
        using var again = new ShardFolder();
        Equal(dfm, again.Write(9, corpus));
    }

    [Fact]
    public void DocumentsWithoutNamesAreNumberedThroughAllShards()
    {
        var corpus = _folder.Write(4, TestDfm.Random(10, 3, 5));
        Assert.Equal("doc9", corpus.DocumentName[9]);
        Assert.Equal("doc9", corpus.Shards!.Load(2, default).DocumentName[1]);
        Assert.Empty(Directory.GetFiles(_folder.Path, "documents-*"));
    }

    [Fact]
    public void WeightsAndEmptyDocumentsAreKept()
    {
        var counts = TestDfm.OfRows([[1, 0, 2], [0, 0, 0], [0, 3, 0], [0, 0, 0]]);
        var weighted = TfIdf.Transform(counts, new TfIdfOptions());
        var corpus = _folder.Write(3, weighted);
        Equal(weighted, corpus);
        Assert.Equal(weighted.Weighting.FeatureWeight, corpus.Weighting.FeatureWeight);
        Equal(counts, _folder.Write(2, counts));
        Equal(TestDfm.OfRows([[-1.5, 0], [3e10, 1e-300]], DfmWeighting.Plain), _folder.Write(2, TestDfm.OfRows([[-1.5, 0], [3e10, 1e-300]], DfmWeighting.Plain)));
    }

    [Fact]
    public void WeightingAndSelectionAreThoseInMemory()
    {
        var dfm = Named(40);
        var corpus = _folder.Write(7, dfm);
        foreach (var options in new[] { new TfIdfOptions(), new TfIdfOptions { SublinearTf = true, Norm = RowNorm.L1 }, new TfIdfOptions { UseIdf = false } })
            Equal(TfIdf.Transform(dfm, options), TfIdf.Transform(corpus, options));
        var selection = new FeatureSelectionOptions { MinDocumentFrequency = 12, MaxFeatures = 5 };
        var (small, smallCorpus) = (FeatureSelection.Select(dfm, selection), FeatureSelection.Select(corpus, selection));
        Assert.InRange(small.FeatureCount, 1, dfm.FeatureCount - 1);
        Equal(small, smallCorpus);
        Assert.Equal(small.Selection, smallCorpus.Selection);
        Equal(TfIdf.Transform(small, new TfIdfOptions()), TfIdf.Transform(smallCorpus, new TfIdfOptions()));
        Equal(FeatureSelection.Select(TfIdf.Transform(dfm, new TfIdfOptions()), new FeatureSelectionOptions { Drop = ["feature1"] }), FeatureSelection.Select(TfIdf.Transform(corpus, new TfIdfOptions()), new FeatureSelectionOptions { Drop = ["feature1"] }));
        Assert.Equal("NotInMemory", Assert.Throws<MixtureException>(() => FeatureSelection.Select(corpus, selection with { DropEmptyDocuments = true })).Id);
        Assert.Equal(dfm.DocumentLength(), corpus.DocumentLength());
        Assert.Equal(dfm.DocumentFrequency(), corpus.DocumentFrequency());
    }

    [Theory]
    [InlineData("shard-00001.arrow")]
    [InlineData("documents-00000.arrow")]
    public void AFileThatWasTruncatedReplacedOrRemovedIsNamed(string name)
    {
        _folder.Write(5, Named(12));
        string path = Path.Combine(_folder.Path, name);
        byte[] content = File.ReadAllBytes(path);
        byte[] changed = [.. content];
        changed[^200] ^= 1;
        foreach (byte[]? bytes in new[] { content[..^1], changed, [], null })
        {
            if (bytes is null) File.Delete(path);
            else File.WriteAllBytes(path, bytes);
            var error = Assert.Throws<MixtureException>(() => _folder.Open().Parts(default).ToList());
            Assert.Equal("InvalidShards", error.Id);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(path, content);
        Equal(Named(12), _folder.Open());
    }

    [Fact]
    public void AShardReplacedWhileTheCorpusIsOpenIsFound()
    {
        var corpus = _folder.Write(5, Named(12));
        Assert.Equal(3, corpus.Parts(default).Count());
        string path = Path.Combine(_folder.Path, "shard-00002.arrow");
        byte[] content = File.ReadAllBytes(path);
        content[^200] ^= 1;
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("InvalidShards", Assert.Throws<MixtureException>(() => corpus.Parts(default).Count()).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format\":\"other\"}")]
    [InlineData("{\"format\":\"MixturePS shards\",\"version\":2}")]
    public void ADamagedManifestIsRefused(string text)
    {
        _folder.Write(5, Named(12));
        File.WriteAllText(Path.Combine(_folder.Path, "manifest.json"), text);
        Assert.Equal("InvalidShards", Assert.Throws<MixtureException>(() => _folder.Open()).Id);
    }

    [Fact]
    public void EachChangeOfTheManifestIsAnErrorOrGivesTheSameDocuments()
    {
        var dfm = Named(12);
        _folder.Write(5, dfm);
        string path = Path.Combine(_folder.Path, "manifest.json");
        string text = File.ReadAllText(path);
        foreach (string change in new[] { "documents\":12", "nonZero", "shard-00000.arrow", "features\":8", "hasNames\":true", "hasKnownClusters\":true", "\"b\"" })
        {
            Assert.Contains(change, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(change, change switch
            {
                "documents\":12" => "documents\":13",
                "nonZero" => "nonzero",
                "shard-00000.arrow" => "../shard-00000.arrow",
                "features\":8" => "features\":7",
                "\"b\"" => "\"b\",\"c\"",
                _ => change.Replace("true", "1", StringComparison.Ordinal),
            }, StringComparison.Ordinal));
            if (change == "\"b\"") Equal(dfm, _folder.Open(), checkNames: false);
            else Assert.Equal("InvalidShards", Assert.Throws<MixtureException>(() => _folder.Open().Parts(default).ToList()).Id);
        }
    }

    [Fact]
    public void AFolderIsReplacedAsAWholeOrNotAtAll()
    {
        _folder.Write(5, Named(12));
        Assert.Equal("FileExists", Assert.Throws<MixtureException>(() => new ShardWriter(_folder.Path, false, 5, default)).Id);
        using (var writer = new ShardWriter(_folder.Path, true, 5, default)) new DfmSharding(writer, default).Add(Named(30));
        Equal(Named(12), _folder.Open());
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder.Path)!));
        Directory.CreateDirectory(_folder.Beside("other"));
        File.WriteAllText(Path.Combine(_folder.Beside("other"), "notes.txt"), "mine");
        Assert.Equal("FileNotWritable", Assert.Throws<MixtureException>(() => new ShardWriter(_folder.Beside("other"), true, 5, default)).Id);
        Assert.Equal("InvalidShards", Assert.Throws<MixtureException>(() => ShardCorpus.Open(_folder.Beside("other"))).Id);
        Assert.Equal("InvalidShards", Assert.Throws<MixtureException>(() => ShardCorpus.Open(_folder.Beside("nowhere"))).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new ShardWriter(_folder.Beside("new"), true, 0, default)).Id);
    }

    [Fact]
    public void OtherFeaturesOrWeightsAreRefused()
    {
        using var writer = new ShardWriter(_folder.Path, true, 5, default);
        var sharding = new DfmSharding(writer, default);
        sharding.Add(TestDfm.Random(3, 4, 5));
        Assert.Equal("VocabularyLengthMismatch", Assert.Throws<MixtureException>(() => sharding.Add(TestDfm.Random(3, 5, 5))).Id);
        Assert.Equal("AlreadyWeighted", Assert.Throws<MixtureException>(() => sharding.Add(TfIdf.Transform(TestDfm.Random(3, 4, 5), new TfIdfOptions()))).Id);
        Assert.Equal("LabelLengthMismatch", Assert.Throws<MixtureException>(() => sharding.Add(TestDfm.Random(3, 4, 5).WithKnown(new DocumentLabels([0, 1, 1], null)))).Id);
        Assert.Equal("EmptyDfm", Assert.Throws<MixtureException>(() => new DfmSharding(new ShardWriter(_folder.Beside("none"), true, 5, default), default).Complete()).Id);
    }

    [Fact]
    public void WritingAndReadingCanBeCancelled()
    {
        var dfm = Named(50);
        Checks.CancelThroughout(token =>
        {
            using var writer = new ShardWriter(_folder.Path, true, 5, token);
            var sharding = new DfmSharding(writer, token);
            sharding.Add(dfm);
            sharding.Complete();
        });
        var corpus = _folder.Write(5, dfm);
        Checks.CancelThroughout(token => corpus.Parts(token).Count());
    }

    internal static Dfm Named(int n)
    {
        var (sample, _) = TopicGibbsTests.Simulated(3, 8, n, 6, 1);
        return new Dfm(sample.Matrix, sample.Vocabulary, null, [.. Enumerable.Range(0, n).Select(d => $"text {d:000} é")], [.. Enumerable.Range(0, n).Select(d => d % 2)]) { KnownClusterName = ["a", "b"] };
    }

    internal static void Equal(Dfm expected, Dfm found, bool checkNames = true)
    {
        Assert.Equal((expected.DocumentCount, expected.FeatureCount, expected.NonZeroCount), (found.DocumentCount, found.FeatureCount, found.NonZeroCount));
        Assert.Equal(expected.Vocabulary, found.Vocabulary);
        Assert.Equal(expected.DocumentName, found.DocumentName);
        Assert.Equal(expected.KnownCluster, found.KnownCluster);
        if (checkNames) Assert.Equal(expected.KnownClusterName, found.KnownClusterName);
        Assert.Equal(expected.Weighting.Name, found.Weighting.Name);
        int d = 0;
        foreach (var part in found.Parts(default))
        {
            for (int row = 0; row < part.DocumentCount; row++, d++)
            {
                Assert.Equal(expected.Matrix.RowColumns(d).ToArray(), part.Matrix.RowColumns(row).ToArray());
                Assert.Equal(expected.Matrix.RowValues(d).ToArray(), part.Matrix.RowValues(row).ToArray());
                Assert.Equal(expected.DocumentName[d], part.DocumentName[row]);
                Assert.Equal(expected.KnownCluster?[d], part.KnownCluster?[row]);
            }
        }
    }
}
