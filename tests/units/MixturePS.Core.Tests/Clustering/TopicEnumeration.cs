using MathNet.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The exact posterior of a topic model on a tiny corpus, by enumeration of all topics of all tokens.</summary>
internal static class TopicEnumeration
{
    /// <summary>The probability that two tokens have the same topic.</summary>
    public static double[,] SharedTopics(TopicCorpus corpus, int k, double alpha, double eta)
    {
        var result = new double[corpus.TokenCount, corpus.TokenCount];
        double evidence = LogEvidence(corpus, k, alpha, eta);
        foreach (int[] topics in All(corpus.TokenCount, k))
        {
            double probability = Math.Exp(LogJoint(corpus, topics, k, alpha, eta) - evidence);
            for (int i = 0; i < topics.Length; i++)
                for (int j = 0; j < i; j++)
                    if (topics[i] == topics[j]) result[i, j] += probability;
        }

        return result;
    }

    /// <summary>The logarithm of p(w | alpha, eta).</summary>
    public static double LogEvidence(TopicCorpus corpus, int k, double alpha, double eta) =>
        LogSumExp.Of([.. All(corpus.TokenCount, k).Select(topics => LogJoint(corpus, topics, k, alpha, eta))]);

    /// <summary>The logarithm of p(w, z | alpha, eta), written out with log-gamma functions.</summary>
    public static double LogJoint(TopicCorpus corpus, int[] topics, int k, double alpha, double eta)
    {
        int words = corpus.FeatureCount;
        double sum = 0;
        for (int topic = 0; topic < k; topic++)
        {
            int total = 0;
            for (int w = 0; w < words; w++)
            {
                int count = Enumerable.Range(0, topics.Length).Count(t => topics[t] == topic && corpus.Words[t] == w);
                total += count;
                sum += SpecialFunctions.GammaLn(eta + count) - SpecialFunctions.GammaLn(eta);
            }

            sum += SpecialFunctions.GammaLn(words * eta) - SpecialFunctions.GammaLn((words * eta) + total);
        }

        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            int[] own = topics[corpus.Offsets[d]..corpus.Offsets[d + 1]];
            sum += SpecialFunctions.GammaLn(k * alpha) - SpecialFunctions.GammaLn((k * alpha) + own.Length);
            for (int topic = 0; topic < k; topic++) sum += SpecialFunctions.GammaLn(alpha + own.Count(t => t == topic)) - SpecialFunctions.GammaLn(alpha);
        }

        return sum;
    }

    private static IEnumerable<int[]> All(int tokens, int k)
    {
        for (long code = 0; code < (long)Math.Pow(k, tokens); code++)
        {
            var topics = new int[tokens];
            long rest = code;
            for (int t = 0; t < tokens; t++, rest /= k) topics[t] = (int)(rest % k);
            yield return topics;
        }
    }
}
