using MathNet.Numerics;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The mixture's formulas over plain arrays.</summary>
internal static class PlainMixture
{
    /// <summary>The posteriors and the log-likelihood with the multinomial coefficients.</summary>
    public static (double[][] Posterior, double LogLikelihood) Posterior(Dfm dfm, MixtureModel model)
    {
        var posterior = new double[dfm.DocumentCount][];
        double total = 0;
        for (int i = 0; i < posterior.Length; i++)
        {
            var row = dfm.Row(i);
            double coefficient = SpecialFunctions.GammaLn(row.Sum() + 1) - row.Sum(w => SpecialFunctions.GammaLn(w + 1));
            var (responsibilities, log) = Responsibilities(row, [.. Enumerable.Range(0, model.K).Select(model.Mu.Row)], [.. model.Alpha], 1);
            posterior[i] = responsibilities;
            total += coefficient + log;
        }

        return (posterior, total);
    }

    /// <summary>
    /// The E-step of one document: gamma_k proportional to (alpha_k prod_j mu_kj^w_j)^power, and log(sum_k p_k^power) / power.
    /// </summary>
    public static (double[] Responsibilities, double Log) Responsibilities(double[] row, double[][] mu, double[] alpha, double power)
    {
        double[] scores = [.. alpha.Select((share, k) => Score(row, mu[k]) + Math.Log(share))];
        double top = scores.Max();
        double[] weights = [.. scores.Select(score => Math.Exp(power * (score - top)))];
        double sum = 0;
        foreach (double weight in weights) sum += weight;
        return ([.. weights.Select(weight => weight / sum)], top + (Math.Log(sum) / power));
    }

    private static double Score(double[] row, double[] mu)
    {
        double score = 0;
        for (int j = 0; j < row.Length; j++)
            if (row[j] != 0) score += row[j] * Math.Log(mu[j]);
        return score;
    }
}
