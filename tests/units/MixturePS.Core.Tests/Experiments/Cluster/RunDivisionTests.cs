using MixturePS.Core.Experiments;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Compares costs and parts with calculations by hand.</summary>
public sealed class RunDivisionTests
{
    [Fact]
    public void EachRunGoesToThePartWithTheLeastSoFar()
    {
        // Costs 7, 7, 6, 6, 5, 5, 4, 4, 4 on three parts, the classic example: 7 | 7 | 6, then 6 to the third (12), 5 to the first
        // (12), 5 to the second (12), 4 to the first (16), 4 to the second (16), 4 to the third (16).
        double[] costs = [4, 7, 5, 6, 4, 7, 6, 5, 4];
        var parts = RunDivision.Divide(Enumerable.Range(0, costs.Length).Select(run => (long)run), run => costs[run], 3);
        Assert.Equal([[1, 2, 0], [5, 7, 4], [3, 6, 8]], parts);
        Assert.All(parts, part => Assert.Equal(16, part.Sum(run => costs[run]), 12));
    }

    [Fact]
    public void ThereAreNoMorePartsThanRuns()
    {
        Assert.Equal([[9], [4]], RunDivision.Divide([4, 9], run => run, 5));
        Assert.Empty(RunDivision.Divide([], _ => 1, 5));
    }

    [Fact]
    public void NoPartIsLongerThanTheMeanOfTheOthersPlusItsLastRun()
    {
        var random = new System.Random(3);
        for (int trial = 0; trial < 200; trial++)
        {
            int count = random.Next(1, 60), tasks = random.Next(1, 9);
            double[] costs = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(10, random.NextDouble() * 3))];
            var parts = RunDivision.Divide(Enumerable.Range(0, count).Select(run => (long)run), run => costs[run], tasks);
            Assert.Equal(Enumerable.Range(0, count).Select(run => (long)run), parts.SelectMany(part => part).Order());
            Assert.All(parts, part => Assert.Equal(part.OrderByDescending(run => costs[run]), part));

            // A part had the least of all when it got its last run, at most the mean of the rest.
            double sum = costs.Sum();
            Assert.All(parts, part => Assert.True(part.Sum(run => costs[run]) <= (((sum - costs[part[^1]]) / parts.Count) + costs[part[^1]]) * (1 + 1e-12)));
        }
    }

    [Fact]
    public void AMeasuredCombinationCostsItsMeanAndOthersAScaledEstimate()
    {
        var plan = Plan();

        // The cells are sorted by text, so the first one has N = 100 and the second one N = 1000. Runs: cell 0 KMeans replicates
        // 0 and 1 take 2 s and 4 s, cell 1 EM replicate 0 takes 5 s.
        int em = plan.Methods.ToList().FindIndex(method => method.Name == "EM"), kmeans = 1 - em;
        long Run(int cell, int replicate, int method) => plan.Run(plan.Task(cell, replicate), method);
        var costs = RunCosts.Of(plan, [(Run(0, 0, kmeans), 2), (Run(0, 1, kmeans), 4), (Run(1, 0, em), 5)]);
        double Estimate(int cell, int method) => RunCosts.Estimate(plan.Cells[cell], 10, plan.Methods[method]);
        Assert.Equal(3, costs[Run(0, 1, kmeans)], 12);
        Assert.Equal(5, costs[Run(1, 1, em)], 12);
        Assert.Equal(Estimate(1, kmeans) * 6 / (2 * Estimate(0, kmeans)), costs[Run(1, 0, kmeans)], 12);
        Assert.Equal(Estimate(0, em) * 5 / Estimate(1, em), costs[Run(0, 0, em)], 12);
    }

    [Fact]
    public void AMethodWithoutRunsIsScaledByAllOthersAndNothingIsWithoutAnyRun()
    {
        var plan = Plan();
        int em = plan.Methods.ToList().FindIndex(method => method.Name == "EM"), kmeans = 1 - em;
        long run = plan.Run(plan.Task(1, 0), kmeans), other = plan.Run(plan.Task(0, 0), em);
        double estimate = RunCosts.Estimate(plan.Cells[0], 10, plan.Methods[em]);
        Assert.Equal(estimate * 8 / RunCosts.Estimate(plan.Cells[1], 10, plan.Methods[kmeans]), RunCosts.Of(plan, [(run, 8)])[other], 12);
        Assert.Equal(estimate, RunCosts.Of(plan, [])[other], 15);
    }

    [Fact]
    public void EstimatesGrowWithTheSizes()
    {
        var cell = new CellKey(3, 50, "1", CellKey.Even, 1000, "20");
        foreach (var kind in Enum.GetValues<ExperimentMethodKind>())
        {
            var method = ExperimentMethod.BuiltIn(kind, _ => null);
            double of = RunCosts.Estimate(cell, 20, method);
            Assert.True(RunCosts.Estimate(cell with { N = 2000 }, 20, method) > 1.8 * of);
            Assert.True(RunCosts.Estimate(cell with { K = 6 }, 20, method) > of);
            Assert.True(RunCosts.Estimate(cell, 40, method) > of);
        }

        double Of(ExperimentMethodKind kind, string parameter, double value) => RunCosts.Estimate(cell, 20, ExperimentMethod.BuiltIn(kind, name => name == parameter ? value : null));
        Assert.True(Of(ExperimentMethodKind.KMeans, "Restart", 20) > Of(ExperimentMethodKind.KMeans, "Restart", 1));
        Assert.True(Of(ExperimentMethodKind.EM, "MaxIteration", 1000) > Of(ExperimentMethodKind.EM, "MaxIteration", 2));
        Assert.True(Of(ExperimentMethodKind.Gibbs, "Sweep", 100) > Of(ExperimentMethodKind.Gibbs, "Sweep", 10));
        Assert.True(Of(ExperimentMethodKind.Topics, "Chain", 4) > Of(ExperimentMethodKind.Topics, "Chain", 1));
        Assert.True(RunCosts.Estimate(cell, 20, ExperimentMethod.External("Mine", "code")) > 0);
    }

    private static ExperimentPlan Plan()
    {
        var grid = ExperimentGrid.Create(new ExperimentValues { N = [1000, 100], DocumentLength = [DocumentLength.Fixed(10)], Methods = [ExperimentMethodKind.KMeans, ExperimentMethodKind.EM], Replicates = 2 });
        return new ExperimentPlan(grid.Cells.Select(cell => cell.Key), grid.Methods, grid.Replicates, 1);
    }
}
