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
