using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Evaluation;

public sealed class LabelPermutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void IsTheSumOverAllPermutations(int k)
    {
        var random = new System.Random(k);
        double[] scores = [.. Enumerable.Range(0, k * k).Select(_ => -8 * random.NextDouble())];
        Assert.Equal(PlainSum(scores, k), LabelPermutations.LogSum(scores, new bool[k]), 1e-12);

        // Clusters without documents have rows of zeros.
        var isEmpty = new bool[k];
        isEmpty[0] = isEmpty[k / 2] = true;
        for (int c = 0; c < k; c++)
            if (isEmpty[c]) scores.AsSpan(c * k, k).Clear();
        Assert.Equal(PlainSum(scores, k), LabelPermutations.LogSum(scores, isEmpty), 1e-12);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(200)]
    public void SeparatedClustersHaveOnePermutation(int k)
    {
        double[] scores = [.. Enumerable.Range(0, k * k).Select(cell => cell / k == cell % k ? -1.0 : -1000)];
        Assert.Equal(-k, LabelPermutations.LogSum(scores, new bool[k]), 1e-9);
        var isEmpty = new bool[k];
        isEmpty[3] = isEmpty[4] = true;
        scores.AsSpan(3 * k, 2 * k).Clear();
        Assert.Equal(2 - k + Math.Log(2), LabelPermutations.LogSum(scores, isEmpty), 1e-9);
    }

    [Fact]
    public void PairsOfEqualClustersCountTwice()
    {
        const int K = 40;
        double[] scores = [.. Enumerable.Range(0, K * K).Select(cell => cell / K / 2 == cell % K / 2 && cell / K < 6 ? 0.0 : cell / K == cell % K ? 0 : -1000)];
        Assert.Equal(3 * Math.Log(2), LabelPermutations.LogSum(scores, new bool[K]), 1e-9);
    }

    private static double PlainSum(double[] scores, int k)
    {
        var logs = new List<double>();
        Add(0, 0, new bool[k]);
        return LogSumExp.Of([.. logs]);

        void Add(int row, double log, bool[] used)
        {
            if (row == k) logs.Add(log);
            for (int label = 0; row < k && label < k; label++)
            {
                if (used[label]) continue;
                used[label] = true;
                Add(row + 1, log + scores[(row * k) + label], used);
                used[label] = false;
            }
        }
    }
}
