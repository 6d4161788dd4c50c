using MixturePS.Core.Clustering;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The E-step against its formula document by document: the same bits at every vector width.</summary>
public sealed class EStepTwinTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    public void ResponsibilitiesAreThePlainOnes(double power)
    {
        foreach (var (dfm, random) in TwinCases.Counts(6))
        {
            var rows = DistinctCounts.Create(dfm, "a test", default);
            foreach (int k in TwinCases.ClusterCounts(dfm.DocumentCount, random))
            {
                double[][] mu = [.. Enumerable.Range(0, k).Select(_ => Distribution(dfm.FeatureCount, random))];
                double[] alpha = Distribution(k, random);
                double[] logAlpha = Array.ConvertAll(alpha, Math.Log);
                foreach (var width in Widths.All)
                {
                    var step = new MixtureEStep(rows.Weights, k, 1, default, width);
                    var logs = new double[dfm.FeatureCount * step.Stride];
                    for (int j = 0; j < dfm.FeatureCount; j++)
                        for (int c = 0; c < k; c++) logs[(j * step.Stride) + c] = Math.Log(mu[c][j]);
                    double expected = 0, sum = step.Run(rows.Table, logs, logAlpha, power);
                    for (int i = 0; i < dfm.DocumentCount; i++)
                    {
                        var (responsibilities, log) = PlainMixture.Responsibilities(dfm.Row(i), mu, alpha, power);
                        Assert.Equal(responsibilities, step.Responsibilities.AsSpan(rows.RowOf[i] * step.Stride, k).ToArray());
                        expected += log;
                    }

                    // Summed over distinct rows in blocks, so to rounding only.
                    Assert.Equal(expected, sum, 1e-12 * (1 + Math.Abs(expected)));
                    AssertClassified(step, rows, logs, logAlpha, k, dfm.DocumentCount);
                }
            }
        }
    }

    // Classification EM: all of a document goes to its most probable cluster, and ties go to the first.
    private static void AssertClassified(MixtureEStep step, DistinctCounts rows, double[] logs, double[] logAlpha, int k, int documents)
    {
        step.Run(rows.Table, logs, logAlpha);
        double[][] soft = [.. Enumerable.Range(0, documents).Select(i => step.Responsibilities.AsSpan(rows.RowOf[i] * step.Stride, k).ToArray())];
        step.Classify(rows.Table, logs, logAlpha);
        for (int i = 0; i < documents; i++)
        {
            var hard = step.Responsibilities.AsSpan(rows.RowOf[i] * step.Stride, k).ToArray();
            Assert.Equal(1, hard.Sum());
            Assert.Equal(soft[i].Max(), soft[i][Array.IndexOf(hard, 1)]);
        }
    }

    private static double[] Distribution(int length, System.Random random)
    {
        var p = Enumerable.Range(0, length).Select(_ => 0.01 + random.NextDouble()).ToArray();
        double sum = p.Sum();
        return Array.ConvertAll(p, x => x / sum);
    }
}
