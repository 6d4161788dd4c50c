using System.Text.Json;
using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Data;

/// <summary>The model, its draws and its errors.</summary>
public sealed class MixtureModelTests
{
    [Fact]
    public void ScalarsApplyToAllWords()
    {
        var model = MixtureModel.Draw(3, [2], null, null, RandomGenerator.FromSeed(1));
        Assert.Equal((3, 5), (model.K, model.J));
        Assert.Equal([2.0, 2, 2, 2, 2], model.Eta!);
        Assert.Equal(["cat", "dog", "rat", "porcupine", "fox"], model.Vocabulary);
        Assert.All(model.Alpha, a => Assert.Equal(1.0 / 3, a));
        Assert.Equal(model.Vocabulary, model.Mu.ColumnNames!);
    }

    [Fact]
    public void SeveralEtasWithoutWordsNumberTheFeatures() =>
        Assert.Equal(["feature0", "feature1", "feature2"], MixtureModel.Draw(1, [1, 2, 3], null, null, RandomGenerator.FromSeed(1)).Vocabulary);

    [Theory]
    [InlineData("InvalidClusterCount")]
    [InlineData("InvalidEta", double.NaN)]
    [InlineData("InvalidEta", 0.0)]
    [InlineData("InvalidEta", -1.0)]
    [InlineData("InvalidEta", double.PositiveInfinity)]
    [InlineData("InvalidEta")]
    [InlineData("InvalidAlpha", double.NaN)]
    [InlineData("InvalidAlpha", 0.0)]
    [InlineData("InvalidAlpha")]
    [InlineData("AlphaSumNotOne")]
    [InlineData("VocabularyLengthMismatch")]
    public void InvalidParametersHaveTheirIdsAndDrawNothing(string id, double? value = null)
    {
        var generator = RandomGenerator.FromSeed(1);
        double before = RandomGenerator.FromSeed(1).NextDouble();
        Action action = id switch
        {
            "InvalidClusterCount" => () => MixtureModel.Draw(0, [1], null, null, generator),
            "InvalidEta" => () => MixtureModel.Draw(2, value is null ? [] : [1, value.Value], null, null, generator),
            "InvalidAlpha" => () => MixtureModel.Draw(2, [1], value is null ? [] : [0.5, value.Value], null, generator),
            "AlphaSumNotOne" => () => MixtureModel.Draw(2, [1], [0.5, 0.4], null, generator),
            _ => () => MixtureModel.Draw(2, [1, 2, 3], null, ["a", "b"], generator),
        };
        var error = Assert.Throws<MixtureException>(action);
        Assert.Equal(id, error.Id);
        if (id == "AlphaSumNotOne") Assert.Contains("0.9", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, generator.NextDouble());
    }

    [Theory]
    [InlineData(0.5, 0.6)]
    [InlineData(-0.5, 1.5)]
    [InlineData(double.NaN, 1.0)]
    public void MuThatIsNotADistributionIsRefused(double first, double second) => Assert.Equal(
        "InvalidProbability", Assert.Throws<MixtureException>(() => new MixtureModel(DenseMatrix.FromRows([[first, second]]))).Id);

    [Fact]
    public void ASampleHasItsSizeAndAdvancesTheModelsGenerator() =>
        (from k in Gen.Int[1, 4]
         from n in Gen.Int[0, 40]
         from length in Gen.Int[0, 60]
         from seed in Gen.Int[0, 1000]
         select (k, n, length, seed)).Sample(c =>
        {
            var model = MixtureModel.Draw(c.k, [0.5], null, null, RandomGenerator.FromSeed(c.seed));
            var dfm = DfmSampler.Sample(model, c.n, DocumentLength.Fixed(c.length), model.Generator!);
            Assert.Equal((c.n, 5), (dfm.DocumentCount, dfm.FeatureCount));
            Assert.All(dfm.DocumentLength(), total => Assert.Equal(c.length, total));
            Assert.All(dfm.KnownCluster!, cluster => Assert.InRange(cluster, 0, c.k - 1));
            Assert.Same(model, dfm.Model);
            var again = MixtureModel.Draw(c.k, [0.5], null, null, RandomGenerator.FromSeed(c.seed));
            Assert.Equal(dfm.Matrix.Values.ToArray(), DfmSampler.Sample(again, c.n, DocumentLength.Fixed(c.length), again.Generator!).Matrix.Values.ToArray());
        }, iter: 60);

    [Fact]
    public void LengthsAreDrawnBetweenClustersAndCounts()
    {
        var model = MixtureModel.Draw(3, [1], null, null, RandomGenerator.FromSeed(5));
        var dfm = DfmSampler.Sample(model, 200, DocumentLength.Poisson(12), RandomGenerator.FromSeed(9));
        var expected = RandomGenerator.FromSeed(9);
        var oneHot = new long[3];
        for (int i = 0; i < 200; i++) expected.Multinomial(1, [.. model.Alpha], oneHot);
        for (int i = 0; i < 200; i++) Assert.Equal(expected.Poisson(12), dfm.DocumentLength()[i]);
    }

    [Fact]
    public void NegativeBinomialLengthsHaveTheirMean()
    {
        var length = DocumentLength.NegativeBinomial(5, 0.2);
        Assert.Equal(20, length.Mean, 1e-12);
        var drawn = length.Lengths(4000, RandomGenerator.FromSeed(3));
        Assert.InRange(drawn.Average(), 20 - 0.8, 20 + 0.8);
    }

    [Fact]
    public void InvalidLengthsHaveTheirIds()
    {
        string Id(Action action) => Assert.Throws<MixtureException>(action).Id;
        var model = MixtureModel.Draw(2, [1], null, null, RandomGenerator.FromSeed(1));
        Assert.Equal("NegativeDocumentLength", Id(() => DocumentLength.Fixed(-1)));
        Assert.Equal("NegativeDocumentLength", Id(() => DocumentLength.PerDocument([1, -2])));
        Assert.Equal("DocumentLengthCountMismatch", Id(() => DfmSampler.Sample(model, 3, DocumentLength.PerDocument([1, 2]), model.Generator!)));
        Assert.Equal("DocumentLengthCountMismatch", Id(() => DocumentLength.PerDocument([])));
        Assert.Equal("InvalidLengthDistribution", Id(() => DocumentLength.Poisson(double.NaN)));
        Assert.Equal("InvalidLengthDistribution", Id(() => DocumentLength.NegativeBinomial(0, 0.5)));
        Assert.Equal("InvalidLengthDistribution", Id(() => DocumentLength.NegativeBinomial(1, 0)));
        Assert.Equal("InvalidSize", Id(() => DfmSampler.Sample(model, -1, DocumentLength.Fixed(1), model.Generator!)));
    }

    [Fact]
    public void MultinomialRowsEqualNumPy()
    {
        foreach (JsonElement stream in Golden.Streams.EnumerateArray())
        {
            var recorded = stream.GetProperty("multinomial_rows");
            var generator = RandomGenerator.FromSeed(System.Numerics.BigInteger.Parse(stream.GetProperty("seed").ToString(), System.Globalization.CultureInfo.InvariantCulture));
            var counts = Multinomials.Sample(generator, [.. recorded.GetProperty("n").Ints().Select(n => (long)n)], DenseMatrix.FromRows(recorded.GetProperty("p").DoubleRows()), 3);
            for (int i = 0; i < 3; i++)
                Assert.Equal(recorded.GetProperty("draws")[i].Ints().Select(v => (long)v), counts.Row(i));
        }
    }

    [Fact]
    public void InconsistentMultinomialSizesAreRefused()
    {
        var rows = DenseMatrix.FromRows([[0.5, 0.5], [0.2, 0.8]]);
        var generator = RandomGenerator.FromSeed(1);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => Multinomials.Sample(generator, [1], rows, 3)).Id);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => Multinomials.Sample(generator, [1, 2, 3], rows, 2)).Id);
        Assert.Equal("InvalidSize", Assert.Throws<MixtureException>(() => Multinomials.Sample(generator, [-1], rows, 2)).Id);
    }
}
