using System.Diagnostics;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>Wall-clock time and processor time of all threads, in seconds.</summary>
internal readonly record struct Seconds(double Wall, double Cpu);

/// <summary>Measures the time of work in this process.</summary>
internal static class Clock
{
    /// <summary>One timed run, after a garbage collection.</summary>
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

    /// <summary>The median; the mean of the two middle values if their number is even.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The peak memory of this process, in bytes.</summary>
    public static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
