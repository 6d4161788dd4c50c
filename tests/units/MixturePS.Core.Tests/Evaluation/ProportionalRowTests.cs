using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Silhouettes whose distances are all rounding errors, or cancel.</summary>
public sealed class ProportionalRowTests
{
    private static readonly SilhouetteOptions Cosine = new() { Distance = DocumentDistance.Cosine };

    [Fact]
    public void DocumentsThatDifferInLengthAloneHaveSilhouetteZero() => Gen.Select(Gen.Int[1, 30].Array[1, 40], Gen.Int[1, 50].Array[3, 12], Gen.Bool).Sample(
        (counts, lengths, isWeighted) =>
        {
            double unit = isWeighted ? 0.1 : 1;
            var rows = lengths.Select(length => counts.Select(count => count * unit * length).ToArray()).ToArray();
            var values = Silhouette.PerDocument(TestDfm.OfRows(rows, isWeighted ? DfmWeighting.Plain : null), [.. lengths.Select((_, i) => i % 2)], Cosine);
            Assert.All(values!, value => Assert.Equal(0, value));
        },
        iter: 300);

    [Fact]
    public void ProportionalDocumentsAreAsFarFromOthersAsEqualOnes()
    {
        double[][] rows = [[1, 2, 3], [2, 4, 6], [7, 14, 21], [3, 1, 0], [6, 2, 0], [0, 0, 0]];
        double[][] equal = [[1, 2, 3], [1, 2, 3], [1, 2, 3], [3, 1, 0], [3, 1, 0], [0, 0, 0]];
        int[] labels = [0, 0, 1, 1, 1, 0];
        var mixed = Silhouette.PerDocument(TestDfm.OfRows(rows), labels, Cosine)!;
        var same = Silhouette.PerDocument(TestDfm.OfRows(equal), labels, Cosine)!;
        for (int i = 0; i < mixed.Length; i++) Assert.Equal(same[i], mixed[i], 1e-14);
        Assert.True(mixed[3] < 1 && mixed[3] > 0);
    }

    [Fact]
    public void DistancesOfAPlainMatrixDontCancel()
    {
        double[][] near = [[0.125, 0], [0.25, 0.5], [10, 8], [10.5, 8.25], [3, 0]];
        int[] labels = [0, 0, 1, 1, 0];
        var expected = Silhouette.PerDocument(TestDfm.OfRows(near, DfmWeighting.Plain), labels)!;
        var shifted = near.Select(row => row.Select(cell => cell + 1073741824).ToArray()).ToArray();
        var values = Silhouette.PerDocument(TestDfm.OfRows(shifted, DfmWeighting.Plain), labels)!;
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-12);
    }
}
