using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Benchmarks.Rows;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Shards;
using MixturePS.Core.Simulation;

namespace MixturePS.Benchmarks;

/// <summary>Measures fits of documents in shards beside those in memory: the time of an iteration and the peak memory of the process.</summary>
internal static class ShardScale
{
    private const int PartSize = 50_000;

    /// <summary>The lines of the page.</summary>
    public static IEnumerable<string> Run(Arguments arguments)
    {
        string folder = Path.Combine(arguments.Option("folder") ?? Path.GetTempPath(), "mixtureps-scale");
        Directory.CreateDirectory(folder);
        try
        {
            yield return "## Documents in shards";
            yield return string.Empty;
            yield return "Ten iterations of k-means and three of EM from given parameters, each in a process of its own. The corpus and the first parameters are the same in all rows of a table. An iteration is the mean of those after the first. The peak is that of the whole process, with the runtime and the result. The checksum is that of all labels.";
            yield return string.Empty;
            foreach (string line in Compare(Path.Combine(folder, "corpus"), Number("shard-documents", 2_000_000), 5_000, 50, 40_000)) yield return line;
            if (arguments.Option("huge-documents") is not null)
            {
                yield return string.Empty;
                foreach (string line in Huge(Path.Combine(folder, "huge"), Number("huge-documents", 20_000_000))) yield return line;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        int Number(string option, int value) => arguments.Option(option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;
    }

    /// <summary>One fit in this process; prints its measurement.</summary>
    /// <param name="arguments">The folder, the method (kmeans or em), K, the number of iterations, and the memory limit in bytes, or "memory" for a fit in memory.</param>
    public static int RunChild(string[] arguments)
    {
        var (folder, isEM, k, iterations) = (arguments[0], arguments[1] == "em", int.Parse(arguments[2], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture));
        bool isInMemory = arguments[4] == "memory";
        var corpus = ShardCorpus.Open(folder, isInMemory ? 0 : long.Parse(arguments[4], CultureInfo.InvariantCulture));
        var first = corpus.Shards!.Load(0, default);
        int[] chosen = [.. Enumerable.Range(0, k).Select(c => c * (first.DocumentCount / k))];
        var watch = new Stopwatch();
        var times = new List<double>();
        if (isInMemory) corpus = new Dfm(RowSelection.Join(corpus.Parts(default).Select(part => (part.Matrix, 0, part.DocumentCount)), corpus.FeatureCount), corpus.Vocabulary, null, null, null, check: false);
        var progress = new Laps(times, watch);
        watch.Start();
        FittedClustering fit;
        if (isEM)
        {
            double[] mu = new double[k * corpus.FeatureCount];
            for (int c = 0; c < k; c++)
            {
                double[] row = first.Row(chosen[c]);
                double total = row.Sum() + (corpus.FeatureCount * 0.1);
                for (int j = 0; j < row.Length; j++) mu[(c * row.Length) + j] = (row[j] + 0.1) / total;
            }

            var options = new MixtureEMOptions { K = k, InitialMu = new DenseMatrix(k, corpus.FeatureCount, mu), MaxIterations = iterations, Tolerance = 0 };
            fit = isInMemory ? MixtureEM.Fit(corpus, options, 1, progress) : ShardedMixtureEM.Fit(corpus, options, 1, null, progress);
        }
        else
        {
            var options = new KMeansOptions { K = k, InitialCenters = DenseMatrix.FromRows(Array.ConvertAll(chosen, first.Row)), MaxIterations = iterations, Tolerance = 0, Arithmetic = KMeansArithmetic.Sparse };
            fit = isInMemory ? KMeans.Fit(corpus, options, 1, progress) : ShardedKMeans.Fit(corpus, options, 1, null, progress);
        }

        double seconds = watch.Elapsed.TotalSeconds;
        times.Add(seconds);
        string labels = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<int>([.. fit.Labels])))[..8];
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(times[0], (seconds - times[0]) / Math.Max(1, fit.Iterations - 1), seconds, Clock.PeakMemory() / 1048576.0, labels, fit.Iterations)));
        return 0;
    }

    private static IEnumerable<string> Compare(string folder, int documents, int words, int tokens, int shardSize)
    {
        var (written, _) = Clock.Time(() => Write(folder, documents, words, tokens, 100, shardSize));
        var corpus = ShardCorpus.Open(folder);
        long bytes = 12 * corpus.NonZeroCount, tenth = bytes / 10;
        yield return string.Create(CultureInfo.InvariantCulture, $"{documents:N0} documents x {words:N0} words, {corpus.NonZeroCount:N0} non-zero cells ({bytes / 1048576.0:0} MiB in memory), {corpus.ShardCount} shards; drawn and written in {written.Wall:0.0} s.");
        yield return string.Empty;
        yield return "| fit | limit, MiB | first iteration, s | an iteration, s | beside memory | documents/s | peak, MiB | labels |";
        yield return "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |";
        foreach (var (method, k, iterations) in new[] { ("kmeans", 100, 10), ("em", 20, 3) })
        {
            double inMemory = 0;
            foreach (var (name, limit) in new[] { ("in memory", "memory"), ("shards, all kept", Word(64 * bytes)), ("shards, a third of the corpus", Word(bytes / 3)), ("shards, a tenth of the corpus", Word(tenth)) })
            {
                if (Measure([folder, method, Word(k), Word(iterations), limit]) is not { } found)
                {
                    yield return $"| {method}, K = {k}, {name} | {(double.Parse(limit, CultureInfo.InvariantCulture) / 1048576).ToString("0", CultureInfo.InvariantCulture)} | refused: one shard and the result don't fit | | | | | |";
                    continue;
                }

                if (limit == "memory") inMemory = found.IterationSeconds;
                yield return string.Create(CultureInfo.InvariantCulture, $"| {method}, K = {k}, {name} | {(limit == "memory" ? string.Empty : (double.Parse(limit, CultureInfo.InvariantCulture) / 1048576).ToString("0", CultureInfo.InvariantCulture))} | {found.FirstSeconds:0.00} | {found.IterationSeconds:0.000} | {found.IterationSeconds / inMemory:0.00} | {documents / found.IterationSeconds:0} | {found.PeakMegabytes:0} | {found.Labels} |");
            }
        }
    }

    private static IEnumerable<string> Huge(string folder, int documents)
    {
        const int K = 20, Words = 5_000, Tokens = 125, Iterations = 5;
        var (written, _) = Clock.Time(() => Write(folder, documents, Words, Tokens, K, 500_000));
        var corpus = ShardCorpus.Open(folder);
        double size = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) / 1073741824.0;
        var found = Measure([folder, "kmeans", Word(K), Word(Iterations), Word(8L << 30)])!;
        yield return string.Create(CultureInfo.InvariantCulture, $"{documents:N0} documents with {corpus.NonZeroCount:N0} non-zero cells ({size:0.0} GiB on disk, {corpus.ShardCount} shards) were drawn and written in {written.Wall:0} s. {found.Iterations} iterations of k-means with K = {K} and a limit of 8 GiB took {found.Seconds:0} s: {found.FirstSeconds:0.0} s for the first, in which each file's checksum is verified, {found.IterationSeconds:0.0} s for each of the others, and the final labels. The peak was {found.PeakMegabytes:0} MiB.");
    }

    private static Dfm Write(string folder, int documents, int words, int tokens, int k, int shardSize)
    {
        var model = Documents.Wide(k, words, 0.05, 1);
        using var writer = new ShardWriter(folder, true, shardSize, default);
        var sharding = new DfmSharding(writer, default);
        for (int from = 0, part = 0; from < documents; from += PartSize, part++)
            sharding.Add(FastDfmSampler.Sample(model, Math.Min(PartSize, documents - from), DocumentLength.Fixed(tokens), RandomGenerator.FromSeed(part)));
        sharding.Complete();
        return ShardCorpus.Open(folder);
    }

    private static string Word(long value) => value.ToString(CultureInfo.InvariantCulture);

    // Null if the limit is too small.
    private static Measurement? Measure(string[] arguments)
    {
        bool isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. isHost ? new[] { typeof(ShardScale).Assembly.Location } : [], "scale-child", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd(), errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode == 0) return JsonSerializer.Deserialize<Measurement>(output);
        return errors.Contains("limit", StringComparison.Ordinal) ? null : throw new InvalidOperationException(errors);
    }

    /// <summary>What a fit took.</summary>
    internal sealed record Measurement(double FirstSeconds, double IterationSeconds, double Seconds, double PeakMegabytes, string Labels, int Iterations);

    // The time at which the second iteration begins.
    private sealed class Laps(List<double> times, Stopwatch watch) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            if (times.Count == 0 && (value.Status.StartsWith("iteration 2,", StringComparison.Ordinal) || value.Status.EndsWith("iteration 1", StringComparison.Ordinal))) times.Add(watch.Elapsed.TotalSeconds);
        }
    }
}
