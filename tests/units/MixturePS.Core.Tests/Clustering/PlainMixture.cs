using MathNet.Numerics;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The mixture's formulas on plain arrays, for comparison with the fast implementation.</summary>
internal static class PlainMixture
{
    /// <summary>The posteriors, and the log-likelihood with the multinomial coefficients.</summary>
    public static (double[][] Posterior, double LogLikelihood) Posterior(Dfm dfm, MixtureModel model)
    {
        var posterior = new double[dfm.DocumentCount][];
        double total = 0;
        for (int i = 0; i < posterior.Length; i++)
        {
            var row = dfm.Row(i);
            double coefficient = SpecialFunctions.GammaLn(row.Sum() + 1) - row.Sum(w => SpecialFunctions.GammaLn(w + 1));
            var scores = new double[model.K];
            for (int k = 0; k < model.K; k++)
                scores[k] = Math.Log(model.Alpha[k]) + row.Select((w, j) => w == 0 ? 0 : w * Math.Log(model.Mu[k, j])).Sum();
            double top = scores.Max();
            double sum = scores.Sum(s => Math.Exp(s - top));
            posterior[i] = Array.ConvertAll(scores, s => Math.Exp(s - top) / sum);
            total += coefficient + top + Math.Log(sum);
        }

        return (posterior, total);
    }
}
