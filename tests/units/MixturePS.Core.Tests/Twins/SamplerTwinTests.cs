using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The fast sampler against its stream read in order: the same documents, for any number of threads.</summary>
public sealed class SamplerTwinTests
{
    // Few tokens for the words: by token. Few possible rows for the documents: by row. Many tokens a word: by binomials.
    [Theory]
    [InlineData(1, 90, 2500, 11, false, nameof(SamplerWay.Token))]
    [InlineData(3, 90, 2500, 600, false, nameof(SamplerWay.Token))]
    [InlineData(3, 90, 2500, 11, true, nameof(SamplerWay.Token))]
    [InlineData(3, 9001, 40, 257, false, nameof(SamplerWay.Token))]
    [InlineData(5, 1, 1025, 3, true, nameof(SamplerWay.Token))]
    [InlineData(3, 7, 1, 5, false, nameof(SamplerWay.Token))]
    [InlineData(3, 5, 0, 5, false, nameof(SamplerWay.Token))]
    [InlineData(2, 4, 3000, 3, false, nameof(SamplerWay.Row))]
    [InlineData(1, 5, 5001, 4, false, nameof(SamplerWay.Row))]
    [InlineData(7, 1, 1025, 9, false, nameof(SamplerWay.Row))]
    [InlineData(3, 3, 1200, 0, false, nameof(SamplerWay.Row))]
    [InlineData(3, 4, 1300, 400, true, nameof(SamplerWay.Binomial))]
    [InlineData(2, 9, 1025, 5000, false, nameof(SamplerWay.Binomial))]
    public void DocumentsAreThePlainOnes(int k, int j, int n, long tokens, bool isRandomLength, string way)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            var model = MixtureModel.Draw(k, [0.3], null, [.. Enumerable.Range(0, j).Select(w => $"w{w}")], RandomGenerator.FromSeed(seed));
            var length = isRandomLength ? DocumentLength.Poisson(tokens) : DocumentLength.Fixed(tokens);
            var (clusters, rows) = PlainSampler.Sample(model, n, length, RandomGenerator.FromSeed(seed + 1), Enum.Parse<SamplerWay>(way));
            foreach (int threads in new[] { 1, 2, 5 })
            {
                var found = FastDfmSampler.Sample(model, n, length, RandomGenerator.FromSeed(seed + 1), threads);
                Assert.Equal(clusters, found.KnownCluster);
                for (int i = 0; i < n; i++) Assert.Equal(rows[i], found.Row(i));
            }
        }
    }
}
