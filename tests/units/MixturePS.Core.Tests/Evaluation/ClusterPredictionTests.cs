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

    [Fact]
    public void ADocumentWithoutKnownWordsDependsOnTheShares()
    {
        var clustering = (MixtureClustering)Fit("EM");
        var prediction = ClusterPrediction.Predict(clustering, new Dfm(SparseMatrix.FromDense(1, 2, [0, 5]), ["w1", "zebra"]));
        Assert.Equal(5, prediction.UnseenTokens[0]);
        for (int k = 0; k < 3; k++) Assert.Equal(clustering.Alpha[k], prediction.Posterior![0, k], 1e-12);
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

    private static void Refuses(string id, MixturePS.Core.Clustering.FittedClustering clustering, Dfm dfm) =>
        Assert.Equal(id, Assert.Throws<MixtureException>(() => ClusterPrediction.Predict(clustering, dfm)).Id);
}
