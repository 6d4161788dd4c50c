using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The enumeration of the bound against the sum over all strings of tokens.</summary>
public sealed class BoundTwinTests
{
    internal static readonly Gen<MixtureModel> Models =
        from k in Gen.Int[1, 5]
        from j in Gen.Int[1, 4]
        from weights in Gen.OneOf(Gen.Const(0.0), Gen.Double[0.05, 1], Gen.Const(0.5)).Array[k * j]
        from alpha in Gen.Double[0.1, 1].Array[k]
        select Model(j, weights, alpha);

    [Fact]
    public void TheConfusionIsThePlainOne() => Gen.Select(Models, Gen.Int[0, 6]).Sample((model, length) =>
    {
        var expected = PlainBound.Confusion(model, length);
        var actual = MixtureBound.Measure(model, length);
        Assert.True(actual.IsExact);
        double accuracy = 0;
        for (int r = 0; r < model.K; r++)
        {
            accuracy += expected[r, r];
            for (int c = 0; c < model.K; c++) Assert.Equal(expected[r, c], actual.ConfusionMatrix[r, c], 1e-12);
        }

        Assert.Equal(accuracy, actual.Accuracy, 1e-13);
    }, iter: 300);

    // Rows without weight fall on the first word; equal words are likely, so that merging is at work.
    private static MixtureModel Model(int j, double[] weights, double[] alpha)
    {
        var rows = weights.Chunk(j).ToArray();
        foreach (var row in rows)
        {
            if (row.Sum() == 0) row[0] = 1;
            double sum = row.Sum();
            for (int w = 0; w < j; w++) row[w] /= sum;
        }

        double total = alpha.Sum();
        return new MixtureModel(DenseMatrix.FromRows(rows), [.. alpha.Select(a => a / total)]);
    }
}
