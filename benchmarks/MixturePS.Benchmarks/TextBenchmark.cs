using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MixturePS.Benchmarks;

/// <summary>From text to counts, beside scikit-learn's CountVectorizer on the same documents in the same session.</summary>
internal static class TextBenchmark
{
    private static readonly (string Token, string Peer)[] Ways = [("WhiteSpace", @"\S+"), ("Word", @"(?u)\b\w\w+\b")];

    public static int Run(string[] arguments)
    {
        var corpora = new List<string>();
        int documents = 1_000_000;
        int runs = 5;
        string python = "python3";
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--corpus": corpora.Add(arguments[i + 1]); break;
                case "--documents": documents = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--runs": runs = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--python": python = arguments[i + 1]; break;
                default: throw new ArgumentException($"There is no option {arguments[i]}.");
            }
        }

        string synthetic = Path.Combine(Path.GetTempPath(), $"mixtureps-zipf-{Environment.ProcessId}.txt");
        try
        {
            if (documents > 0)
            {
                TextCorpus.WriteSynthetic(synthetic, documents);
                corpora.Add(synthetic);
            }

            foreach (string corpus in corpora)
                foreach (var (token, peer) in Ways) Compare(corpus, token, peer, runs, python);
        }
        finally
        {
            File.Delete(synthetic);
        }

        return 0;
    }

    private static void Compare(string corpus, string token, string peerPattern, int runs, string python)
    {
        string[] own = [typeof(TextBenchmark).Assembly.Location, "text-child", corpus, token];
        var timed = Measure(Environment.ProcessPath!, [.. own, runs.ToString(CultureInfo.InvariantCulture)]);
        var once = Measure(Environment.ProcessPath!, [.. own, "0"]);
        string script = Path.Combine(AppContext.BaseDirectory, "peer_text.py");
        var peer = Measure(python, [script, corpus, peerPattern, runs.ToString(CultureInfo.InvariantCulture)]);
        double mine = Median(timed.Seconds), theirs = Median(peer.Seconds);
        Console.WriteLine($"{Path.GetFileName(corpus)} by {token} ({once.Size}); scikit-learn with {peerPattern} ({peer.Size})");
        Console.WriteLine($"  seconds      {mine,9:0.000}   scikit-learn {theirs,9:0.000}   ratio {theirs / mine:0.0}   (medians of {runs} warm runs)");
        Console.WriteLine($"  first run    {timed.FirstSeconds,9:0.000}   scikit-learn {peer.FirstSeconds,9:0.000}");
        double work = Median(timed.CpuSeconds), peerWork = Median(peer.CpuSeconds);
        Console.WriteLine($"  of processor {work,9:0.000}   scikit-learn {peerWork,9:0.000}   ratio {peerWork / work:0.0}   (all threads; what a busy machine shows best)");
        Console.WriteLine($"  peak memory  {once.PeakMegabytes,9:0} MB scikit-learn {peer.PeakMegabytes,9:0} MB");
        double bound = 2.5 * once.DfmMegabytes + 100;
        Console.WriteLine($"  matrix       {once.DfmMegabytes,9:0} MB bound of 2.5 times that and 100 MB: {bound:0} MB, {(once.PeakMegabytes <= bound ? "held" : "broken")}");
    }

    private static TextMeasurement Measure(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) != "dotnet" && arguments[0].EndsWith(".dll", StringComparison.Ordinal))
            start = new ProcessStartInfo(program, arguments[1..]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        return JsonSerializer.Deserialize<TextMeasurement>(output)!;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
