using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Agreement;

/// <summary>The agreement of estimated topics with true ones.</summary>
public sealed class TopicAccuracyTests
{
    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    public void TheMatchingHasTheLeastDistance(int known, int estimated)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var random = RandomGenerator.FromSeed(seed);
            var (truth, mu) = (Dirichlets.Sample(random, [0.3, 0.3, 0.3, 0.3], known), Dirichlets.Sample(random, [0.3, 0.3, 0.3, 0.3], estimated));
            var result = TopicAccuracy.Measure(truth, mu);
            int pairs = Math.Min(known, estimated);
            double best = Injections(known, estimated).Min(map => Enumerable.Range(0, known).Where(k => map[k] >= 0).Sum(k => Hellinger(truth.Row(k), mu.Row(map[k])))) / pairs;
            Assert.Equal(best, result.HellingerDistance, 12);
            Assert.Equal(best, Enumerable.Range(0, estimated).Where(k => result.Mapping[k] >= 0).Sum(k => Hellinger(truth.Row(result.Mapping[k]), mu.Row(k))) / pairs, 12);
            Assert.Equal(pairs, result.Mapping.Values.Where(k => k >= 0).Distinct().Count());
        }
    }

    [Fact]
    public void PermutedTopicsAgreeCompletely()
    {
        var mu = DenseMatrix.FromRows([[1, 0, 0], [0, 1, 0], [0, 0.5, 0.5]]);
        var permuted = DenseMatrix.FromRows([[0, 0.5, 0.5], [1, 0, 0], [0, 1, 0]]);
        var theta = DenseMatrix.FromRows([[0.5, 0.3, 0.2], [0, 0, 1]]);
        var result = TopicAccuracy.Measure(mu, permuted, theta, DenseMatrix.FromRows([[0.2, 0.5, 0.3], [1, 0, 0]]), new CountMatrix(2, 3, [5, 3, 2, 0, 0, 4]));
        Assert.Equal([2, 0, 1], result.Mapping.Values);
        Assert.Equal((0.0, 0.0, 1.0, 1.0), (result.HellingerDistance, result.ShareError!.Value, result.ModalAccuracy!.Value, result.TokenAccuracy!.Value));
    }

    [Fact]
    public void MeasuresAreThoseOfTheirEquations()
    {
        // The second true topic has no partner.
        var result = TopicAccuracy.Measure(
            DenseMatrix.FromRows([[1, 0], [0, 1]]), DenseMatrix.FromRows([[0.64, 0.36]]), DenseMatrix.FromRows([[0.7, 0.3], [0.2, 0.8]]), DenseMatrix.FromRows([[1], [1]]), new CountMatrix(2, 2, [7, 3, 1, 1]));
        Assert.Equal([0], result.Mapping.Values);
        Assert.Equal(Math.Sqrt(0.2), result.HellingerDistance, 12);
        Assert.Equal((0.3 + 0.8) / 2, result.ShareError!.Value, 12);
        Assert.Equal(0.5, result.ModalAccuracy);
        Assert.Equal(8 / 12.0, result.TokenAccuracy!.Value, 12);
    }

    [Fact]
    public void DifferentShapesAreErrors()
    {
        var mu = DenseMatrix.FromRows([[0.5, 0.5], [0.1, 0.9]]);
        Action[] actions =
        [
            () => TopicAccuracy.Measure(mu, DenseMatrix.FromRows([[1.0]])),
            () => TopicAccuracy.Measure(mu, mu, DenseMatrix.FromRows([[0.5, 0.5]])),
            () => TopicAccuracy.Measure(mu, mu, DenseMatrix.FromRows([[0.5, 0.5]]), DenseMatrix.FromRows([[0.5, 0.5], [1, 0]])),
            () => TopicAccuracy.Measure(mu, mu, null, DenseMatrix.FromRows([[0.5, 0.5]]), new CountMatrix(1, 3, [1, 1, 1])),
        ];
        foreach (var action in actions) Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(action).Id);
    }

    private static double Hellinger(double[] p, double[] q) => Math.Sqrt(p.Zip(q, (a, b) => Math.Pow(Math.Sqrt(a) - Math.Sqrt(b), 2)).Sum() / 2);

    /// <summary>All ways to give as many of the known topics as possible an estimated one of their own; -1 for none.</summary>
    private static IEnumerable<int[]> Injections(int known, int estimated)
    {
        return Extend([]).Where(map => map.Count(k => k >= 0) == Math.Min(known, estimated));

        IEnumerable<int[]> Extend(int[] map) => map.Length == known ? [map] : Enumerable.Range(-1, estimated + 1).Where(k => k < 0 || !map.Contains(k)).SelectMany(k => Extend([.. map, k]));
    }
}
