using System.Diagnostics;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>Seconds of the wall clock and of the processor, all threads together.</summary>
internal readonly record struct Seconds(double Wall, double Cpu);

/// <summary>Times work in this process.</summary>
internal static class Clock
{
    /// <summary>One timed run; garbage of earlier runs is collected before.</summary>
    public static (Seconds Taken, object Result) Time(Func<object> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        object result = work();
        double wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return (new Seconds(wall, (process.TotalProcessorTime - cpu).TotalSeconds), result);
    }

    /// <summary>The middle of several values; the mean of the two in the middle where their number is even.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The most memory that this process has had, in bytes.</summary>
    public static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
