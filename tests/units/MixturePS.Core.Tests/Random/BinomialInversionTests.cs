using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Random;

public sealed class BinomialInversionTests
{
    [Fact]
    public void ASearchPastTheBoundRestartsWithTheNextDraw()
    {
        var binomial = new BinomialInversion(1000, 0.01);
        for (ulong seed = 0; seed < 20; seed++)
        {
            long fresh = binomial.Sample(RandomGenerator.FromSeed(seed).Bits);
            Assert.Equal(fresh, binomial.Search(RandomGenerator.FromSeed(seed).Bits, 0.5, binomial.Bound, 1e-300));
        }
    }
}
