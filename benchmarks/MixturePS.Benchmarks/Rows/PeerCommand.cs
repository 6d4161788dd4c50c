using System.Globalization;
using System.Text;
using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Rows;

/// <summary>Runs the rows on both sides, alternating, compares the results and writes the table.</summary>
internal sealed class PeerCommand(Arguments arguments)
{
    private readonly int _repeats = Alternation.Repeats(arguments);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"mixtureps-{Environment.ProcessId}");

    /// <summary>Returns 0 if all results agree, no row failed, and none was left out for a slow BLAS.</summary>
    public int Run()
    {
        string? news = arguments.Option("news");
        string[]? wanted = arguments.List("rows");
        string files = Path.Combine(_folder, "files");
        using var peer = new PeerProcess(arguments.Python, arguments.PeerScript, news, files);
        using var session = new SessionRows(arguments, peer, files, _repeats, name => Read(peer, "answer", name));
        double bandwidth = MemoryBandwidth.Triad();
        var versions = peer.Ask("versions").EnumerateObject().ToDictionary(version => version.Name, version => version.Value.GetString()!);
        string machine = Machine(versions, bandwidth);
        bool isSlow = versions["BLAS"].StartsWith("reference", StringComparison.Ordinal);
        Console.WriteLine(machine);
        Console.WriteLine(TableRow.Header);
        var rows = new List<TableRow>();
        List<string> leftOut = [], slow = [], failed = [];
        bool hasMixtools = versions.ContainsKey("mixtools"), hasPackage = DirichletMultinomialRows.HasPackage(), hasGensim = TopicRows.HasGensim(arguments);
        if (news is null) leftOut.Add("kmeans-news (no --news)");
        if (!hasMixtools) leftOut.Add("em (R has no mixtools)");
        if (!hasGensim) leftOut.Add("topics-gensim (Python has no gensim)");
        if (arguments.Option("topics") is null) leftOut.Add("topic models of real texts (no --topics)");
        if (!hasPackage) leftOut.Add("dmn-small, dmn-large (R has no DirichletMultinomial)");
        if (arguments.Option("sttm") is null || arguments.Option("titles") is null) leftOut.Add("gibbs, gibbs-chains (no --sttm or --titles)");
        IEnumerable<BenchmarkRow> all =
        [
            .. PeerRows.All.Where(row => (row.Name != "kmeans-news" || news is not null) && (row.Name != "em" || hasMixtools)).Select(row => new BenchmarkRow(row.Name, () => Measure(row, peer, bandwidth))),
            .. hasPackage ? DirichletMultinomialRows.All(arguments, _folder, _repeats) : [],
            .. GibbsRows.All(arguments, peer, _folder, _repeats),
            .. TopicRows.All(arguments, Path.Combine(_folder, "topic-models"), _repeats, hasGensim),
            .. session.All,
            .. WholeProcesses.Rows(arguments).Select(row => new BenchmarkRow(row.Name, () => row.Measure(_repeats))),
        ];
        try
        {
            foreach (var row in all)
            {
                if (wanted?.Contains(row.Name) == false) continue;
                if (isSlow && row.Name.StartsWith("kmeans", StringComparison.Ordinal))
                {
                    slow.Add(row.Name);
                    continue;
                }

                try
                {
                    rows.Add(row.Measure());
                }
                catch (InvalidOperationException exception)
                {
                    failed.Add($"{row.Name} ({exception.Message})");
                    Console.WriteLine(failed[^1]);
                    continue;
                }

                Console.WriteLine(rows[^1].Line);
                if (rows[^1].Section is { } section) Console.WriteLine(section);
            }
        }
        finally
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }

        if (arguments.Option("write") is { } file) File.WriteAllText(file, Report(machine, rows, wanted is null ? leftOut : [], slow, failed));
        return slow.Count + failed.Count == 0 && rows.All(row => row.Agrees) ? 0 : 1;
    }

    private TableRow Measure(PeerRow row, PeerProcess peer, double bandwidth)
    {
        var work = row.Prepare(new PeerInput(name => Read(peer, "input", name)));
        object result = work();
        var comparison = row.Check?.Invoke(result, Read(peer, "answer", row.Peer)) ?? new Comparison(true, "own stream");

        // The first run of the peer chooses the algorithm.
        peer.Time(row.Peer, out string? algorithm);
        for (int warm = 0; warm < 2; warm++) work();
        var times = Alternation.Run(_repeats, () => Clock.Time(work).Taken, () => peer.Time(row.Peer));
        return new TableRow(algorithm is null ? row.Title : $"{row.Title}, theirs by {algorithm}", times[1], times[0])
        {
            Floor = row.Floor,
            Agrees = comparison.Agrees,
            Answers = comparison.Text,
            Limit = times[0].Median.Wall / (row.Bytes(result) / bandwidth),
            Why = row.Why,
        };
    }

    private Answer Read(PeerProcess peer, string word, string name)
    {
        string folder = Path.Combine(_folder, $"{word}-{name}");
        if (!Directory.Exists(folder)) peer.Ask(word, name, folder);
        return new Answer(folder);
    }

    private static string Machine(Dictionary<string, string> versions, double bandwidth)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Measuring.Machine.Describe()}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Peers: {string.Join(", ", versions.Select(version => $"{version.Key} {version.Value}"))}.");
        text.Append(CultureInfo.InvariantCulture, $"Memory carries {bandwidth / 1e9:0.0} GB/s (triad, all cores). Load of the machine over the minute before: {Measuring.Machine.Load()}.");
        return text.ToString();
    }

    private string Report(string machine, List<TableRow> rows, List<string> leftOut, List<string> slow, List<string> failed)
    {
        const string About = """
            Written by `build.ps1 Bench -Peer`; both sides take turns in one run, and medians are compared.
            k-means starts from the same documents on both sides (those that scikit-learn 1.3 and later would draw), so
            that both do the same iterations. scikit-learn's time is that of the faster one of Lloyd's and Elkan's algorithm.
            Inputs are ready before the clock starts; code is warm. Each answer is compared: drawn counts bit by bit, labels
            one by one, weights, inertia and indices to 1e-9. Where a document lies exactly between two centres, the order of sums
            in the BLAS decides; k-means then agrees if the inertia does to 1e-3. "Memory's limit" is our time over the least time
            in which the memory could carry the inputs and results once. Topic models are compared at equal perplexity of held-out
            documents, each side with the fewest passes that reach it.
            """;
        List<string> after = [];
        if (leftOut.Count > 0) after.Add($"Not run: {string.Join("; ", leftOut)}.");
        if (slow.Count > 0) after.Add($"**Left out, as NumPy uses the reference BLAS, with which scikit-learn is far slower than it can be: {string.Join(", ", slow)}. Install OpenBLAS and run again.**");
        if (failed.Count > 0) after.Add($"**Failed: {string.Join("; ", failed)}.**");
        string[] below = [.. rows.Where(row => !row.IsFastEnough).Select(row => row.Title)];
        after.Add(below.Length == 0 ? "All rows are as fast as required." : $"**Rows that are slower than required ({below.Length}): {string.Join("; ", below)}.**");
        after.AddRange(rows.Select(row => row.Section).OfType<string>());
        string runs = $"{Alternation.Describe(_repeats)} Load of the machine over the last minute of the run: {Measuring.Machine.Load()}.";
        return ReportPage.Text("MixturePS beside NumPy, SciPy, scikit-learn, pandas, gensim, R and Java", About, machine, runs, TableRow.Header, rows.Select(row => row.Line), after);
    }
}
