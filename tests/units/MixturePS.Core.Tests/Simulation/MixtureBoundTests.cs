using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Tests.Twins;

namespace MixturePS.Core.Tests.Simulation;

public class MixtureBoundTests
{
    private static MixtureModel Notebook => new(DenseMatrix.FromRows(Golden.Notebook.GetProperty("cell4_mu").DoubleRows()), [0.2, 0.4, 0.4]);

    [Fact]
    public void TheNotebooksMixtureAllowsAnAccuracyOfAbout94Percent()
    {
        var bound = MixtureBound.Measure(Notebook, 10);
        Assert.Equal(0.939, bound.Accuracy, 5e-4);
        Assert.Equal((true, "Enumeration", 0.0, 1001L), (bound.IsExact, bound.Method, bound.StandardError, bound.Outcomes));
        Assert.Equal((3, 5, 10.0), (bound.K, bound.J, bound.DocumentLength));

        // The accuracy of the Bayes rule on the notebook's sample is within its sampling error.
        double reached = Golden.Notebook.GetProperty("oracle_map_accuracy_on_this_sample").GetDouble();
        Assert.InRange(reached, bound.Accuracy - 4 * Math.Sqrt(0.06 / 1000), bound.Accuracy + 4 * Math.Sqrt(0.06 / 1000));
    }

    [Fact]
    public void GrowsWithTheDocumentsAndStartsAtTheLargestAlpha() => BoundTwinTests.Models.Sample(model =>
    {
        double before = MixtureBound.Measure(model, 0).Accuracy;
        Assert.Equal(model.Alpha.Max(), before, 1e-14);
        for (int length = 1; length <= 8; length++)
        {
            var bound = MixtureBound.Measure(model, length);
            Assert.InRange(bound.Accuracy, before - 1e-13, 1);
            before = bound.Accuracy;
            for (int k = 0; k < model.K; k++) Assert.Equal(model.Alpha[k], bound.ConfusionMatrix.RowSpan(k).ToArray().Sum(), 1e-12);
        }
    });

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void SimulationAgreesWithTheSum(int length)
    {
        var exact = MixtureBound.Measure(Notebook, length);
        var simulated = MixtureBound.Measure(Notebook, length, Simulation(20_000));
        Assert.Equal((false, "MonteCarlo", 20_000L), (simulated.IsExact, simulated.Method, simulated.Outcomes));
        Assert.InRange(simulated.StandardError, 1e-5, 0.005);
        Assert.InRange(simulated.Accuracy, exact.Accuracy - 5 * simulated.StandardError, exact.Accuracy + 5 * simulated.StandardError);
        for (int p = 0; p < 9; p++)
            Assert.Equal(exact.ConfusionMatrix.Values[p], simulated.ConfusionMatrix.Values[p], 5 * Math.Sqrt(0.25 / 20_000));
        Assert.Equal(simulated.Accuracy, MixtureBound.Measure(Notebook, length, Simulation(20_000)).Accuracy);
    }

    [Fact]
    public void SeveralLengthsAreWeightedByTheirProbability()
    {
        (long, double)[] lengths = [(0, 0.25), (7, 0.5), (2, 0.25), (900, 0)];
        double expected = 0.25 * 0.4 + 0.5 * MixtureBound.Measure(Notebook, 7).Accuracy + 0.25 * MixtureBound.Measure(Notebook, 2).Accuracy;
        var exact = MixtureBound.Measure(Notebook, lengths);
        Assert.Equal(expected, exact.Accuracy, 1e-13);
        Assert.Equal((4.0, 1L + 330 + 15), (exact.DocumentLength, exact.Outcomes));
        var simulated = MixtureBound.Measure(Notebook, lengths, Simulation(20_000));
        Assert.InRange(simulated.Accuracy, expected - 5 * simulated.StandardError, expected + 5 * simulated.StandardError);
    }

    // 30 words of only two kinds: 101 count vectors instead of about 10^27.
    [Fact]
    public void EquivalentWordsAreMerged()
    {
        double[] Row(double first) => [.. Enumerable.Range(0, 30).Select(j => j < 10 ? first * (j + 1) / 55 : j < 20 ? (1 - first) / 10 : 0)];
        var wide = MixtureBound.Measure(DenseMatrix.FromRows([Row(0.25), Row(0.5)]), [0.5, 0.5], 100);
        var narrow = MixtureBound.Measure(DenseMatrix.FromRows([[0.25, 0.75], [0.5, 0.5]]), [0.5, 0.5], 100);
        Assert.True(wide.IsExact);
        Assert.True(wide.Outcomes < 6000, $"{wide.Outcomes} count vectors");
        Assert.Equal(narrow.Accuracy, wide.Accuracy, 1e-12);
        Assert.Equal((30, 2), (wide.J, narrow.J));
    }

    [Fact]
    public void OneTokenOfALargeVocabularyIsEnumerated()
    {
        const int j = 50_000;
        var random = new System.Random(3);
        var rows = Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, j).Select(_ => random.NextDouble()).ToArray()).ToArray();
        foreach (var row in rows)
        {
            double sum = row.Sum();
            for (int w = 0; w < j; w++) row[w] /= sum;
        }

        var bound = MixtureBound.Measure(DenseMatrix.FromRows(rows), null, 1);
        Assert.True(bound.IsExact);
        Assert.Equal(rows[0].Zip(rows[1], Math.Max).Sum() / 2, bound.Accuracy, 1e-12);

        var many = MixtureBound.Measure(DenseMatrix.FromRows(rows), null, 20, Simulation(500));
        Assert.Equal(("MonteCarlo", true), (many.Method, many.Accuracy > bound.Accuracy));
    }

    [Fact]
    public void TiesGoToTheFirstCluster()
    {
        var bound = MixtureBound.Measure(DenseMatrix.FromRows([[0.3, 0.7], [0.3, 0.7]]), null, 1_000_000_000_000);
        Assert.Equal(0.5, bound.Accuracy, 1e-15);
        Assert.Equal([0.5, 0, 0.5, 0], bound.ConfusionMatrix.Values.ToArray());
        var mirrored = MixtureBound.Measure(DenseMatrix.FromRows([[0.3, 0.7], [0.7, 0.3]]), null, 2);
        Assert.Equal([0.5 * 0.91, 0.5 * 0.09, 0.5 * 0.51, 0.5 * 0.49], mirrored.ConfusionMatrix.Values.ToArray(), (x, y) => Math.Abs(x - y) < 1e-15);
    }

    [Fact]
    public void RefusesInvalidInput()
    {
        static string Id(Action action) => Assert.Throws<MixtureException>(action).Id;
        Assert.Equal("NegativeDocumentLength", Id(() => MixtureBound.Measure(Notebook, -1)));
        Assert.Equal("InvalidLengthDistribution", Id(() => MixtureBound.Measure(Notebook, [])));
        Assert.Equal("InvalidLengthDistribution", Id(() => MixtureBound.Measure(Notebook, [(1, 0.5), (2, 0.4)])));
        Assert.Equal("InvalidLengthDistribution", Id(() => MixtureBound.Measure(Notebook, [(1, double.NaN)])));
        Assert.Equal("InvalidLengthDistribution", Id(() => MixtureBound.Measure(Notebook, [(1, 1.5), (2, -0.5)])));
        Assert.Equal("InvalidOption", Id(() => new MixtureBoundOptions { Samples = 1 }));
        Assert.Equal("InvalidOption", Id(() => new MixtureBoundOptions { MaxOutcomes = -1 }));
        Assert.Equal("AlphaSumNotOne", Id(() => MixtureBound.Measure(Notebook.Mu, [0.5, 0.4, 0.4], 3)));
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(0)]
    public void StopsWhenCancelled(long maxOutcomes) => Checks.CancelThroughout(
        token => MixtureBound.Measure(Notebook, 60, new MixtureBoundOptions { MaxOutcomes = maxOutcomes, Samples = 10_000 }, token));

    private static MixtureBoundOptions Simulation(int samples) =>
        new() { MaxOutcomes = 0, Samples = samples, Generator = RandomGenerator.FromSeed(2026) };
}
