using System.Globalization;
using System.Text;
using MixturePS.Benchmarks.Measuring;
using MixturePS.Core.Foundation;

namespace MixturePS.Benchmarks.Rows;

/// <summary>Runs the rows on both sides, alternating, compares the results and writes the table.</summary>
internal sealed class PeerCommand(Arguments arguments)
{
    private readonly int _repeats = int.Parse(arguments.Option("repeat") ?? "7", CultureInfo.InvariantCulture);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"mixtureps-{Environment.ProcessId}");

    /// <summary>Returns 0 if all results agree.</summary>
    public int Run()
    {
        var lines = new List<string>();
        bool agree = true;
        string? news = arguments.Option("news");
        string[]? wanted = arguments.Option("rows")?.Split(',');
        using var peer = new PeerProcess(arguments.Python, arguments.PeerScript, news);
        double bandwidth = MemoryBandwidth.Triad();
        string machine = Machine(peer, bandwidth);
        Console.WriteLine(machine);
        Console.WriteLine(Header);
        try
        {
            foreach (var row in PeerRows.All)
            {
                if (wanted?.Contains(row.Name) == false || (row.Name == "kmeans-news" && news is null)) continue;
                string line = Measure(row, peer, bandwidth, ref agree);
                lines.Add(line);
                Console.WriteLine(line);
            }

            foreach (var row in WholeProcesses.Rows(arguments))
            {
                if (wanted?.Contains(row.Name) == false) continue;
                string line = row.Measure(_repeats, ref agree);
                lines.Add(line);
                Console.WriteLine(line);
            }
        }
        finally
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }

        if (arguments.Option("write") is { } file) File.WriteAllText(file, Report(machine, lines));
        return agree ? 0 : 1;
    }

    private const string Header = """
        | work | theirs, s | ours, s | times | at least | times by processor time | memory's limit | answers | what keeps it from the limit |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
        """;

    private string Measure(PeerRow row, PeerProcess peer, double bandwidth, ref bool agree)
    {
        var work = row.Prepare(new PeerInput(name => Read(peer, "input", name)));
        object result = work();
        string? difference = row.Check?.Invoke(result, Read(peer, "answer", row.Peer));
        agree &= difference is null;
        peer.Time(row.Peer);
        for (int warm = 0; warm < 2; warm++) work();
        var (ours, theirs) = (new List<Seconds>(), new List<Seconds>());
        for (int r = 0; r < _repeats; r++)
        {
            ours.Add(Clock.Time(work).Taken);
            theirs.Add(peer.Time(row.Peer));
        }

        var (own, other) = (Median(ours), Median(theirs));
        double limit = own.Wall / (row.Bytes(result) / bandwidth);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {row.Title} | {other.Wall:0.0000} | {own.Wall:0.0000} | {other.Wall / own.Wall:0.0} | {row.Floor} | {other.Cpu / own.Cpu:0.0} | {limit:0.0} x | {difference ?? (row.Check is null ? "own stream" : "agree")} | {row.Why} |");
    }

    private Answer Read(PeerProcess peer, string word, string name)
    {
        string folder = Path.Combine(_folder, $"{word}-{name}");
        if (!Directory.Exists(folder)) peer.Ask(word, name, folder);
        return new Answer(folder);
    }

    private static Seconds Median(List<Seconds> runs) => new(Clock.Median(runs.Select(run => run.Wall)), Clock.Median(runs.Select(run => run.Cpu)));

    private static string Machine(PeerProcess peer, double bandwidth)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Measuring.Machine.Describe()}.");
        string peers = string.Join(", ", peer.Ask("versions").EnumerateObject().Select(version => $"{version.Name} {version.Value.GetString()}"));
        text.AppendLine(CultureInfo.InvariantCulture, $"Peers: {peers}.");
        text.Append(CultureInfo.InvariantCulture, $"Memory carries {bandwidth / 1e9:0.0} GB/s (triad, all cores). Load of the machine over the last minute: {Load()}.");
        return text.ToString();
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";

    private string Report(string machine, List<string> lines)
    {
        const string About = """
            Written by `build.ps1 Bench -Peer`; both sides take turns in one run, and medians are compared.
            k-means starts from the same documents on both sides (those that scikit-learn 1.3 and later would draw), so
            that both do the same iterations.
            Inputs are ready before the clock starts; code is warm. Each answer is compared: drawn counts bit by bit, labels
            one by one, weights, inertia and indices to 1e-9. "Memory's limit" is our time over the least time in which the
            memory could carry the inputs and results once.
            """;
        return ReportPage.Text("MixturePS beside NumPy, SciPy and scikit-learn", About, machine, $"{_repeats} runs", Header, lines);
    }
}
