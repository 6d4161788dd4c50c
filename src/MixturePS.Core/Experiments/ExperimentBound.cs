using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The best accuracy that any method can be expected to reach on documents of a model, at a cost below that of the
/// methods: exact where there are few possible documents, else the mean over the documents that were drawn of the
/// probability that the Bayes rule gets each right. That has the bound as its expectation, and as it knows the documents
/// the gap to it is found with less noise than that to the bound itself.
/// </summary>
internal static class ExperimentBound
{
    /// <summary>The most possible documents that are summed over.</summary>
    public const long MaxOutcomes = 20_000;

    /// <summary>The bound and its standard error, which is 0 where it is exact; nulls without documents.</summary>
    public static (double? Bound, double? Error) Measure(Dfm dfm, ExperimentCell cell, CancellationToken cancellation)
    {
        var model = dfm.Model!;
        if (MixtureBound.Enumerate(model, cell.LengthDistribution, MaxOutcomes, cancellation) is { } exact) return (exact.Accuracy, 0);
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

            double best = scores.Max(), sum = 0;
            foreach (double score in scores) sum += Math.Exp(score - best);
            double deviation = (1 / sum) - mean;
            mean += deviation / (i + 1);
            squares += deviation * ((1 / sum) - mean);
        }

        return (mean, n > 1 ? Math.Sqrt(squares / (n - 1.0) / n) : null);
    }
}
