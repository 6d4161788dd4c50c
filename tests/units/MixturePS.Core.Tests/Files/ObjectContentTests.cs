using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Files;

/// <summary>Objects as bytes and back.</summary>
public sealed class ObjectContentTests
{
    [Fact]
    public void MatricesKeepTheirBitsAndNames()
    {
        double[] cells = [0.1, -0.0, double.NaN, double.PositiveInfinity, 5e-324, 1.0 / 3];
        var dense = Again(new DenseMatrix(2, 3, cells, ["a", "b", "c"], new NumberedNames("doc", 2)));
        Assert.Equal(cells.Select(BitConverter.DoubleToInt64Bits), dense.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(["a", "b", "c"], dense.ColumnNames);
        Assert.IsType<NumberedNames>(dense.RowNames);
        Assert.Equal(["doc0", "doc1"], dense.RowNames);
        var counts = Again(new CountMatrix(1, 2, [long.MinValue, long.MaxValue]));
        Assert.Equal([long.MinValue, long.MaxValue], counts.Values.ToArray());
        Assert.Null(counts.ColumnNames);
        var sparse = Again(SparseMatrix.FromDense(2, 3, [0, 1.5, 0, 0, 0, 2]));
        Assert.Equal([0, 1.5, 0], sparse.Row(0));
        Assert.Equal([0, 0, 2.0], sparse.Row(1));
    }

    [Fact]
    public void ADfmKeepsWhatItKnowsOfItsText()
    {
        var statistics = new TextStatistics { DocumentCount = 2, TokenCount = 7, NGramCount = 7, StopWordCount = 1 };
        var selection = new FeatureSelectionReport { FeatureCount = 2, FeatureCountBefore = 5, DroppedTotal = 2.5 };
        var dfm = new Dfm(SparseMatrix.FromDense(2, 2, [1, 0, 2, 3]), ["a", "b"], null, ["x", "y"], [1, 0])
        {
            KnownClusterName = ["pets", "money"],
            TextStatistics = statistics,
            Selection = selection,
        };
        var again = Again(dfm);
        Assert.Equal(statistics, again.TextStatistics);
        Assert.Equal(selection, again.Selection);
        Assert.Equal(["pets", "money"], again.KnownClusterName);
        Assert.Equal([1, 0], again.KnownCluster);
        Assert.Equal(["x", "y"], again.DocumentName);
        Assert.Equal([2.0, 3], again.Row(1));
    }

    [Fact]
    public void AGeneratorContinuesWhereItWas()
    {
        var generator = RandomGenerator.FromSeed(7);
        _ = generator.NextUInt32();
        _ = generator.Spawn(2);
        var again = Again(generator);
        Assert.Equal(generator.Seed.ChildrenSpawned, again.Seed.ChildrenSpawned);
        for (int i = 0; i < 5; i++) Assert.Equal(generator.NextUInt32(), again.NextUInt32());
    }

    [Fact]
    public void ModelsClusteringsAndTheirPartsComeBack()
    {
        var model = MixtureModel.Draw(3, [0.5], null, null, RandomGenerator.FromSeed(1));
        Assert.Equal(model.Mu.Values.ToArray(), Again(model).Mu.Values.ToArray());
        var dfm = DfmSampler.Sample(model, 40, DocumentLength.Fixed(10), model.Generator!);
        var clustering = (KMeansClustering)KMeans.Fit(dfm, new KMeansOptions { K = 3 }, 1).Match();
        var again = Again(clustering);
        Assert.Equal(clustering.Labels, again.Labels);
        Assert.Equal(clustering.Mapping!.ToString(), Again(clustering.Mapping).ToString());
        var weighting = TfIdf.Transform(dfm, new TfIdfOptions()).Weighting;
        Assert.Equal(weighting.FeatureWeight, Again(weighting).FeatureWeight);
        Assert.True(Again(DfmWeighting.Count).IsCount);
        Assert.Equal(dfm.Seed!.ToString(), Again(dfm.Seed).ToString());
    }

    [Fact]
    public void TopicModelsAndTheTruthOfTheirDocumentsComeBack()
    {
        var model = MixtureModel.Draw(3, [0.5], [0.2, 0.3, 0.4], null, RandomGenerator.FromSeed(1), MixtureMembership.Mixed);
        var dfm = TopicSampler.Sample(model, 30, DocumentLength.Poisson(8), model.Generator!);
        var again = Again(dfm);
        Assert.Equal(dfm.KnownTheta!.Buffer, again.KnownTheta!.Buffer);
        Assert.Equal(dfm.KnownTopicTokens!.Buffer, again.KnownTopicTokens!.Buffer);
        Assert.Equal(["topic0", "topic1", "topic2"], again.KnownTheta.ColumnNames);
        Assert.Equal((MixtureMembership.Mixed, 0.4), (again.Model!.Membership, again.Model.Alpha[2]));
        foreach (var method in Enum.GetValues<TopicMethod>())
        {
            var topics = TopicModel.Fit(dfm, new TopicModelOptions { K = 3, Method = method, Chains = 2, Iterations = 14 }, 1);
            var back = Again(topics);
            Assert.Equal(topics.Mu.Buffer, back.Mu.Buffer);
            Assert.Equal(topics.Theta.Buffer, back.Theta.Buffer);
            Assert.Equal(topics.Alpha, back.Alpha);
            Assert.Equal(topics.ChainTrace.Select(chain => chain.ToArray()), back.ChainTrace.Select(chain => chain.ToArray()));
            Assert.Equal(topics.Labels, back.Labels);
            Assert.Equal(topics.ClusterName, back.ClusterName);
            Assert.Equal(
                (topics.Algorithm, topics.Eta, topics.Chain, topics.RHat, topics.RankRHat, topics.BulkEffectiveSize, topics.BurnIn, topics.SampleCount),
                (back.Algorithm, back.Eta, back.Chain, back.RHat, back.RankRHat, back.BulkEffectiveSize, back.BurnIn, back.SampleCount));
            Assert.Equal((topics.EmptyDocumentCount, topics.Seed, topics.Iterations, topics.ConvergenceStatus), (back.EmptyDocumentCount, back.Seed, back.Iterations, back.ConvergenceStatus));
            var measured = topics.MeasureTopics(null, null, default);
            Assert.Equal(measured, back.MeasureTopics(null, null, default) with { Mapping = measured.Mapping });
        }
    }

    [Fact]
    public void TopicsWithTheLabelsOfKnownClustersComeBack()
    {
        var dfm = DfmSampler.Sample(MixtureModel.Draw(2, [0.1], null, Vocabularies.Numbered(20), RandomGenerator.FromSeed(2)), 40, DocumentLength.Fixed(20), RandomGenerator.FromSeed(3));
        var topics = TopicModel.Fit(dfm, new TopicModelOptions { K = 3, Iterations = 20 }, 1);
        var matched = (FittedTopics)topics.Match();
        Assert.Equal(3, matched.ClusterLabel.Count);
        for (int d = 0; d < 40; d++)
        {
            int row = matched.ClusterLabel.ToList().IndexOf(matched.Labels[d]);
            Assert.Equal(topics.Theta[d, topics.Labels[d]], matched.Theta[d, row]);
            Assert.Equal(topics.Mu.Row(topics.Labels[d]), matched.Mu.Row(row));
        }

        var back = Again(matched);
        Assert.Equal(matched.Labels, back.Labels);
        Assert.Equal(matched.ClusterLabel, back.ClusterLabel);
        Assert.Equal(matched.Theta.Buffer, back.Theta.Buffer);
    }

    [Fact]
    public void DamagedContentIsAnError()
    {
        var content = ObjectContent.Write(new DenseMatrix(20, 20, new double[400]));
        Assert.Equal("InvalidModelFile", Assert.Throws<MixtureException>(() => ObjectContent.Read(content[..^20])).Id);
        foreach (string text in new[] { "", "[]", "{\"version\":1,\"kind\":\"String\",\"content\":{}}", "{\"version\":99,\"kind\":\"Dfm\",\"content\":{}}", "{\"version\":1,\"kind\":\"Dfm\",\"content\":{}}" })
            Assert.Equal("InvalidModelFile", Assert.Throws<MixtureException>(() => ObjectContent.Read(System.Text.Encoding.UTF8.GetBytes(text))).Id);
        Assert.Throws<ArgumentException>(() => ObjectContent.Write("text"));
    }

    private static T Again<T>(T value)
        where T : notnull => Assert.IsType<T>(ObjectContent.Read(ObjectContent.Write(value)));
}
