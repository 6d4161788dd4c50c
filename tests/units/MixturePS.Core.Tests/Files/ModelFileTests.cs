using System.Text;
using System.Text.Json.Nodes;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Tests.Evaluation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Files;

/// <summary>Saves and loads models and clusterings, and refuses inconsistent files.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public static TheoryData<string> Kinds => ClusterPredictionTests.Kinds;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ALoadedModelContinuesItsStream()
    {
        var generator = new RandomGenerator(new SeedSequence([1, 2], [3]));
        _ = generator.NextUInt32();
        _ = generator.Spawn(2);
        var model = MixtureModel.Draw(3, [0.1, 0.2, 0.3], [0.2, 0.3, 0.5], ["a", "\"b\"\n", "\u00fc\ud83d\ude00"], generator);
        var read = Assert.IsType<MixtureModel>(RoundTrip(model));
        Assert.Equal(model.Mu.Values.ToArray(), read.Mu.Values.ToArray());
        Assert.Equal(model.Alpha, read.Alpha);
        Assert.Equal(model.Eta, read.Eta);
        Assert.Equal(model.Vocabulary, read.Vocabulary);
        Assert.Equal(model.Seed!.ToString(), read.Seed!.ToString());
        Assert.Equal(generator.Spawn(1)[0].NextUInt64(), read.Generator!.Spawn(1)[0].NextUInt64());
        Assert.Equal(generator.NextUInt32(), read.Generator.NextUInt32());
        Assert.Equal(generator.NextUInt64(), read.Generator.NextUInt64());
        var plain = Assert.IsType<MixtureModel>(RoundTrip(new MixtureModel(DenseMatrix.FromRows([[0.5, 0.5]]))));
        Assert.Equal("feature1", plain.Vocabulary[1]);
        Assert.Null(plain.Generator);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ALoadedClusteringIsEqual(string kind)
    {
        foreach (var clustering in (MixturePS.Core.Clustering.FittedClustering[])[ClusterPredictionTests.Fit(kind), ClusterPredictionTests.Fit(kind).Match()])
        {
            var read = (MixturePS.Core.Clustering.FittedClustering)RoundTrip(clustering);
            Assert.Equal(clustering.GetType(), read.GetType());
            foreach (var property in clustering.GetType().GetProperties())
            {
                var (before, after) = (property.GetValue(clustering), property.GetValue(read));
                if (before is DenseMatrix or Dfm or MixtureModel or MixturePS.Core.Agreement.LabelMapping) (before, after) = (before.ToString(), after?.ToString());
                Assert.Equal(before, after);
            }

            Assert.Equal(clustering.Centers.Values.ToArray(), read.Centers.Values.ToArray());
            Assert.Equal(clustering.Dfm.Matrix.Values.ToArray(), read.Dfm.Matrix.Values.ToArray());
            Assert.Equal(clustering.Dfm.Matrix.ColumnIndices.ToArray(), read.Dfm.Matrix.ColumnIndices.ToArray());
            Assert.Equal(clustering.Dfm.KnownCluster, read.Dfm.KnownCluster);
            Assert.Equal(clustering.Dfm.Weighting.FeatureWeight, read.Dfm.Weighting.FeatureWeight);
            Assert.Equal(clustering.Match().Labels, read.Match().Labels);
        }
    }

    [Theory]
    [InlineData(DfmSamplerKind.NumPy)]
    [InlineData(DfmSamplerKind.Fast)]
    public void LoadedDocumentsCanBeDrawnAgain(DfmSamplerKind sampler)
    {
        var model = MixtureModel.Draw(3, [0.1, 0.2, 0.3], [0.2, 0.3, 0.5], null, new RandomGenerator(new SeedSequence([1], [])));
        var dfm = Draw(model, new SeedSequence([7, 8], [3]), sampler);
        var read = ((KMeansClustering)RoundTrip(KMeans.Fit(dfm, new KMeansOptions { K = 2 }, 1))).Dfm;
        Assert.Equal(sampler, read.Sampler);
        var seed = read.Seed!;
        var again = Draw(read.Model!, new SeedSequence(seed.Entropy, seed.SpawnKey), read.Sampler!.Value);
        Assert.Equal(dfm.Matrix.Values.ToArray(), again.Matrix.Values.ToArray());
        Assert.Equal(dfm.Matrix.ColumnIndices.ToArray(), again.Matrix.ColumnIndices.ToArray());
        Assert.Equal(dfm.KnownCluster, again.KnownCluster);

        static Dfm Draw(MixtureModel model, SeedSequence seed, DfmSamplerKind sampler) => sampler == DfmSamplerKind.Fast
            ? FastDfmSampler.Sample(model, 50, DocumentLength.Fixed(20), new RandomGenerator(seed))
            : DfmSampler.Sample(model, 50, DocumentLength.Fixed(20), new RandomGenerator(seed));
    }

    [Fact]
    public void AFileWithoutASamplerIsRead()
    {
        string path = Path.Combine(_folder, "x.json");
        var model = new MixtureModel(DenseMatrix.FromRows([[0.25, 0.75]]));
        var dfm = FastDfmSampler.Sample(model, 5, DocumentLength.Fixed(20), new RandomGenerator(new SeedSequence([7], [])));
        ModelFile.Write(KMeans.Fit(dfm, new KMeansOptions { K = 1 }, 1), path);
        string text = File.ReadAllText(path);
        string older = text.Replace("\"sampler\":\"Fast\",", string.Empty, StringComparison.Ordinal);
        Assert.NotEqual(text, older);
        File.WriteAllText(path, older);
        var read = (KMeansClustering)ModelFile.Read(path);
        Assert.Null(read.Dfm.Sampler);
        Assert.NotNull(read.Dfm.Seed);
        File.WriteAllText(path, text.Replace("\"Fast\"", "\"Slow\"", StringComparison.Ordinal));
        Assert.Equal("InvalidModelFile", Assert.Throws<MixtureException>(() => ModelFile.Read(path)).Id);
    }

    [Theory]
    [InlineData(MixtureShares.Free)]
    [InlineData(MixtureShares.Even)]
    [InlineData(MixtureShares.Given)]
    public void AFileKeepsTheRuleOfTheShares(MixtureShares shares)
    {
        string path = Path.Combine(_folder, "x.json");
        var model = MixtureModel.Draw(2, [1, 1, 1], null, null, RandomGenerator.FromSeed(1));
        var dfm = DfmSampler.Sample(model, 20, DocumentLength.Fixed(9), RandomGenerator.FromSeed(2));
        foreach (var component in Enum.GetValues<MixtureComponent>())
        {
            var options = new MixtureEMOptions { K = 2, Component = component, Restarts = 1, EvenShares = shares == MixtureShares.Even, Alpha = shares == MixtureShares.Given ? [0.4, 0.6] : null };
            ModelFile.Write(MixtureEM.Fit(dfm, options, 1), path, overwrite: true);
            Assert.Equal(shares, ((Core.Clustering.MixtureClustering)ModelFile.Read(path)).Shares);

            // Older files have fitted or given shares, which the number of parameters tells apart.
            string text = File.ReadAllText(path);
            string older = text.Replace($"\"shares\":\"{shares}\",", string.Empty, StringComparison.Ordinal);
            Assert.NotEqual(text, older);
            File.WriteAllText(path, older);
            Assert.Equal(shares == MixtureShares.Free ? MixtureShares.Free : MixtureShares.Given, ((Core.Clustering.MixtureClustering)ModelFile.Read(path)).Shares);
            File.WriteAllText(path, text.Replace($"\"{shares}\"", "\"Odd\"", StringComparison.Ordinal));
            Assert.Equal("InvalidModelFile", Assert.Throws<MixtureException>(() => ModelFile.Read(path)).Id);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WithoutDocumentsItPredictsTheSameClusters(string kind)
    {
        var clustering = ClusterPredictionTests.Fit(kind);
        string path = Path.Combine(_folder, "x.json.gz");
        ModelFile.Write(clustering, path, withDocuments: false);
        var read = (MixturePS.Core.Clustering.FittedClustering)ModelFile.Read(path);
        Assert.Equal(0, read.Dfm.DocumentCount);
        Assert.Equal(clustering.ClusterSize, read.ClusterSize);
        var (before, after) = (ClusterPrediction.Predict(clustering, clustering.Dfm), ClusterPrediction.Predict(read, clustering.Dfm));
        Assert.Equal(before.Labels, after.Labels);
        Assert.Equal((before.Posterior ?? before.Distances)!.Values.ToArray(), (after.Posterior ?? after.Distances)!.Values.ToArray());
    }

    [Theory]
    [InlineData("version", "2", "UnsupportedModelVersion")]
    [InlineData("version", "\"1\"", "InvalidModelFile")]
    [InlineData("format", "\"other\"", "InvalidModelFile")]
    [InlineData("kind", "\"Nothing\"", "InvalidModelFile")]
    [InlineData("content", "null", "InvalidModelFile")]
    [InlineData("content.k", "4", "InvalidModelFile")]
    [InlineData("content.k", "2147483647", "InvalidModelFile")]
    [InlineData("content.k", "0", "InvalidModelFile")]
    [InlineData("content.alpha", "[0.5, 0.5, 0.5]", "InvalidModelFile")]
    [InlineData("content.alpha", "[1e999, 0.5, 0.5]", "InvalidModelFile")]
    [InlineData("content.alpha", "[\"NaN\", 0.5, 0.5]", "InvalidModelFile")]
    [InlineData("content.labels", "[0]", "InvalidModelFile")]
    [InlineData("content.clusterLabel", "[0, 1, 1]", "InvalidModelFile")]
    [InlineData("content.clusterLabel", "[0, 1, 7]", "InvalidModelFile")]
    [InlineData("content.clusterSize", "[1, 1, 1]", "InvalidModelFile")]
    [InlineData("content.exitReason", "\"7\"", "InvalidModelFile")]
    [InlineData("content.seed", "\"-1\"", "InvalidModelFile")]
    [InlineData("content.documents.features", "31", "InvalidModelFile")]
    [InlineData("content.documents.documents", "2147483647", "InvalidModelFile")]
    [InlineData("content.documents.values", "[1]", "InvalidModelFile")]
    [InlineData("content.documents.knownCluster", "[1]", "InvalidModelFile")]
    [InlineData("content.documents.vocabulary", "[\"\\ud800\"]", "InvalidModelFile")]
    public void InconsistentFilesAreRefused(string place, string value, string id)
    {
        string path = Path.Combine(_folder, "x.json");
        ModelFile.Write(ClusterPredictionTests.Fit("EM"), path);
        string text = File.ReadAllText(path);
        var root = JsonNode.Parse(text)!;
        var node = root;
        string[] steps = place.Split('.');
        foreach (string step in steps[..^1]) node = node[step]!;
        node[steps[^1]] = "PUT HERE";
        File.WriteAllText(path, root.ToJsonString().Replace("\"PUT HERE\"", value, StringComparison.Ordinal));
        Assert.Equal(id, Assert.Throws<MixtureException>(() => ModelFile.Read(path)).Id);
    }

    [Fact]
    public void ADamagedFileIsRefusedOrRead()
    {
        string path = Path.Combine(_folder, "x.json");
        ModelFile.Write(ClusterPredictionTests.Fit("polya"), path);
        byte[] whole = File.ReadAllBytes(path);
        var random = new System.Random(1);
        for (int run = 0; run < 300; run++)
        {
            byte[] bytes = [.. whole];
            for (int i = random.Next(3); i >= 0; i--) bytes[random.Next(bytes.Length)] = (byte)"0123456789-e.,\"[]{}\0\xff"[random.Next(21)];
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            File.WriteAllBytes(path, bytes);
            try
            {
                _ = ModelFile.Read(path);
            }
            catch (MixtureException error)
            {
                Assert.Contains(error.Id, (string[])["InvalidModelFile", "UnsupportedModelVersion"]);
            }
        }
    }

    [Fact]
    public void FilesAreReplacedOnRequestAndOnlyWhenComplete()
    {
        string path = Path.Combine(_folder, "x.json");
        var model = new MixtureModel(DenseMatrix.FromRows([[0.25, 0.75]]));
        ModelFile.Write(model, path);
        string before = File.ReadAllText(path);
        Assert.Equal("FileExists", Assert.Throws<MixtureException>(() => ModelFile.Write(ClusterPredictionTests.Fit("k-means"), path)).Id);
        void Replace(CancellationToken token) => ModelFile.Write(ClusterPredictionTests.Fit("k-means"), path, overwrite: true, cancellation: token);
        int checks = Checks.Count(token => ModelFile.Write(ClusterPredictionTests.Fit("k-means"), Path.Combine(_folder, "other.json"), cancellation: token));
        File.Delete(Path.Combine(_folder, "other.json"));
        for (int check = 1; check <= checks; check++)
        {
            Checks.CancelAt(check, Replace);
            Assert.Equal(before, File.ReadAllText(path));
            Assert.Single(Directory.GetFiles(_folder));
        }

        Replace(CancellationToken.None);
        Assert.IsType<KMeansClustering>(ModelFile.Read(path));
        Assert.Equal("FileNotFound", Assert.Throws<MixtureException>(() => ModelFile.Read(Path.Combine(_folder, "none.json"))).Id);
        Assert.Equal("FileNotWritable", Assert.Throws<MixtureException>(() => ModelFile.Write(model, Path.Combine(_folder, "none", "x.json"))).Id);
        Assert.False(ModelFile.CanWrite("text"));
    }

    [Fact]
    public void ReadingIsCancelledByItsTokenAndReportsProgress()
    {
        string path = Path.Combine(_folder, "x.json.gz");
        ModelFile.Write(ClusterPredictionTests.Fit("EM"), path);
        using var source = new CancellationTokenSource();
        var fractions = new List<double>();
        var progress = new Told(report =>
        {
            fractions.Add(report.Fraction);
            source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => ModelFile.Read(path, progress, source.Token));
        Assert.Single(fractions);
        ModelFile.Read(path, new Told(report => fractions.Add(report.Fraction)));
        Assert.Equal(fractions[1..].Order(), fractions[1..]);
        Assert.Equal(1, fractions[^1], 0.05);
    }

    [Fact]
    public void AByteOrderMarkIsNotPartOfTheText()
    {
        string path = Path.Combine(_folder, "x.json");
        ModelFile.Write(ClusterPredictionTests.Fit("k-means"), path);
        File.WriteAllText(path, File.ReadAllText(path, Encoding.UTF8), new UTF8Encoding(true));
        Assert.IsType<KMeansClustering>(ModelFile.Read(path));
    }

    [Fact]
    public void AnInfiniteIdfIsPreserved()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(2, 2, [1, 0, 2, 0]), ["a", "b"]);
        var weighted = MixturePS.Core.Text.TfIdf.Transform(dfm, MixturePS.Core.Data.TfIdfOptions.Quanteda);
        var read = (KMeansClustering)RoundTrip(KMeans.Fit(weighted, new KMeansOptions { K = 1 }, 1));
        Assert.Equal(double.PositiveInfinity, read.Dfm.Weighting.FeatureWeight![1]);
        Assert.Equal(1, ClusterPrediction.Predict(read, new Dfm(SparseMatrix.FromDense(1, 2, [1, 1]), ["a", "b"])).UnseenTokens[0]);
    }

    // A loaded object is written as the same bytes, so nothing is lost or changed.
    [Fact]
    public void HalfASurrogatePairIsRefusedAndNotReplaced()
    {
        string path = Path.Combine(_folder, "half.json");
        var dfm = new Dfm(SparseMatrix.FromDense(1, 1, [1]), ["nice\uD83D"]);
        var error = Assert.Throws<MixtureException>(() => ModelFile.Write(KMeans.Fit(dfm, new KMeansOptions { K = 1 }, 1), path));
        Assert.Equal("NotRepresentable", error.Id);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private object RoundTrip(object value)
    {
        string first = Path.Combine(_folder, "first.json"), second = Path.Combine(_folder, "second.json");
        ModelFile.Write(value, first, overwrite: true);
        object read = ModelFile.Read(first);
        ModelFile.Write(read, second, overwrite: true);
        Assert.Equal(File.ReadAllText(first, Encoding.UTF8), File.ReadAllText(second, Encoding.UTF8));
        return read;
    }

    private sealed class Told(Action<Core.Foundation.ProgressReport> tell) : IProgress<Core.Foundation.ProgressReport>
    {
        public void Report(Core.Foundation.ProgressReport value) => tell(value);
    }
}
