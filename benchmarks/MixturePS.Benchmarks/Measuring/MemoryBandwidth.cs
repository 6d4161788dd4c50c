using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>
/// The memory bandwidth of the machine: the triad a = b + s c of McCalpin's STREAM (1995) over arrays much larger than
/// any cache, on all cores. It limits the speed of work that reads and writes many bytes.
/// </summary>
internal static class MemoryBandwidth
{
    private const int Length = 1 << 25;

    /// <summary>The bandwidth in bytes per second: the best of several passes, with two arrays read and one written.</summary>
    public static double Triad()
    {
        double[] a = new double[Length], b = new double[Length], c = new double[Length];
        b.AsSpan().Fill(1);
        c.AsSpan().Fill(2);
        double best = double.MaxValue;
        for (int pass = 0; pass < 8; pass++)
        {
            var watch = Stopwatch.StartNew();
            Parallel.For(0, Environment.ProcessorCount, core =>
            {
                int share = Length / Environment.ProcessorCount, from = core * share;
                Add(a.AsSpan(from, share), b.AsSpan(from, share), c.AsSpan(from, share), 3);
            });
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return 3.0 * sizeof(double) * Length / best;
    }

    private static void Add(Span<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, double scale)
    {
        var to = MemoryMarshal.Cast<double, Vector<double>>(a);
        var x = MemoryMarshal.Cast<double, Vector<double>>(b);
        var y = MemoryMarshal.Cast<double, Vector<double>>(c);
        for (int i = 0; i < to.Length; i++) to[i] = x[i] + (y[i] * scale);
    }
}
