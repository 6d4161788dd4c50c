using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The accuracy of the Bayes rule for the model of an experiment's documents, at a lower cost than the methods: exact if there are few
/// possible documents, otherwise the mean, over the drawn documents, of the probability that the Bayes rule is right. The
/// expectation of that mean is the bound; as it is computed for the same documents, the gap to it has less noise.
/// </summary>
internal static class ExperimentBound
{
    /// <summary>The maximum number of possible documents for the exact sum.</summary>
    public const long MaxOutcomes = 20_000;

    /// <summary>The bound and its standard error, which is 0 for an exact bound; nulls without documents.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="model">The model that they were drawn from.</param>
    /// <param name="lengths">The distribution of their lengths.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static (double? Bound, double? Error) Measure(Dfm dfm, MixtureModel model, IReadOnlyList<(long Length, double Probability)> lengths, CancellationToken cancellation)
    {
        if (MixtureBound.Enumerate(model, lengths, MaxOutcomes, cancellation) is { } exact) return (exact.Accuracy, 0);
        int n = dfm.DocumentCount;
        if (n == 0) return (null, null);
        var logMu = new double[model.J * model.K];
        for (int k = 0; k < model.K; k++)
        {
            var row = model.Mu.RowSpan(k);
            for (int j = 0; j < row.Length; j++) logMu[(j * model.K) + k] = Math.Log(row[j]);
        }

        double[] logAlpha = [.. model.Alpha.Select(share => Math.Log(share))];
        var scores = new double[model.K];
        double mean = 0, squares = 0;
        for (int i = 0; i < n; i++)
        {
            if ((i & 0xFF) == 0) cancellation.Check();
            logAlpha.CopyTo(scores, 0);
            var columns = dfm.Matrix.RowColumns(i);
            var counts = dfm.Matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++)
            {
                int at = columns[p] * model.K;
                for (int k = 0; k < scores.Length; k++) scores[k] += counts[p] * logMu[at + k];
            }

            // The probability of the most probable cluster, exp(0) / sum.
            double correct = 1 / LogSumExp.Exponentiate(scores).Sum;
            double deviation = correct - mean;
            mean += deviation / (i + 1);
            squares += deviation * (correct - mean);
        }

        return (mean, n > 1 ? Math.Sqrt(squares / (n - 1.0) / n) : null);
    }
}
