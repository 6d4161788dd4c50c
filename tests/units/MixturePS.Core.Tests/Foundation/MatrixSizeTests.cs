using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Foundation;

/// <summary>Refuses matrices beyond the memory limit, with their size, before they are allocated.</summary>
public sealed class MatrixSizeTests
{
    private const long Most = 2L << 30;

    [Fact]
    public void TheLimitIsTheLargestAllowedSize()
    {
        Assert.Equal((int)(Most / 8), MatrixSize.Cells("It", Most / 8, 1));
        Assert.Equal((int)(Most / 4), MatrixSize.Cells("It", 2, Most / 8, 4));
        Refused($"It would be {(Most / 8) + 1} x 1 numbers and take {Most + 8} bytes", () => MatrixSize.Cells("It", (Most / 8) + 1, 1));
        Refused($"take {2 * Most} bytes (4 GiB)", () => MatrixSize.Cells("It", 2, Most / 8));
        Assert.Equal(0, MatrixSize.Cells("It", 0, long.MaxValue));
    }

    [Fact]
    public void AListIsLimitedToTheLengthOfAnArray()
    {
        MatrixSize.CheckArray(1 << 20, 8);
        Refused($"{Array.MaxLength + 1L} entries", () => MatrixSize.CheckArray(Array.MaxLength + 1L, 1));
        Refused($"{3L << 30} entries", () => LargeArray.Zeros<byte>(3L << 30));
        Refused($"{3L << 30} entries", () => LargeArray.Uninitialized<byte>(3L << 30));
    }

    [Fact]
    public void ThePosteriorOfAChain()
    {
        const int Documents = 17000;
        var corpus = GibbsCorpus.Create(Wide(Documents, 2), Documents);
        int[] alone = [.. Enumerable.Range(0, Documents)];
        Refused($"The posterior would be {Documents} x {Documents}", () => GibbsPosterior.Average(corpus, new GibbsPrior(corpus, Documents, 1, 1), [alone], 0, 1, CancellationToken.None));
    }

    [Fact]
    public void TheWordProbabilitiesOfAChain() =>
        Refused("The word probabilities would be 300 x 1000000", () => GibbsEstimates.Mu(Wide(300, 1_000_000), [.. Enumerable.Range(0, 300)], 300, 0.1, default));

    [Theory]
    [InlineData(70_000_000, 0, 4, "The chains' traces would be 4 x 70000000")]
    [InlineData(60, 45, 250_000, "The chains' kept draws would be 3750000 x 200")]
    public void TheDrawsThatChainsStore(int iterations, int burnIn, int chains, string message) => Refused(message, () => Gibbs.Fit(
        Wide(200, 5), new GibbsOptions { K = 3, Iterations = iterations, BurnIn = burnIn, Chains = chains }, 1));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 0)]
    [InlineData(25, 0)]
    [InlineData(26, 0)]
    [InlineData(60, 11)]
    [InlineData(101, 100)]
    public void AChainStoresAsManySamplesAsDeclared(int iterations, int burnIn)
    {
        var options = new GibbsOptions { K = 2, Iterations = iterations, BurnIn = burnIn };
        var corpus = GibbsCorpus.Create(Wide(6, 3), 2);
        var prior = new GibbsPrior(corpus, 2, 1, 1);
        var run = new GibbsChainRun(corpus, prior, options, Core.Random.RandomGenerator.FromSeed(1), null, CancellationToken.None);
        run.BurnIn();
        run.Sample(prior);
        Assert.Equal(run.Samples.Count, GibbsChainRun.KeptSamples(options, 6));
        Assert.Equal(iterations - burnIn, run.Samples.Count);
    }

    [Fact]
    public void TheMeansOfClusters()
    {
        var rows = LabelledRows.Create(Wide(300, 1_000_000), [.. Enumerable.Range(0, 299), 0], null, CancellationToken.None);
        Refused("The means of the clusters would be 299 x 1000000", () => new ClusterMeans(rows, default));
    }

    private static void Refused(string message, Action action)
    {
        var error = Assert.Throws<MixtureException>(action);
        Assert.Equal("MatrixTooLarge", error.Id);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    // One token per document, each a different word as far as possible.
    private static Dfm Wide(int documents, int features)
    {
        int[] offsets = [.. Enumerable.Range(0, documents + 1)];
        int[] columns = [.. Enumerable.Range(0, documents).Select(i => i % features)];
        double[] values = [.. Enumerable.Repeat(1.0, documents)];
        return new Dfm(new SparseMatrix(documents, features, offsets, columns, values), [.. Enumerable.Range(0, features).Select(i => $"w{i}")], DfmWeighting.Count);
    }
}
