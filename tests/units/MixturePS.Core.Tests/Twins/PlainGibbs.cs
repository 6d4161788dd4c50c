using MathNet.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The Dirichlet-multinomial mixture's formulas as the paper has them (Yin and Wang 2014), over plain arrays.</summary>
internal static class PlainGibbs
{
    /// <summary>ln p(w, z | alpha, beta), cell by cell, with log gamma functions.</summary>
    public static double LogJoint(Dfm dfm, IReadOnlyList<int> labels, GibbsOptions options)
    {
        int n = dfm.DocumentCount, v = dfm.FeatureCount;
        double sum = Ratio(options.K * options.FirstAlpha, n, -1);
        for (int k = 0; k < options.K; k++)
        {
            var members = Enumerable.Range(0, n).Where(d => labels[d] == k).ToArray();
            sum += Ratio(options.FirstAlpha, members.Length, 1);
            double total = 0;
            for (int w = 0; w < v; w++)
            {
                double tokens = members.Sum(d => dfm[d, w]);
                total += tokens;
                sum += Ratio(options.FirstBeta, tokens, 1);
            }

            sum += Ratio(v * options.FirstBeta, total, -1);
        }

        return sum;
    }

    /// <summary>
    /// The probability of each of the clusters 0 to slots - 1 for a document given the others' clusters, equation 4 factor by
    /// factor, and last that of all empty clusters together.
    /// </summary>
    public static double[] Conditional(Dfm dfm, IReadOnlyList<int> labels, int document, int slots, GibbsOptions options)
    {
        int[] others = [.. Enumerable.Range(0, dfm.DocumentCount).Where(d => d != document)];
        int live = others.Select(d => labels[d]).Distinct().Count();
        var logs = new double[slots + 1];
        for (int k = 0; k <= slots; k++)
        {
            int[] members = [.. others.Where(d => labels[d] == k)];
            bool isNew = k == slots;
            double share = isNew ? (options.K - live) * options.FirstAlpha : members.Length == 0 ? 0 : members.Length + options.FirstAlpha;
            logs[k] = Math.Log(share);
            double length = 0, tokens = 0;
            for (int w = 0; w < dfm.FeatureCount; w++)
            {
                double inCluster = isNew ? 0 : members.Sum(d => dfm[d, w]);
                tokens += inCluster;
                for (int j = 0; j < dfm[document, w]; j++) logs[k] += Math.Log(inCluster + options.FirstBeta + j);
                length += dfm[document, w];
            }

            for (int i = 0; i < length; i++) logs[k] -= Math.Log(tokens + (dfm.FeatureCount * options.FirstBeta) + i);
        }

        double top = logs.Max(), sum = logs.Sum(log => Math.Exp(log - top));
        return Array.ConvertAll(logs, log => Math.Exp(log - top) / sum);
    }

    private static double Ratio(double start, double count, int sign) =>
        count == 0 ? 0 : sign * (SpecialFunctions.GammaLn(start + count) - SpecialFunctions.GammaLn(start));
}
