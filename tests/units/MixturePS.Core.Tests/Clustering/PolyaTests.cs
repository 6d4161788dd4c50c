using MathNet.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The Dirichlet-multinomial mixture: its probabilities, its derivatives and the recovery of clusters.</summary>
public sealed class PolyaTests
{
    [Fact]
    public void TheLogLikelihoodEqualsTheFormula()
    {
        var (dfm, _) = Overdispersed(60, 5, 1);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Component = MixtureComponent.DirichletMultinomial, Restarts = 3 }, 1);
        double total = 0;
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            double probability = 0;
            for (int k = 0; k < 2; k++) probability += fit.Alpha[k] * Math.Exp(LogProbability(dfm.Row(i), Theta(fit, k)));
            total += Math.Log(probability);
        }

        Assert.Equal(total, fit.LogLikelihood!.Value, 1e-8 * Math.Abs(total));
        double prior = Enumerable.Range(0, 2).Sum(k => Theta(fit, k).Sum(t => (0.1 * Math.Log(t)) - (0.1 * t) + (0.1 * Math.Log(0.1)) - SpecialFunctions.GammaLn(0.1)));
        Assert.Equal(total + prior, fit.ObjectiveTrace[^1], 1e-7 * Math.Abs(total));
        Assert.Equal((2 * 5) + 1, fit.FreeParameterCount);
    }

    [Fact]
    public void TheEvidenceEqualsLaplacesWithANumericalHessian()
    {
        var (dfm, _) = Overdispersed(60, 4, 2);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Component = MixtureComponent.DirichletMultinomial, Restarts = 3, Tolerance = 1e-12 }, 1);
        double logDeterminant = Math.Log(60) - fit.Alpha.Sum(Math.Log);
        for (int k = 0; k < 2; k++)
        {
            double[] lambda = Array.ConvertAll(Theta(fit, k), Math.Log);
            double Objective(double a, int i, double b, int j)
            {
                var moved = (double[])lambda.Clone();
                moved[i] += a;
                moved[j] += b;
                double[] theta = Array.ConvertAll(moved, Math.Exp);
                double value = theta.Sum(t => (0.1 * Math.Log(t)) - (0.1 * t));
                for (int d = 0; d < 60; d++) value += fit.Posterior[d, k] * LogProbability(dfm.Row(d), theta);
                return value;
            }

            const double H = 1e-3;
            var information = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(4, 4, (i, j) => -(Objective(H, i, H, j) - Objective(H, i, -H, j) - Objective(-H, i, H, j) + Objective(-H, i, -H, j)) / (4 * H * H));
            logDeterminant += Math.Log(information.Determinant());

            // The gradient is zero at the fit.
            for (int i = 0; i < 4; i++) Assert.Equal(0, (Objective(1e-5, i, 0, 0) - Objective(-1e-5, i, 0, 0)) / 2e-5, 1e-2);
        }

        // Two labellings of the same clusters are equal modes, and the uniform density of one share is 1.
        double expected = fit.ObjectiveTrace[^1] - (0.5 * logDeterminant) + (0.5 * 9 * Math.Log(2 * Math.PI)) + Math.Log(2);
        Assert.Equal(expected, fit.LogEvidence!.Value, 1e-3);
    }

    [Fact]
    public void DispersionAndClustersAreRecovered()
    {
        var (dfm, model) = Overdispersed(1500, 6, 3);
        var options = new MixtureEMOptions { K = 2, Component = MixtureComponent.DirichletMultinomial, Restarts = 2 };
        var fit = (Core.Clustering.MixtureClustering)MixtureEM.Fit(dfm, options, 1).Match();
        for (int k = 0; k < 2; k++)
        {
            Assert.Equal(8, fit.Precision![k], 1.5);
            for (int j = 0; j < 6; j++) Assert.Equal(model[k, j], fit.Mu[k, j], 0.03);
        }

        // The multinomial mixture mistakes the dispersion within clusters for more clusters.
        var multinomial = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 2, Restarts = 2 }, 1);
        Assert.True(fit.Bic < multinomial.Bic);
        Assert.True(MixtureEM.Fit(dfm, new MixtureEMOptions { K = 4, Restarts = 2 }, 1).Bic < multinomial.Bic);
        var evidence = Enumerable.Range(1, 3).Select(k => MixtureEM.Fit(dfm, options with { K = k, Tolerance = 1e-4, AnnealSteps = 20 }, 1).LogEvidence!.Value).ToList();
        Assert.Equal(1, evidence.IndexOf(evidence.Max()));
    }

    [Fact]
    public void NewtonsStepSolvesItsLinearSystem()
    {
        var (dfm, _) = Overdispersed(40, 5, 4);
        var rows = DistinctCounts.Create(dfm, "a test", default);
        var counts = PolyaCounts.Create(rows, default);
        var weights = new double[counts.Table.ColumnCount * 4];
        for (int c = 0; c < counts.Table.ColumnCount; c++)
            for (int p = counts.Table.Columns.Offsets[c]; p < counts.Table.Columns.Offsets[c + 1]; p++) weights[c * 4] += counts.Table.Columns.Values[p];
        var objective = new PolyaObjective(counts, weights, 4, 0);
        double[] theta = [1, 0.5, 2, 0.7, 1.3];
        double Value(double[] lambda) => objective.Value(Array.ConvertAll(lambda, Math.Exp));
        double[] at = Array.ConvertAll(theta, Math.Log);
        double[] Moved(int i, double a, int j, double b)
        {
            var moved = (double[])at.Clone();
            moved[i] += a;
            moved[j] += b;
            return moved;
        }

        const double H = 1e-3;
        var gradient = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(5, i => (Value(Moved(i, H, 0, 0)) - Value(Moved(i, -H, 0, 0))) / (2 * H));
        var information = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(5, 5, (i, j) => -(Value(Moved(i, H, j, H)) - Value(Moved(i, H, j, -H)) - Value(Moved(i, -H, j, H)) + Value(Moved(i, -H, j, -H))) / (4 * H * H));
        objective.Differentiate(theta);
        var step = new double[5];
        Assert.True(objective.TryNewton(theta, step));
        var expected = information.Solve(gradient);
        for (int j = 0; j < 5; j++) Assert.Equal(expected[j], step[j], 1e-3 * (1 + Math.Abs(expected[j])));
        Assert.Equal(Math.Log(information.Determinant()), objective.LogDeterminant(theta), 1e-3);
        var next = new double[5];
        objective.FixedPoint(theta, next);
        Assert.True(objective.Value(next) > objective.Value(theta));
    }

    [Fact]
    public void TheTraceNeverFalls()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var fit = MixtureEM.Fit(TestDfm.Random(30 + seed, 4 + (seed % 5), 6), new MixtureEMOptions { K = 1 + (seed % 4), Component = MixtureComponent.DirichletMultinomial, Hard = seed % 3 == 0, Restarts = 1, AnnealSteps = 5 }, seed);
            var trace = fit.ObjectiveTrace;
            for (int t = 1; t < trace.Count; t++) Assert.True(trace[t] >= trace[t - 1] - (1e-9 * Math.Abs(trace[t - 1])), $"{trace[t]} after {trace[t - 1]}");
        }
    }

    private static double[] Theta(Core.Clustering.MixtureClustering fit, int k) => Array.ConvertAll(fit.Mu.Row(k), m => m * fit.Precision![k]);

    private static double LogProbability(double[] row, double[] theta)
    {
        double tokens = row.Sum(), sum = theta.Sum();
        double log = SpecialFunctions.GammaLn(tokens + 1) + SpecialFunctions.GammaLn(sum) - SpecialFunctions.GammaLn(tokens + sum);
        for (int j = 0; j < row.Length; j++)
            log += SpecialFunctions.GammaLn(row[j] + theta[j]) - SpecialFunctions.GammaLn(theta[j]) - SpecialFunctions.GammaLn(row[j] + 1);
        return log;
    }

    /// <summary>Documents of two clusters, each document with its own word probabilities from a Dirichlet distribution of precision 8.</summary>
    private static (Dfm Dfm, DenseMatrix Means) Overdispersed(int n, int j, int seed)
    {
        var random = RandomGenerator.FromSeed(seed);
        var means = Dirichlets.Sample(random, [.. Enumerable.Repeat(0.6, j)], 2);
        var cells = new double[n * j];
        var known = new int[n];
        var (p, w) = (new double[j], new long[j]);
        for (int i = 0; i < n; i++)
        {
            known[i] = i % 2;
            random.Dirichlet(Array.ConvertAll(means.Row(known[i]), m => Math.Max(1e-3, 8 * m)), p);
            random.Multinomial(60, p, w);
            for (int f = 0; f < j; f++) cells[(i * j) + f] = w[f];
        }

        return (new Dfm(SparseMatrix.FromDense(n, j, cells), Vocabularies.Numbered(j), null, null, known), means);
    }
}
