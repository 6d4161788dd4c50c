using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Data;

public class DiscriminantsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_direction_separates_the_groups_better(int seed)
    {
        // Four groups in three dimensions: the span of their differences is the whole space.
        var random = new System.Random(seed);
        var (matrix, labels) = Drawn(random, 120, 4, 3);
        var fit = Discriminants.Fit(matrix, labels);
        double first = Ratio(fit.Scores.Column(0), labels), second = Ratio(fit.Scores.Column(1), labels);
        Assert.True(first >= second);
        Assert.False(fit.IsSecondComponent);
        for (int trial = 0; trial < 300; trial++)
        {
            double[] direction = [random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5];
            double[] score = [.. Enumerable.Range(0, 120).Select(i => Enumerable.Range(0, 3).Sum(j => direction[j] * matrix[i, j]))];
            Assert.True(Ratio(score, labels) <= first * (1 + 1e-6));
        }

        // The shares are those of the ratios, of which there are three in three dimensions.
        Assert.Equal(first / second, fit.Shares[0] / fit.Shares[1], 6);
        Assert.InRange(fit.Shares[0] + fit.Shares[1], 0.6, 1 + 1e-12);
    }

    [Fact]
    public void Scores_are_uncorrelated_within_groups_with_variance_one()
    {
        var (matrix, labels) = Drawn(new System.Random(4), 150, 5, 12);
        var fit = Discriminants.Fit(matrix, labels);
        double[] x = Within(fit.Scores.Column(0), labels), y = Within(fit.Scores.Column(1), labels);
        Assert.Equal(145, x.Sum(value => value * value), 145 * 1e-6);
        Assert.Equal(145, y.Sum(value => value * value), 145 * 1e-6);
        Assert.Equal(0, x.Zip(y, (a, b) => a * b).Sum(), 1e-4);
        Assert.Equal(0, fit.Scores.Column(0).Sum(), 1e-8);
        for (int c = 0; c < 2; c++) Assert.True(fit.Scores.Column(c).MaxBy(Math.Abs) > 0);
    }

    [Fact]
    public void Two_groups_have_one_discriminant_beside_a_component()
    {
        var (matrix, labels) = Drawn(new System.Random(5), 80, 2, 6);
        var fit = Discriminants.Fit(matrix, labels);
        Assert.True(fit.IsSecondComponent);
        Assert.Equal(1, fit.Shares[0], 12);
        double[] x = fit.Scores.Column(0), y = fit.Scores.Column(1);
        Assert.Equal(0, x.Zip(y, (a, b) => a * b).Sum(), 1e-6);
        Assert.True(y.Sum(value => value * value) > 0);

        // In one dimension, the discriminant is the cell itself.
        var one = Discriminants.Fit(SparseMatrix.FromDense(4, 1, [1.0, 2, 5, 6]), [0, 0, 1, 1]);
        double[] scores = one.Scores.Column(0);
        Assert.Equal(3, (scores[2] - scores[1]) / (scores[1] - scores[0]), 6);
        Assert.All(one.Scores.Column(1), value => Assert.Equal(0, value, 1e-9));
    }

    [Fact]
    public void Groups_without_spread_and_equal_groups_have_finite_scores()
    {
        var apart = Discriminants.Fit(SparseMatrix.FromDense(4, 2, [1.0, 0, 1, 0, 0, 1, 0, 1]), [0, 0, 7, 7]);
        Assert.Equal(apart.Scores[0, 0], apart.Scores[1, 0]);
        Assert.NotEqual(apart.Scores[0, 0], apart.Scores[2, 0]);
        var equal = Discriminants.Fit(SparseMatrix.FromDense(4, 2, [1.0, 0, 0, 1, 1, 0, 0, 1]), [0, 0, 1, 1]);
        Assert.All(equal.Scores.Values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(0, equal.Shares[0]);
    }

    [Fact]
    public void The_units_and_the_numbers_of_the_groups_do_not_matter()
    {
        var (matrix, labels) = Drawn(new System.Random(6), 60, 3, 5);
        var fit = Discriminants.Fit(matrix, labels);
        double[] dense = [.. from i in Enumerable.Range(0, 60) from j in Enumerable.Range(0, 5) select matrix[i, j] * Math.Pow(2, 300)];
        var scaled = Discriminants.Fit(SparseMatrix.FromDense(60, 5, dense), [.. labels.Select(label => 10 - label)]);
        for (int i = 0; i < 60; i++)
            for (int c = 0; c < 2; c++) Assert.Equal(fit.Scores[i, c], scaled.Scores[i, c], 1e-6);
    }

    [Fact]
    public void Cancellation_ends_the_computation()
    {
        var (matrix, labels) = Drawn(new System.Random(7), 60, 3, 5);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Discriminants.Fit(matrix, labels, null, source.Token));
    }

    private static (SparseMatrix Matrix, int[] Labels) Drawn(System.Random random, int n, int k, int j)
    {
        int[] labels = [.. Enumerable.Range(0, n).Select(i => i % k)];
        double[] centres = [.. Enumerable.Range(0, k * j).Select(_ => 4 * random.NextDouble())];
        double[] cells = [.. from i in Enumerable.Range(0, n) from c in Enumerable.Range(0, j) select random.Next(4) == 0 ? 0 : centres[(labels[i] * j) + c] + (random.NextDouble() * (c + 1))];
        return (SparseMatrix.FromDense(n, j, cells), labels);
    }

    private static double[] Within(double[] score, int[] labels)
    {
        var means = labels.Distinct().ToDictionary(label => label, label => Enumerable.Range(0, score.Length).Where(i => labels[i] == label).Average(i => score[i]));
        return [.. score.Select((value, i) => value - means[labels[i]])];
    }

    private static double Ratio(double[] score, int[] labels)
    {
        double[] within = Within(score, labels);
        double mean = score.Average(), inner = within.Sum(value => value * value);
        return (score.Sum(value => (value - mean) * (value - mean)) - inner) / inner;
    }
}
