using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Core.Foundation;

namespace MixturePS.Benchmarks;

/// <summary>Counts the words of texts, compared with scikit-learn's CountVectorizer on the same documents in the same session.</summary>
internal sealed class TextBenchmark(Arguments arguments)
{
    private const string Header = """
        | corpus | tokens | size | theirs, s | ours, s | times | at least | times by processor time | first run, s | our peak, MB | their peak, MB | bound, MB |
        | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """;

    private static readonly (string Token, string Peer, int AtLeast)[] Ways = [("WhiteSpace", @"\S+", 5), ("Word", @"(?u)\b\w\w+\b", 3)];
    private readonly int _runs = int.Parse(arguments.Option("runs") ?? "5", CultureInfo.InvariantCulture);

    public int Run()
    {
        List<string> corpora = [.. arguments.Options("corpus")];
        int documents = int.Parse(arguments.Option("documents") ?? "1000000", CultureInfo.InvariantCulture);
        string synthetic = Path.Combine(Path.GetTempPath(), $"zipf-{documents}-{Environment.ProcessId}.txt");
        var lines = new List<string>();
        string machine = Machine();
        Console.WriteLine(machine);
        Console.WriteLine(Header);
        try
        {
            if (documents > 0)
            {
                TextCorpus.WriteSynthetic(synthetic, documents);
                corpora.Add(synthetic);
            }

            foreach (string corpus in corpora)
            {
                foreach (var (token, peer, atLeast) in Ways)
                {
                    string name = corpus == synthetic ? "synthetic, Zipf" : Path.GetFileName(corpus);
                    lines.Add(Compare(corpus, name, token, peer, atLeast));
                    Console.WriteLine(lines[^1]);
                }
            }
        }
        finally
        {
            File.Delete(synthetic);
        }

        if (arguments.Option("write") is { } file) File.WriteAllText(file, Report(machine, lines));
        return 0;
    }

    private string Compare(string corpus, string name, string token, string peerPattern, int atLeast)
    {
        string[] own = [typeof(TextBenchmark).Assembly.Location, "text-child", corpus, token];
        string runs = _runs.ToString(CultureInfo.InvariantCulture);
        var timed = Measure(Environment.ProcessPath!, [.. own, runs]);
        var once = Measure(Environment.ProcessPath!, [.. own, "0"]);
        var peer = Measure(arguments.Python, [Path.Combine(AppContext.BaseDirectory, "peer_text.py"), corpus, peerPattern, runs]);
        double mine = Clock.Median(timed.Seconds), theirs = Clock.Median(peer.Seconds);
        double bound = 2.5 * once.DfmMegabytes + 100;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {token}, `{peerPattern.Replace("|", "\\|")}` | {once.Size} | {theirs:0.000} | {mine:0.000} | {theirs / mine:0.0} | {atLeast} | {Clock.Median(peer.CpuSeconds) / Clock.Median(timed.CpuSeconds):0.0} | {timed.FirstSeconds:0.000} | {once.PeakMegabytes:0} | {peer.PeakMegabytes:0} | {bound:0}{(once.PeakMegabytes <= bound ? string.Empty : " (broken)")} |");
    }

    private string Machine()
    {
        string versions = Output(arguments.Python, ["-c", "import platform, numpy, scipy, sklearn; print(f'Python {platform.python_version()}, NumPy {numpy.__version__}, SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}')"]).Trim();
        return $"{Measuring.Machine.Describe()}; {versions}.";
    }

    private string Report(string machine, List<string> lines)
    {
        const string About = """
            Written by `dotnet run --project benchmarks/MixturePS.Benchmarks -c Release -- text --corpus FILE --write FILE`. Each side has a
            process of its own, one after the other; texts of JSON Lines are in memory before the clock starts, the lines of the synthetic
            file are read within our time and before theirs. The peak of our memory is that of a process that counts once; the bound is
            2.5 times the finished matrix with its words, and 100 MB.
            """;
        return ReportPage.Text("From text to counts, beside scikit-learn", About, machine, $"Medians of {_runs} warm runs.", Header, lines);
    }

    private static TextMeasurement Measure(string program, string[] words) => JsonSerializer.Deserialize<TextMeasurement>(Output(program, words))!;

    private static string Output(string program, string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) != "dotnet" && words[0].EndsWith(".dll", StringComparison.Ordinal))
            start = new ProcessStartInfo(program, words[1..]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}.");
    }
}
