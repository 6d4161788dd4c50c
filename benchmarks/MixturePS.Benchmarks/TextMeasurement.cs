using System.Diagnostics;
using System.Text.Json;
using MixturePS.Core.Matrices;
using MixturePS.Core.Text;

namespace MixturePS.Benchmarks;

/// <summary>What a process of its own measured of one way to count a corpus.</summary>
internal sealed record TextMeasurement(double[] Seconds, double PeakMegabytes, double DfmMegabytes, string Size)
{
    /// <summary>Counts a corpus a number of times and prints the measurement.</summary>
    /// <param name="arguments">The file, the kind of token, the number of runs.</param>
    public static int Run(string[] arguments)
    {
        var options = new DfmBuilderOptions { Token = Enum.Parse<TokenKind>(arguments[1]) };
        var texts = TextCorpus.Read(arguments[0]);
        double[] seconds = new double[int.Parse(arguments[2])];
        double size = 0;
        string described = string.Empty;
        for (int r = 0; r < seconds.Length; r++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            using var builder = new DfmBuilder(options);
            foreach (string text in texts) builder.Add(text);
            var dfm = builder.Build();
            seconds[r] = watch.Elapsed.TotalSeconds;
            size = Megabytes(dfm);
            described = $"{dfm.DocumentCount} x {dfm.FeatureCount}, {dfm.NonZeroCount} cells";
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new TextMeasurement(seconds, self.PeakWorkingSet64 / 1e6, size, described)));
        return 0;
    }

    /// <summary>The memory of a matrix: offsets, columns, values, and the words as strings.</summary>
    private static double Megabytes(Dfm dfm) => (4.0 * (dfm.DocumentCount + 1) + 12.0 * dfm.NonZeroCount + dfm.Vocabulary.Sum(word => 30.0 + 2 * word.Length)) / 1e6;
}
