using System.Globalization;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>The median and the least of several runs.</summary>
internal readonly record struct RunTimes(Seconds Median, Seconds Least)
{
    public static RunTimes Of(IReadOnlyCollection<Seconds> runs)
    {
        double[] wall = [.. runs.Select(run => run.Wall)], cpu = [.. runs.Select(run => run.Cpu)];
        return new RunTimes(new Seconds(Clock.Median(wall), Clock.Median(cpu)), new Seconds(wall.Min(), cpu.Min()));
    }
}

/// <summary>Lets several sides take turns.</summary>
internal static class Alternation
{
    /// <summary>The fewest runs of a published figure.</summary>
    public const int FewestRuns = 7;

    /// <summary>The times of each side.</summary>
    public static RunTimes[] Run(int repeats, params Func<Seconds>[] sides)
    {
        var runs = Array.ConvertAll(sides, _ => new List<Seconds>());
        for (int r = 0; r < repeats; r++)
            for (int side = 0; side < sides.Length; side++) runs[side].Add(sides[side]());
        return Array.ConvertAll(runs, RunTimes.Of);
    }

    /// <summary>The number of runs from the command line.</summary>
    public static int Repeats(Arguments arguments) => int.Parse(arguments.Option("repeat") ?? "7", CultureInfo.InvariantCulture);

    /// <summary>A sentence on the runs, with a warning if they are too few.</summary>
    public static string Describe(int repeats) => repeats >= FewestRuns
        ? $"Medians and least of {repeats} alternating runs."
        : $"**Medians and least of only {repeats} alternating runs; a published page has at least {FewestRuns}.**";
}
