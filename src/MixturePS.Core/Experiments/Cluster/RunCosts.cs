using MixturePS.Core.Simulation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The expected duration of each run in seconds. A combination of a cell and a method with finished runs has their mean. Another
/// one has an estimate from its sizes, multiplied by the ratio of measured to estimated durations of the same method, or of all
/// methods if that one has no finished run.
/// </summary>
internal sealed class RunCosts
{
    private readonly ExperimentPlan _plan;
    private readonly double[] _seconds;

    private RunCosts(ExperimentPlan plan, double[] seconds) => (_plan, _seconds) = (plan, seconds);

    /// <summary>The expected seconds of a run.</summary>
    public double this[long run]
    {
        get
        {
            var (cell, _, method) = _plan.Parts(run);
            return _seconds[Index(_plan, cell, method)];
        }
    }

    /// <summary>The costs after some runs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="finished">The finished runs with their seconds.</param>
    public static RunCosts Of(ExperimentPlan plan, IEnumerable<(long Run, double Seconds)> finished)
    {
        int methods = plan.Methods.Count, pairs = plan.Cells.Count * methods;
        double[] estimates = new double[pairs], sums = new double[pairs], seconds = new double[pairs];
        long[] counts = new long[pairs];
        for (int cell = 0; cell < plan.Cells.Count; cell++)
        {
            double length = DocumentLength.Restore(plan.Cells[cell].DocumentLength).Mean;
            for (int method = 0; method < methods; method++) estimates[Index(plan, cell, method)] = Estimate(plan.Cells[cell], length, plan.Methods[method]);
        }

        foreach (var (run, time) in finished)
        {
            var (cell, _, method) = plan.Parts(run);
            sums[Index(plan, cell, method)] += time;
            counts[Index(plan, cell, method)]++;
        }

        var all = Enumerable.Range(0, pairs);
        double overall = Ratio(all) ?? 1;
        for (int method = 0; method < methods; method++)
        {
            int m = method;
            var own = all.Where(pair => pair % methods == m);
            double ratio = Ratio(own) ?? overall;
            foreach (int pair in own) seconds[pair] = counts[pair] > 0 ? sums[pair] / counts[pair] : estimates[pair] * ratio;
        }

        return new RunCosts(plan, seconds);

        double? Ratio(IEnumerable<int> some)
        {
            double measured = some.Sum(pair => sums[pair]), estimated = some.Sum(pair => counts[pair] * estimates[pair]);
            return measured > 0 && estimated > 0 ? measured / estimated : null;
        }
    }

    /// <summary>
    /// An estimate from the sizes: the number of times that a fit looks at a word of a document for a cluster, times the time that
    /// each takes on a common processor, plus the time to draw the documents.
    /// </summary>
    /// <param name="cell">The values of the documents.</param>
    /// <param name="length">The mean number of tokens of a document.</param>
    /// <param name="method">The method.</param>
    public static double Estimate(CellKey cell, double length, ExperimentMethod method)
    {
        double k = method["FitK"] ?? cell.K, distinct = Math.Min(length, cell.J);
        double Rounds(double iterations) => (method["Restart"] ?? 1) * Math.Min(method["MaxIteration"] ?? iterations, iterations);
        double sweeps = (method["Chain"] ?? 1) * (method["Sweep"] ?? 1);
        var (rounds, words, seconds) = method.Kind switch
        {
            ExperimentMethodKind.EM or ExperimentMethodKind.EvenEM => (Rounds(EMIterations), distinct, EMSeconds),
            ExperimentMethodKind.Gibbs => (sweeps, distinct, GibbsSeconds),
            ExperimentMethodKind.Topics => (sweeps, length, TopicSeconds),
            ExperimentMethodKind.Bound => (1, distinct, EMSeconds),
            null => (CustomRounds, distinct, KMeansSeconds),
            _ => (Rounds(KMeansIterations), distinct, KMeansSeconds),
        };
        return Fixed + (cell.N * ((rounds * k * (words + 1) * seconds) + ((length + cell.J) * DrawSeconds)));
    }

    // Iterations until convergence and seconds per word and cluster, in round numbers: only their ratios matter, and only until
    // the first runs are measured.
    private const double KMeansIterations = 15, EMIterations = 60, CustomRounds = 150;
    private const double KMeansSeconds = 2e-9, EMSeconds = 4e-9, GibbsSeconds = 1e-8, TopicSeconds = 1e-8, DrawSeconds = 2e-8, Fixed = 1e-4;

    private static int Index(ExperimentPlan plan, int cell, int method) => (cell * plan.Methods.Count) + method;
}
