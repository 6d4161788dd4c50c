using System.Globalization;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Benchmarks.Rows;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Benchmarks;

/// <summary>Measures how time grows with documents, features, clusters and tokens, and the memory of large samples.</summary>
internal static class ScaleCommand
{
    private static readonly List<string> s_lines = [];

    public static int Run(Arguments arguments)
    {
        Write(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}; {Environment.ProcessorCount} cores; {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}."));
        Write(string.Empty);
        Measure(arguments);
        if (arguments.Option("write") is { } file)
            File.WriteAllLines(file, ["# How cost grows", string.Empty, "Written by the benchmark program's command `scale`. An exponent of 1 is linear growth. Times include the first touch of fresh memory, which varies from run to run.", string.Empty, .. s_lines]);
        return 0;
    }

    private static void Write(string line)
    {
        s_lines.Add(line);
        Console.WriteLine(line);
    }

    private static void Measure(Arguments arguments)
    {
        // First, because the peak memory of the process is reported.
        if (arguments.Has("large"))
        {
            Large("10,000,000 documents of 10 tokens over 5 words, K = 3", Documents.ShortModel, 10_000_000, 10, 3);
            if (arguments.Has("wide")) Large("1,000,000 documents of 50 tokens over 100,000 words, K = 50", Documents.Wide(50, 100_000, 0.05, 3), 1_000_000, 50, 50);
            Write(string.Empty);
        }

        Write("| what grows | value | draw, s | cluster, s | exponent of drawing | of clustering |");
        Write("| --- | ---: | ---: | ---: | ---: | ---: |");
        Slope("documents", [50_000, 200_000, 800_000], n => (n, 2_000, 20, 50));
        Slope("features", [1_000, 4_000, 16_000], j => (50_000, j, 20, 50));
        Slope("clusters", [10, 40, 160], k => (50_000, 2_000, k, 50));
        Slope("tokens", [25, 100, 400], m => (50_000, 2_000, 20, m));
        if (!arguments.Has("shards")) return;
        Write(string.Empty);
        foreach (string line in ShardScale.Run(arguments)) Write(line);
    }

    // Ten iterations each, so that the work doesn't depend on convergence.
    private static void Slope(string what, int[] values, Func<int, (int N, int J, int K, int M)> size)
    {
        (double Draw, double Cluster, int Value) last = default;
        foreach (int value in values)
        {
            var (n, j, k, m) = size(value);
            var model = Documents.Wide(k, j, 0.2, 1);
            Dfm? dfm = null;
            double draw = Median(() => dfm = FastDfmSampler.Sample(model, n, DocumentLength.Fixed(m), RandomGenerator.FromSeed(2)));
            double cluster = Median(() => KMeans.Fit(dfm!, new KMeansOptions { K = k, Restarts = 1, MaxIterations = 10, Tolerance = 0 }, 1));
            string Exponent(double now, double before) => last.Value == 0 ? string.Empty
                : (Math.Log(now / before) / Math.Log((double)value / last.Value)).ToString("0.00", CultureInfo.InvariantCulture);
            Write(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {value} | {draw:0.0000} | {cluster:0.0000} | {Exponent(draw, last.Draw)} | {Exponent(cluster, last.Cluster)} |"));
            last = (draw, cluster, value);
        }
    }

    private static double Median(Func<object> work)
    {
        work();
        return Clock.Median(Enumerable.Range(0, 5).Select(_ => Clock.Time(work).Taken.Wall));
    }

    private static void Large(string what, MixtureModel model, int n, long tokens, int k)
    {
        var (draw, sample) = Clock.Time(() => FastDfmSampler.Sample(model, n, DocumentLength.Fixed(tokens), RandomGenerator.FromSeed(1)));
        var dfm = (Dfm)sample;
        var (fit, clustering) = Clock.Time(() => KMeans.Fit(dfm, new KMeansOptions { K = k, Restarts = 1 }, 1));
        Write(string.Create(CultureInfo.InvariantCulture,
            $"- {what}: drawn in {draw.Wall:0.00} s, clustered in {fit.Wall:0.00} s and {((KMeansClustering)clustering).Iterations} iterations, at most {Clock.PeakMemory() / 1048576.0:0} MiB"));
    }
}
