using System.Globalization;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>A share of documents is compared with a share, so that a product's rounding moves no bound.</summary>
public sealed class FrequencyShareTests
{
    [Fact]
    public void AShareThatIsExactlyKOfNIncludesK()
    {
        for (int n = 1; n <= 1000; n++)
        {
            for (int percent = 1; percent < 100; percent++)
            {
                if (percent * n % 100 != 0) continue;
                double share = double.Parse(FormattableString.Invariant($"0.{percent:00}"), CultureInfo.InvariantCulture);
                int k = percent * n / 100;
                Assert.Equal((k, k), new FrequencyRange(share, share).For(n));
            }
        }
    }

    [Theory]
    [InlineData(0.25, 10, 3, 2)]
    [InlineData(0.001, 10, 1, 0)]
    [InlineData(0.999, 10, 10, 9)]
    [InlineData(0.3, 10, 3, 3)]
    public void OtherSharesRoundInwards(double share, int n, int least, int most)
    {
        Assert.Equal(least, new FrequencyRange(share, null).For(n).Least);
        Assert.Equal(most, new FrequencyRange(1e-9, share).For(n).Most);
    }

    [Fact]
    public void ACountAndAShareAreComparedAsCounts()
    {
        Assert.Equal((29, 29), new FrequencyRange(29, 0.29).For(100));
        Assert.Equal((7, 7), new FrequencyRange(0.07, 7).For(100));
        Assert.Equal("ConflictingDocumentFrequency", Assert.Throws<MixtureException>(() => new FrequencyRange(30, 0.29).For(100)).Id);
        Assert.Equal("ConflictingDocumentFrequency", Assert.Throws<MixtureException>(() => new FrequencyRange(0.08, 7).For(100)).Id);
    }
}
