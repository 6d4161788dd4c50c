using MixturePS.Core.Agreement;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Edge cases in which formulas become 0 / 0; the conventions are those of scikit-learn.</summary>
public class MetricEdgeTests
{
    // ARI, Rand, NMI, AMI, homogeneity, completeness, V, Fowlkes-Mallows, purity, accuracy
    [Theory]
    [InlineData("0", "5", new double[] { 1, 1, 1, 1, 1, 1, 1, 0, 1, 1 })]
    [InlineData("0 0 0 0", "3 3 3 3", new double[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData("0 0 1 1", "1 1 0 0", new double[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData("0 1 2 3", "2 0 3 1", new double[] { 1, 1, 1, 1, 1, 1, 1, 0, 1, 1 })]
    [InlineData("0 0 0 0", "0 1 2 3", new double[] { 0, 0, 0, 0, 1, 0, 0, 0, 1, 0.25 })]
    [InlineData("0 1 2 3", "0 0 0 0", new double[] { 0, 0, 0, 0, 0, 1, 0, 0, 0.25, 0.25 })]
    [InlineData("0 0 1 1", "0 1 0 1", new[] { -0.5, 1 / 3.0, 0, -0.5, 0, 0, 0, 0, 0.5, 0.5 })]
    [InlineData("0 0 1 1", "0 1 2 3", new[] { 0, 2 / 3.0, 2 / 3.0, 0, 1, 0.5, 2 / 3.0, 0, 1, 0.5 })]
    [InlineData("0 0 0 1 1 1", "0 0 0 0 0 0", new[] { 0, 0.4, 0, 0, 0, 1, 0, 0.63245553203367588, 0.5, 0.5 })]
    public void EdgeCasesEqualScikitLearn(string known, string estimated, double[] expected)
    {
        var actual = ClusterAccuracy.Measure(Parse(known), Parse(estimated));
        double[] values =
        [
            actual.AdjustedRandIndex, actual.RandIndex, actual.NormalizedMutualInformation, actual.AdjustedMutualInformation, actual.Homogeneity,
            actual.Completeness, actual.VMeasure, actual.FowlkesMallows, actual.Purity, actual.Accuracy,
        ];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-14);
    }

    [Fact]
    public void VMeasureWeightsCompletenessByBeta()
    {
        int[] known = [0, 0, 1, 1, 2, 2], estimated = [0, 0, 1, 1, 1, 2];
        double h = AgreementIndices.Homogeneity(ContingencyTable.FromLabels(known, estimated)), c = AgreementIndices.Completeness(ContingencyTable.FromLabels(known, estimated));
        Assert.NotEqual(h, c, 1e-6);
        Assert.Equal(h, AgreementIndices.VMeasure(ContingencyTable.FromLabels(known, estimated), 0), 1e-15);
        Assert.Equal(1.5 * h * c / (0.5 * h + c), AgreementIndices.VMeasure(ContingencyTable.FromLabels(known, estimated), 0.5), 1e-15);
        Assert.Equal(c, AgreementIndices.VMeasure(ContingencyTable.FromLabels(known, estimated), 1e12), 1e-11);
        Assert.Equal(0, AgreementIndices.VMeasure(ContingencyTable.FromLabels([0, 0, 0], [0, 1, 2]), 0));
        foreach (double bad in (double[])[-1, double.NaN, double.PositiveInfinity])
            Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => AgreementIndices.VMeasure(ContingencyTable.FromLabels(known, estimated), bad)).Id);
    }

    // The integers in the Rand indices exceed 2^53, and their products 2^64.
    [Fact]
    public void PairCountsAreExactBeyondDoublePrecision()
    {
        const int n = 3_000_000;
        var known = new int[n];
        var estimated = new int[n];
        known[0] = 1;
        estimated[1] = 1;
        // Two clusters of n - 1 and 1 that disagree on two documents: the Rand index is 1 - 2 (n - 2) / (n (n - 1) / 2).
        Assert.Equal(1 - 4.0 * (n - 2) / ((double)n * (n - 1)), AgreementIndices.RandIndex(ContingencyTable.FromLabels(known, estimated)));
        Assert.Equal(-1.0 / (n - 1), AgreementIndices.AdjustedRandIndex(ContingencyTable.FromLabels(known, estimated)), 1e-20);
    }

    [Fact]
    public void ManySingletonsNeedNoDenseTable()
    {
        int[] labels = [.. Enumerable.Range(0, 20_000)];
        int[] reversed = [.. labels.Reverse()];
        var actual = ClusterAccuracy.Measure(labels, reversed);
        Assert.Equal((1.0, 1.0, 1.0), (actual.Accuracy, actual.AdjustedMutualInformation, actual.AdjustedRandIndex));
        Assert.Null(actual.ConfusionMatrix);
        Assert.Equal(19_999, actual.Mapping[0]);
        Assert.EndsWith("255 -> 19744, ... (20000 clusters)", actual.Mapping.ToString());
    }

    private static int[] Parse(string labels) => [.. labels.Split(' ').Select(int.Parse)];
}
