using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Evaluation;

public class ObservedInformationTests
{
    private const int K = 2, J = 3;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 2)]
    public void Equals_the_numerical_second_derivative(double smoothing, double alphaSmoothing)
    {
        var dfm = Draw(60, 8, 3);
        var fit = Fit(dfm, smoothing, alphaSmoothing);
        var mixture = new MixtureParameters(fit, CancellationToken.None);
        double[] information = ObservedInformation.TryCreate(mixture, 1, CancellationToken.None)!.ToMatrix();
        double[] logs = [.. fit.Alpha.Concat(fit.Mu.Values.ToArray()).Select(p => Math.Log(p))];
        int size = logs.Length;
        Assert.Equal(size * size, information.Length);
        const double Step = 1e-4;
        for (int p = 0; p < size; p++)
        {
            for (int q = 0; q < size; q++)
            {
                double second = (Objective(p, Step, q, Step) - Objective(p, Step, q, -Step) - Objective(p, -Step, q, Step) + Objective(p, -Step, q, -Step)) / (4 * Step * Step);
                Assert.Equal(-second, information[(p * size) + q], 1e-3 * (1 + Math.Abs(second)));
            }
        }

        double Objective(int p, double stepP, int q, double stepQ)
        {
            double[] moved = [.. logs];
            moved[p] += stepP;
            moved[q] += stepQ;
            return LogPosterior(dfm, moved, smoothing, alphaSmoothing);
        }
    }

    [Fact]
    public void One_cluster_has_the_errors_of_a_multinomial()
    {
        var dfm = TestDfm.Random(30, 5, 7);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 1, Smoothing = 0.5 }, 1);
        var errors = ObservedInformation.TryCreate(new MixtureParameters(fit, CancellationToken.None), 1, CancellationToken.None)!.WordErrors(0);
        double tokens = (30 * 7) + (5 * 0.5);
        for (int j = 0; j < 5; j++) Assert.Equal(Math.Sqrt(fit.Mu[0, j] * (1 - fit.Mu[0, j]) / tokens), errors[j], 12);
    }

    [Fact]
    public void Well_separated_clusters_have_the_errors_of_known_labels()
    {
        // Clusters without a common word: no information is missing.
        var dfm = TestDfm.OfRows([.. Enumerable.Range(0, 40).Select(i => i < 10 ? new double[] { 3 + (i % 2), 4, 0, 0 } : [0, 0, 2, 5 - (i % 3)])]);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Smoothing = 0, Restarts = 5 }, 1);
        var information = ObservedInformation.TryCreate(new MixtureParameters(fit, CancellationToken.None), 1, CancellationToken.None)!;
        int small = fit.Alpha[0] < 0.5 ? 0 : 1;
        Assert.Equal(Math.Sqrt(0.25 * 0.75 / 40), information.ShareError(small), 9);
        Assert.Equal(Math.Sqrt(35.0 / 75 * (40.0 / 75) / 75), information.WordErrors(small)[0], 9);
        Assert.Equal(0, information.WordErrors(small)[2]);
    }

    [Fact]
    public void Draws_have_the_standard_errors()
    {
        var fit = Fit(Draw(400, 12, 5), 0.1, 0);
        var information = ObservedInformation.TryCreate(new MixtureParameters(fit, CancellationToken.None), 1, CancellationToken.None)!;
        var random = RandomGenerator.FromSeed(7);
        var draws = Enumerable.Range(0, 4000).Select(_ => information.Draw(random)).ToArray();
        Assert.Equal(information.ShareError(0), Deviation([.. draws.Select(draw => draw.Alpha[0])]), 0.1 * information.ShareError(0));
        for (int j = 0; j < J; j++)
            Assert.Equal(information.WordErrors(1)[j], Deviation([.. draws.Select(draw => draw.Mu[1, j])]), 0.1 * information.WordErrors(1)[j]);
    }

    [Fact]
    public void Is_null_where_clusters_are_equal()
    {
        var dfm = TestDfm.OfRows([.. Enumerable.Range(0, 12).Select(i => new double[] { 1 + (i % 2), 2 - (i % 2) })]);
        var mu = DenseMatrix.FromRows([[0.5, 0.5], [0.5, 0.5]]);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Smoothing = 0, InitialMu = mu }, 1);
        Assert.Null(ObservedInformation.TryCreate(new MixtureParameters(fit, CancellationToken.None), 1, CancellationToken.None));
    }

    [Fact]
    public void Does_not_depend_on_threads()
    {
        var mixture = new MixtureParameters(Fit(Draw(200, 12, 9), 0.1, 0), CancellationToken.None);
        var one = ObservedInformation.TryCreate(mixture, 1, CancellationToken.None)!;
        var three = ObservedInformation.TryCreate(mixture, 3, CancellationToken.None)!;
        Assert.Equal(one.ToMatrix(), three.ToMatrix());
        Assert.Equal(one.WordErrors(0), three.WordErrors(0));
    }

    [Fact]
    public void Can_be_cancelled()
    {
        var mixture = new MixtureParameters(Fit(Draw(200, 12, 9), 0.1, 0), CancellationToken.None);
        Checks.CancelThroughout(token => ObservedInformation.TryCreate(mixture, 1, token));
    }

    internal static Dfm Draw(int n, int tokens, int seed)
    {
        var random = new System.Random(seed);
        double[][] mu = [[0.6, 0.3, 0.1], [0.15, 0.25, 0.6]];
        var cells = new double[n * J];
        for (int i = 0; i < n; i++)
        {
            var row = mu[random.NextDouble() < 0.4 ? 0 : 1];
            for (int t = 0; t < tokens; t++)
            {
                double u = random.NextDouble();
                cells[(i * J) + (u < row[0] ? 0 : u < row[0] + row[1] ? 1 : 2)]++;
            }
        }

        return TestDfm.Of(n, J, cells);
    }

    internal static MixtureClustering Fit(Dfm dfm, double smoothing, double alphaSmoothing) =>
        MixtureEM.Fit(dfm, new MixtureEMOptions { K = K, Smoothing = smoothing, AlphaSmoothing = alphaSmoothing, Tolerance = 1e-14, MaxIterations = 100000, Restarts = 4 }, 1);

    // The definition, without the constants: log-likelihood plus log-prior as a function of unnormalised logarithms.
    private static double LogPosterior(Dfm dfm, double[] logs, double smoothing, double alphaSmoothing)
    {
        double[] alpha = Normalised(logs[..K]);
        double[][] mu = [.. Enumerable.Range(0, K).Select(k => Normalised(logs[(K + (k * J))..(K + ((k + 1) * J))]))];
        double sum = (alphaSmoothing * alpha.Sum(p => Math.Log(p))) + (smoothing * mu.Sum(row => row.Sum(p => Math.Log(p))));
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            double[] counts = dfm.Row(i);
            sum += Math.Log(Enumerable.Range(0, K).Sum(k => alpha[k] * Math.Exp(Enumerable.Range(0, J).Sum(j => counts[j] * Math.Log(mu[k][j])))));
        }

        return sum;
    }

    private static double[] Normalised(double[] logs)
    {
        double sum = logs.Sum(log => Math.Exp(log));
        return Array.ConvertAll(logs, log => Math.Exp(log) / sum);
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
