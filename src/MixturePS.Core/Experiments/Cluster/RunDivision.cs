namespace MixturePS.Core.Experiments;

/// <summary>
/// Divides runs into parts of similar cost: each run, the longest first, goes to the part with the smallest cost so far (Graham,
/// R. L. (1969), Bounds on multiprocessing timing anomalies, SIAM Journal on Applied Mathematics 17, 416-429). The longest part
/// takes at most 4/3 of the shortest possible time.
/// </summary>
internal static class RunDivision
{
    /// <summary>Divides runs.</summary>
    /// <param name="runs">The numbers of the runs.</param>
    /// <param name="cost">The cost of a run.</param>
    /// <param name="parts">The number of parts, at least 1; there are fewer if there are fewer runs.</param>
    /// <returns>The runs of each part, the longest first. Of equal costs, the run with the smallest number comes first, and the first part gets it.</returns>
    public static IReadOnlyList<IReadOnlyList<long>> Divide(IEnumerable<long> runs, Func<long, double> cost, int parts)
    {
        (long Run, double Cost)[] sorted = [.. runs.Select(run => (Run: run, Cost: cost(run))).OrderByDescending(run => run.Cost).ThenBy(run => run.Run)];
        var divided = new List<long>[Math.Min(parts, sorted.Length)];
        var next = new PriorityQueue<int, (double Cost, int Part)>();
        for (int part = 0; part < divided.Length; part++)
        {
            divided[part] = [];
            next.Enqueue(part, (0, part));
        }

        foreach (var (run, seconds) in sorted)
        {
            next.TryDequeue(out int part, out var sum);
            divided[part].Add(run);
            next.Enqueue(part, (sum.Cost + seconds, part));
        }

        return divided;
    }
}
