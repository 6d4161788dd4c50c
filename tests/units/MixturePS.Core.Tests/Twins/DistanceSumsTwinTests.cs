using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Twins;

public sealed class DistanceSumsTwinTests
{
    // Wide and sparse matrices are compared by features, narrow ones by rows.
    [Theory]
    [InlineData(1500, 3000, 12)]
    [InlineData(700, 40, 30)]
    [InlineData(37, 5, 4)]
    [InlineData(16, 900, 3)]
    [InlineData(1, 5, 4)]
    public void Sums_equal_those_of_the_plain_loop_bit_by_bit(int n, int j, int tokens)
    {
        var model = MixtureModel.Draw(3, [0.3], null, [.. Enumerable.Range(0, j).Select(word => $"w{word}")], RandomGenerator.FromSeed(1));
        var dfm = FastDfmSampler.Sample(model, n, DocumentLength.Poisson(tokens), RandomGenerator.FromSeed(2));
        var rows = LabelledRows.Create(dfm, dfm.KnownCluster!, null, CancellationToken.None);
        double[] norms = rows.SquaredNorms();
        var expected = Enumerable.Range(0, rows.Count).Select(i => Plain(rows, norms, i)).ToArray();
        foreach (int threads in new[] { 1, 3 })
        {
            var actual = new double[rows.Count][];
            new DistanceSums(rows, DocumentDistance.Euclidean).ForEachRow(threads, (row, sums) => actual[row] = [.. sums], null, CancellationToken.None);
            for (int i = 0; i < rows.Count; i++) Assert.Equal(expected[i].Select(BitConverter.DoubleToInt64Bits), actual[i].Select(BitConverter.DoubleToInt64Bits));
        }
    }

    private static double[] Plain(LabelledRows rows, double[] norms, int i)
    {
        var cells = new double[rows.FeatureCount];
        for (int p = rows.Offsets[i]; p < rows.Offsets[i + 1]; p++) cells[rows.Columns[p]] = rows.Values[p];
        var sums = new double[rows.K];
        for (int other = 0; other < rows.Count; other++)
        {
            double dot = 0;
            for (int p = rows.Offsets[other]; p < rows.Offsets[other + 1]; p++) dot += rows.Values[p] * cells[rows.Columns[p]];
            double distance = other == i ? 0 : Math.Sqrt(Math.Max((dot * -2.0) + norms[i] + norms[other], 0));
            for (int e = rows.EntryOffsets[other]; e < rows.EntryOffsets[other + 1]; e++) sums[rows.EntryCluster[e]] += rows.EntryWeight[e] * distance;
        }

        return sums;
    }
}
