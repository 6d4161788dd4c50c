using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks;

/// <summary>The measurement of one way to count a corpus, in a separate process.</summary>
internal sealed record TextMeasurement(double FirstSeconds, double[] Seconds, double[] CpuSeconds, double PeakMegabytes, double DfmMegabytes, string Size)
{
    // The runtime recompiles hot methods during their first one or two seconds.
    private const double WarmUpSeconds = 2;

    /// <summary>Counts a corpus once and, if more runs are requested, for two seconds and then the requested number of times; prints the measurement.</summary>
    /// <param name="arguments">The file, the kind of token, the number of runs.</param>
    public static int Run(string[] arguments)
    {
        var options = new DfmBuilderOptions { Token = Enum.Parse<TokenKind>(arguments[1]) };
        var texts = TextCorpus.Read(arguments[0]);
        double[] seconds = new double[int.Parse(arguments[2], CultureInfo.InvariantCulture)];
        double[] cpu = new double[seconds.Length];
        Dfm dfm;
        double first = Count(out dfm).Seconds;
        var warm = Stopwatch.StartNew();
        while (seconds.Length > 0 && warm.Elapsed.TotalSeconds < WarmUpSeconds) Count(out _);
        for (int r = 0; r < seconds.Length; r++) (seconds[r], cpu[r]) = Count(out dfm);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new TextMeasurement(
            first, seconds, cpu, self.PeakWorkingSet64 / 1e6, Megabytes(dfm), $"{dfm.DocumentCount} x {dfm.FeatureCount}, {dfm.NonZeroCount} cells")));
        return 0;

        (double Seconds, double Cpu) Count(out Dfm counted)
        {
            GC.Collect();
            var before = Cpu();
            var watch = Stopwatch.StartNew();
            using var builder = new DfmBuilder(options);
            foreach (string text in texts) builder.Add(text);
            counted = builder.Build();
            return (watch.Elapsed.TotalSeconds, (Cpu() - before).TotalSeconds);
        }
    }

    private static TimeSpan Cpu()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    }

    /// <summary>The memory of a matrix: offsets, columns, values, and the words as strings.</summary>
    private static double Megabytes(Dfm dfm) => (4.0 * (dfm.DocumentCount + 1) + 12.0 * dfm.NonZeroCount + dfm.Vocabulary.Sum(word => 30.0 + 2 * word.Length)) / 1e6;
}
