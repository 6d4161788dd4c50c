using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Simulation;

public sealed class DfmSamplerTests
{
    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 40)]
    public void Samples_are_the_same_whatever_was_drawn_from_the_model_before(int k, int j)
    {
        var used = Model(k, j);
        for (int seed = 0; seed < 30; seed++)
        {
            int n = 1 + (97 * seed % 200);
            var length = DocumentLength.Poisson(1 + (seed % 12));
            var expected = DfmSampler.Sample(Model(k, j), n, length, RandomGenerator.FromSeed(seed));
            var actual = DfmSampler.Sample(used, n, length, RandomGenerator.FromSeed(seed));
            Assert.Equal(Cells(expected), Cells(actual));
        }
    }

    [Fact]
    public void Threads_may_draw_from_one_model()
    {
        var model = Model(3, 5);
        var expected = Enumerable.Range(0, 64).Select(seed => Cells(Sample(Model(3, 5), seed))).ToArray();
        var actual = new (int, int, double)[expected.Length][];
        Parallel.For(0, actual.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, seed => actual[seed] = Cells(Sample(model, seed)));
        Assert.Equal(expected, actual);
    }

    private static Dfm Sample(MixtureModel model, int seed) => DfmSampler.Sample(model, 500, DocumentLength.Fixed(10), RandomGenerator.FromSeed(seed));

    private static (int Row, int Column, double Value)[] Cells(Dfm dfm) =>
        [.. Enumerable.Range(0, dfm.DocumentCount).SelectMany(i => dfm.Matrix.RowColumns(i).ToArray().Zip(dfm.Matrix.RowValues(i).ToArray(), (j, value) => (i, j, value)))];

    private static MixtureModel Model(int k, int j) => MixtureModel.Draw(k, [0.5], null, j == 5 ? null : [.. Enumerable.Range(0, j).Select(word => $"w{word}")], RandomGenerator.FromSeed(7));
}
