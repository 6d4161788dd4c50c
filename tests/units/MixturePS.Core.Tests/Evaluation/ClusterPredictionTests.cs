using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Predicts new documents with fitted clusterings of every method.</summary>
public class ClusterPredictionTests
{
    private static readonly MixtureModel Truth = MixtureModel.Draw(3, [0.2], null, [.. Enumerable.Range(0, 30).Select(j => $"w{j}")], RandomGenerator.FromSeed(1));
    private static readonly Dfm Train = DfmSampler.Sample(Truth, 120, DocumentLength.Fixed(20), RandomGenerator.FromSeed(2));

    public static TheoryData<string> Kinds => ["k-means", "spherical", "tf-idf", "EM", "polya", "Gibbs"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ClusteredDocumentsKeepTheirLabels(string kind)
    {
        var clustering = Fit(kind);
        var prediction = ClusterPrediction.Predict(clustering, Train);
        Assert.Equal(clustering.Labels, prediction.Labels);
        if (prediction.Distance is { } distance) Assert.All(distance.Zip(clustering.DistanceFromCenter()), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        Assert.Equal(kind is "EM" or "polya" or "Gibbs", prediction.Posterior is not null);
        var posterior = (clustering as MixtureClustering)?.Posterior;
        if (posterior is not null) Assert.All(posterior.Values.ToArray().Zip(prediction.Posterior!.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal(prediction.Labels, ClusterPrediction.Predict(clustering, Train, threads: 1).Labels);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FeaturesAreMatchedByNameAndUnseenOnesCounted(string kind)
    {
        var clustering = Fit(kind);
        var expected = ClusterPrediction.Predict(clustering, Train);
        var words = Train.Vocabulary.Reverse().Prepend("new").ToArray();
        var cells = new double[Train.DocumentCount * words.Length];
        for (int i = 0; i < Train.DocumentCount; i++)
        {
            cells[i * words.Length] = i % 3;
            for (int j = 0; j < 30; j++) cells[(i * words.Length) + 30 - j] = Train[i, j];
        }

        var prediction = ClusterPrediction.Predict(clustering, new Dfm(SparseMatrix.FromDense(Train.DocumentCount, words.Length, cells), words));
        Assert.Equal(expected.Labels, prediction.Labels);
        Assert.Equal((expected.Posterior ?? expected.Distances)!.Values.ToArray(), (prediction.Posterior ?? prediction.Distances)!.Values.ToArray());
        Assert.Equal(Enumerable.Range(0, Train.DocumentCount).Select(i => (long)(i % 3)), prediction.UnseenTokens);
    }

    [Fact]
    public void CountsAreWeightedWithTheIdfOfTheClusteredDocuments()
    {
        var clustering = Fit("tf-idf");
        var one = new Dfm(SparseMatrix.FromDense(1, 2, [3, 1]), ["w4", "w9"]);
        var prediction = ClusterPrediction.Predict(clustering, one);
        var idf = clustering.Dfm.Weighting.FeatureWeight!;
        var weights = new double[30];
        (weights[4], weights[9]) = (3 * idf[4], idf[9]);
        double length = Math.Sqrt(weights.Sum(w => w * w));
        for (int k = 0; k < 3; k++)
            Assert.Equal(Math.Sqrt(weights.Select((w, j) => Math.Pow((w / length) - clustering.Centers[k, j], 2)).Sum()), prediction.Distances![0, k], 1e-12);
    }

    [Fact]
    public void IncompatibleWeightsAreRefused()
    {
        var weighted = TfIdf.Transform(Train, new TfIdfOptions());
        var others = TfIdf.Transform(DfmSampler.Sample(Truth, 50, DocumentLength.Fixed(20), RandomGenerator.FromSeed(3)), new TfIdfOptions());
        Refuses("AlreadyWeighted", Fit("k-means"), weighted);
        Refuses("WeightingMismatch", Fit("tf-idf"), others);
        Refuses("WeightingMismatch", Fit("tf-idf"), TfIdf.Transform(Train, TfIdfOptions.Quanteda));
        Assert.Equal(Fit("tf-idf").Labels, ClusterPrediction.Predict(Fit("tf-idf"), weighted).Labels);
        var odd = new Dfm(Train.Matrix, Train.Vocabulary, DfmWeighting.Weighted("own"));
        Refuses("UnknownWeighting", KMeans.Fit(odd, new KMeansOptions { K = 3 }, 1), Train);
    }

    [Fact]
    public void IncompatibleDocumentsAreRefused()
    {
        Refuses("UnknownVocabulary", Fit("k-means"), new Dfm(SparseMatrix.FromDense(1, 1, [1]), ["zebra"]));
        Refuses("ShapeMismatch", Fit("k-means"), new Dfm(SparseMatrix.FromDense(1, 2, [1, 1]), Vocabularies.Numbered(2)));
        Refuses("FractionalCount", Fit("EM"), new Dfm(SparseMatrix.FromDense(1, 1, [0.5]), ["w1"]));
        Assert.Empty(ClusterPrediction.Predict(Fit("EM"), new Dfm(SparseMatrix.FromDense(0, 1, []), ["zebra"])).Labels);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ADocumentWithoutKnownWordsHasNoCluster(string kind)
    {
        var clustering = Fit(kind);
        var dfm = new Dfm(SparseMatrix.FromDense(4, 2, [0, 5, 1, 0, 0, 0, 2, 3]), ["w1", "zebra"], null, ["unknown", "known", "empty", "both"], [0, 1, 2, 0]);
        var prediction = ClusterPrediction.Predict(clustering, dfm);
        Assert.Equal([5, 0, 0, 3], prediction.UnseenTokens);
        Assert.Equal(2, prediction.NoClusterCount);
        Assert.Contains("2 documents of 4", prediction.NoClusterWarning, StringComparison.Ordinal);
        Assert.Contains("'unknown'", prediction.NoClusterWarning, StringComparison.Ordinal);
        var rows = prediction.Rows().ToList();
        foreach (int i in (int[])[0, 2])
        {
            Assert.Equal(ClusterPrediction.NoCluster, prediction.Labels[i]);
            Assert.Equal((null, null, null), (rows[i].Cluster, rows[i].Distance, rows[i].Probability));
            for (int k = 0; k < clustering.K; k++) Assert.Equal(double.NaN, (prediction.Posterior ?? prediction.Distances)![i, k]);
        }

        var alone = ClusterPrediction.Predict(clustering, new Dfm(SparseMatrix.FromDense(2, 1, [1, 2]), ["w1"]));
        Assert.Null(alone.NoClusterWarning);
        Assert.Equal([alone.Labels[0], alone.Labels[1]], [prediction.Labels[1], prediction.Labels[3]]);
        Assert.Equal((alone.Distance ?? alone.Probability)![0], (prediction.Distance ?? prediction.Probability)![1]);
        Assert.Equal(alone.Labels[0], rows[1].Cluster);
    }

    [Fact]
    public void AWordWithAWeightOfZeroIsKnown()
    {
        var counts = new Dfm(SparseMatrix.FromDense(4, 3, [1, 2, 0, 1, 1, 0, 2, 0, 1, 1, 0, 2]), ["all", "a", "b"]);
        var clustering = KMeans.Fit(TfIdf.Transform(counts, TfIdfOptions.Quanteda), new KMeansOptions { K = 2 }, 1);
        var documents = new Dfm(SparseMatrix.FromDense(2, 2, [1, 0, 0, 1]), ["all", "zebra"]);
        var prediction = ClusterPrediction.Predict(clustering, documents);
        Assert.Equal(1, prediction.NoClusterCount);
        Assert.Equal(ClusterPrediction.NoCluster, prediction.Labels[1]);
        var weighted = new Dfm(new SparseMatrix(2, 3, [0, 1, 1], [0], [0]), counts.Vocabulary, clustering.Dfm.Weighting);
        Assert.Equal([prediction.Labels[0], ClusterPrediction.NoCluster], ClusterPrediction.Predict(clustering, weighted).Labels);
    }

    [Fact]
    public void ZerosOfFeaturesWithoutWordsAreAssigned()
    {
        var clustering = KMeans.Fit(TestDfm.OfRows([[0, 0], [1, 0], [9, 9], [8, 9]]), new KMeansOptions { K = 2 }, 1);
        var prediction = ClusterPrediction.Predict(clustering, TestDfm.OfRows([[0, 0]]));
        Assert.Equal(clustering.Labels[0], prediction.Labels[0]);
        Assert.Null(prediction.NoClusterWarning);
    }

    [Fact]
    public void TextThatWasTokenisedDifferentlyIsRefused()
    {
        var stemmed = new DfmBuilderOptions { StemLanguage = "English", StopWords = Languages.StopWords("English") };
        var clustering = KMeans.Fit(Build(stemmed, "the cats and the dogs", "a cat", "stocks and bonds", "bonds"), new KMeansOptions { K = 2 }, 1);
        Refuses("TextRecipeMismatch", clustering, Build(new DfmBuilderOptions(), "cats and dogs"));
        Refuses("TextRecipeMismatch", clustering, Build(stemmed with { CaseSensitive = true }, "cat"));
        var error = Assert.Throws<MixtureException>(() => ClusterPrediction.Predict(clustering, Build(stemmed with { StemLanguage = null, NGrams = [1, 2] }, "cat")));
        Assert.Contains("-Stem is none instead of English", error.Message, StringComparison.Ordinal);
        Assert.Contains("-NGram is 1, 2 instead of 1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-StopWord", error.Message, StringComparison.Ordinal);

        // The limits on features and the vocabulary don't matter, and a document without a record is accepted.
        var same = Build(stemmed with { Vocabulary = ["zebra", "cat"] }, "my cats");
        Assert.Equal(clustering.Labels[1], ClusterPrediction.Predict(clustering, same).Labels[0]);
        Assert.Equal(clustering.Labels[1], ClusterPrediction.Predict(clustering, new Dfm(SparseMatrix.FromDense(1, 1, [1]), ["cat"])).Labels[0]);

        // If the text is tokenised in the same way, documents without any known word are no mistake.
        Assert.Equal([ClusterPrediction.NoCluster], ClusterPrediction.Predict(clustering, Build(stemmed, "zebras")).Labels);
        Assert.Equal([ClusterPrediction.NoCluster], ClusterPrediction.Predict(clustering, Build(stemmed, "!")).Labels);
    }

    [Fact]
    public void TextIsTokenisedLikeTheClusteredText()
    {
        var options = new DfmBuilderOptions { StemLanguage = "English", StopWords = ["the"], MinLength = 2, NGrams = [1, 2], MinDocumentFrequency = 2 };
        var trained = Build(options, "the cats sat down", "a cat sat down", "the bonds fell", "bond fell");
        var replayed = PredictionInput.TextOptions(TfIdf.Transform(trained, new TfIdfOptions()));
        Assert.Equal(1, replayed.MinDocumentFrequency);
        string[] texts = ["the cats sat", "The Bonds a fell"];
        var expected = Build(options with { MinDocumentFrequency = 1 }, texts);
        var actual = Build(replayed, texts);
        Assert.Equal(expected.Vocabulary, actual.Vocabulary);
        Assert.Equal(expected.Row(1), actual.Row(1));
        Assert.Equal("NoTextRecipe", Assert.Throws<MixtureException>(() => PredictionInput.TextOptions(Train)).Id);
    }

    [Fact]
    public void AnImpossibleDocumentGoesToTheClusterWithTheFewestImpossibleTokens()
    {
        var rule = new MultinomialRule(DenseMatrix.FromRows([[1, 0, 0], [0, 0.5, 0.5], [0, 1, 0]]), [0.5, 0.25, 0.25]);
        var result = new double[rule.Stride];
        Assert.Equal(1, rule.Evaluate([0, 1, 2], [1, 1, 1], result));
        Assert.Equal([0.0, 1, 0], result[..3]);
        Assert.Equal(0, rule.Evaluate([0, 1], [1, 1], result));
        Assert.Equal([2.0 / 3.5, 0.5 / 3.5, 1 / 3.5], result[..3].Select(p => Math.Round(p, 12)).Zip([2 / 3.5, 0.5 / 3.5, 1 / 3.5], (p, q) => Math.Abs(p - q) < 1e-11 ? q : p));
    }

    [Fact]
    public void MatchedLabelsAreKept()
    {
        var clustering = Fit("EM").Match();
        var prediction = ClusterPrediction.Predict(clustering, Train);
        Assert.Equal(clustering.Labels, prediction.Labels);
        Assert.Equal(clustering.ClusterLabel.Select(label => $"cluster{label}"), prediction.Posterior!.ColumnNames);
    }

    [Fact]
    public void EachDescriptionOfAWeightingIsParsed()
    {
        foreach (bool sublinear in (bool[])[false, true])
            foreach (bool smooth in (bool[])[false, true])
                foreach (bool ten in (bool[])[false, true])
                    foreach (var norm in Enum.GetValues<RowNorm>())
                    {
                        var options = new TfIdfOptions { SublinearTf = sublinear, SmoothIdf = smooth, LogBase10 = ten, Norm = norm };
                        Assert.Equal(options, TfIdfOptions.Parse(options.Describe()));
                        Assert.False(TfIdfOptions.Parse((options with { UseIdf = false }).Describe())!.UseIdf);
                    }

        Assert.Null(TfIdfOptions.Parse("Values"));
    }

    internal static MixturePS.Core.Clustering.FittedClustering Fit(string kind) => kind switch
    {
        "k-means" => KMeans.Fit(Train, new KMeansOptions { K = 3, Restarts = 2 }, 1),
        "spherical" => KMeans.Fit(Train, new KMeansOptions { K = 3, Restarts = 2, Metric = KMeansMetric.Cosine }, 1),
        "tf-idf" => KMeans.Fit(TfIdf.Transform(Train, new TfIdfOptions()), new KMeansOptions { K = 3, Restarts = 2 }, 1),
        "EM" => MixtureEM.Fit(Train, new MixtureEMOptions { K = 3, Restarts = 2 }, 1),
        "polya" => MixtureEM.Fit(Train, new MixtureEMOptions { K = 3, Restarts = 1, Component = MixtureComponent.DirichletMultinomial }, 1),
        _ => Gibbs.Fit(Train, new GibbsOptions { K = 10 }, 1),
    };

    private static Dfm Build(DfmBuilderOptions options, params string[] texts)
    {
        using var builder = new DfmBuilder(options);
        foreach (string text in texts) builder.Add(text);
        return builder.Build();
    }

    private static void Refuses(string id, MixturePS.Core.Clustering.FittedClustering clustering, Dfm dfm) =>
        Assert.Equal(id, Assert.Throws<MixtureException>(() => ClusterPrediction.Predict(clustering, dfm)).Id);
}
