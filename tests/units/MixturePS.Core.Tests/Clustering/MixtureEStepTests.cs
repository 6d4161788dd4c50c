using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The E-step is the Bayes rule, also at a temperature, and counts documents instead of distinct rows.</summary>
public sealed class MixtureEStepTests
{
    private static readonly double[] Weights = [3, 1];
    private static readonly double[] Alpha = [0.25, 0.75];

    // Three tokens of word 0 in three documents, and one of each word in a fourth.
    private static readonly TwoWayTable Rows = TwoWayTable.Create(new SparseMatrix(2, 2, [0, 1, 3], [0, 0, 1], [3, 1, 1]), Weights, default);

    [Theory]
    [InlineData(1)]
    [InlineData(0.4)]
    public void ProbabilitiesAreRaisedToTheInverseTemperature(double power)
    {
        double[][] mu = [[0.2, 0.8], [0.7, 0.3]];
        double[][] joint = [[.. Alpha.Select((alpha, k) => alpha * Math.Pow(mu[k][0], 3))], [.. Alpha.Select((alpha, k) => alpha * mu[k][0] * mu[k][1])]];
        var step = new MixtureEStep(Weights, 2, 1, CancellationToken.None);
        double objective = step.Run(Rows, Logs(step, mu), [.. Alpha.Select(share => Math.Log(share))], power);
        double expected = 0;
        for (int row = 0; row < 2; row++)
        {
            double total = joint[row].Sum(p => Math.Pow(p, power));
            for (int k = 0; k < 2; k++) Assert.Equal(Math.Pow(joint[row][k], power) / total, step.Responsibilities[(row * step.Stride) + k], 1e-14);
            expected += Weights[row] * Math.Log(total) / power;
        }

        Assert.Equal(expected, objective, 1e-12);
        Assert.Equal(0, step.ImpossibleDocuments);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EachDocumentOfAnImpossibleRowIsCounted(bool hard)
    {
        var step = new MixtureEStep(Weights, 2, 1, CancellationToken.None);
        double[] logs = Logs(step, [[0, 1], [0, 1]]), logAlpha = [.. Alpha.Select(share => Math.Log(share))];
        if (hard) step.Classify(Rows, logs, logAlpha);
        else step.Run(Rows, logs, logAlpha);
        Assert.Equal(4, step.ImpossibleDocuments);
        step = new MixtureEStep(Weights, 2, 1, CancellationToken.None);
        logs = Logs(step, [[1, 0], [1, 0]]);
        if (hard) step.Classify(Rows, logs, logAlpha);
        else step.Run(Rows, logs, logAlpha);
        Assert.Equal(1, step.ImpossibleDocuments);
    }

    private static double[] Logs(MixtureEStep step, double[][] mu)
    {
        var logs = new double[2 * step.Stride];
        for (int word = 0; word < 2; word++)
            for (int k = 0; k < 2; k++) logs[(word * step.Stride) + k] = Math.Log(mu[k][word]);
        return logs;
    }
}
