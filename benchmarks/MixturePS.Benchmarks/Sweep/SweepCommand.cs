using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Sweep;

/// <summary>
/// k-means over shapes of data: the cmdlet in a real PowerShell, beside the faster one of scikit-learn's algorithms and
/// beside ML.NET.
/// </summary>
internal sealed class SweepCommand(Arguments arguments)
{
    private const int Iterations = 20;

    // The required ratios: in each cell, and as the median of all cells.
    private const double LeastFloor = 2, MedianFloor = 5;

    // An algorithm that takes this much longer in its untimed run is not measured.
    private const double ClearlySlower = 1.5;

    // A shorter run is timed several times in a row, as collecting garbage before it takes the next allocations some time too.
    private const double LeastSeconds = 0.02;
    private const int MostInARow = 20;

    private static readonly string[] Algorithms = ["lloyd", "elkan"];

    private readonly int _repeats = Alternation.Repeats(arguments);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"mixtureps-sweep-{Environment.ProcessId}");

    /// <summary>Returns 0 if all results agree. Speed is reported, and doesn't make the run fail.</summary>
    /// <exception cref="InvalidOperationException">No shape has the given names, or NumPy uses the reference BLAS.</exception>
    public int Run()
    {
        string[]? wanted = arguments.List("shapes");
        var shapes = SweepShape.All.Where(shape => wanted?.Contains(shape.Name) != false).ToArray();
        var others = MLNetRow.All.Where(row => wanted?.Contains(row.Name) != false).ToArray();
        if (shapes.Length + others.Length == 0)
            throw new InvalidOperationException($"There are no such shapes; there are {string.Join(", ", SweepShape.All.Select(shape => shape.Name).Concat(MLNetRow.All.Select(row => row.Name)))}.");
        using var peer = new PeerProcess(arguments.Python, Path.Combine(arguments.Root, "benchmarks", "peer_sweep.py"));
        using var shell = new ShellProcess(arguments);
        string machine = Machine(peer);
        Console.WriteLine(machine);
        Console.WriteLine(SweepCell.Header);
        var cells = new List<SweepCell>();
        var lines = new List<string>();
        bool agree = true;
        try
        {
            foreach (var shape in shapes)
            {
                string file = SweepShape.Write(shape.Draw(), _folder);
                foreach (bool isWeighted in new[] { false, true })
                {
                    cells.Add(Measure(shape, isWeighted, file, peer, shell));
                    Console.WriteLine(cells[^1].Line);
                }
            }

            foreach (var row in others)
            {
                lines.Add(row.Measure(shell, _folder, _repeats, ref agree));
                Console.WriteLine(lines[^1]);
            }
        }
        finally
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }

        agree &= cells.All(cell => cell.Agrees);
        string summary = Summary(cells, wanted is not null);
        Console.WriteLine(summary);
        if (arguments.Option("write") is { } path) File.WriteAllText(path, Report(machine, cells, summary, lines));
        return agree ? 0 : 1;
    }

    private SweepCell Measure(SweepShape shape, bool isWeighted, string file, PeerProcess peer, ShellProcess shell)
    {
        int[] start = shape.InitialDocuments();
        bool isDense = shape.IsDense && !isWeighted;
        peer.Ask("load", _folder, Word(shape.Features), Flag(isWeighted), Flag(isDense), string.Join(',', start));
        shell.Run(new { task = "load", file, weights = isWeighted, init = start });
        var single = new { task = "kmeans", k = shape.K, iterations = Iterations, count = 1 };
        var (inertia, iterations) = Warm(() => shell.Run(single));
        int count = (int)Math.Clamp(LeastSeconds / shell.Run(single).Taken.Wall, 1, MostInARow);
        var work = single with { count = count };
        shell.Run(work);

        // Each algorithm of the peer has an untimed run, which also gives the answer to compare.
        var untimed = Algorithms.Select(algorithm => (Algorithm: algorithm, Answer: Fit(algorithm))).ToArray();
        double best = untimed.Min(run => Wall(run.Answer));
        var measured = untimed.Where(run => Wall(run.Answer) < ClearlySlower * best).ToArray();
        var times = Alternation.Run(_repeats, [() => shell.Run(work).Taken, .. measured.Select(run => (Func<Seconds>)(() => Taken(Fit(run.Algorithm, count: count))))]);
        int fastest = Enumerable.Range(0, measured.Length).MinBy(side => times[side + 1].Median.Wall);
        var scalars = measured[fastest].Answer.GetProperty("scalars");
        double theirs = scalars[1].GetDouble();
        double difference = Math.Abs(inertia - theirs) / theirs;
        double? early = null;
        if (difference > SweepCell.Tolerance)
        {
            double own = shell.Run(single with { iterations = 1 }).Answer.GetProperty("scalars")[1].GetDouble();
            double other = Fit(measured[fastest].Algorithm, 1).GetProperty("scalars")[1].GetDouble();
            early = Math.Abs(own - other) / other;
        }

        return new SweepCell(
            shape, isWeighted, $"{measured[fastest].Algorithm}, {(isDense ? "array" : "sparse")}", times[fastest + 1], times[0],
            (iterations, scalars[0].GetInt32()), difference, early);

        JsonElement Fit(string algorithm, int limit = Iterations, int count = 1) => peer.Ask("fit", algorithm, Word(shape.K), Word(limit), Word(count));
    }

    /// <summary>Untimed runs, until the runtime has compiled the code for speed; returns the inertia and the iterations.</summary>
    internal static (double Inertia, int Iterations) Warm(Func<(Seconds Taken, JsonElement Answer)> work)
    {
        const int LeastRuns = 4, MostRuns = 60;
        const double LeastWarmSeconds = 2;
        var watch = Stopwatch.StartNew();
        JsonElement answer = default;
        for (int r = 0; r < LeastRuns || (r < MostRuns && watch.Elapsed.TotalSeconds < LeastWarmSeconds); r++) answer = work().Answer;
        var scalars = answer.GetProperty("scalars");
        return (scalars[1].GetDouble(), scalars[0].GetInt32());
    }

    private static Seconds Taken(JsonElement answer) => new(Wall(answer), answer.GetProperty("cpu").GetDouble());

    private static double Wall(JsonElement answer) => answer.GetProperty("wall").GetDouble();

    private static string Word(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Machine(PeerProcess peer)
    {
        var versions = peer.Ask("versions");
        string blas = versions.GetProperty("BLAS").GetString()!;
        if (blas.StartsWith("reference", StringComparison.Ordinal))
            throw new InvalidOperationException("NumPy uses the reference BLAS, with which scikit-learn is far slower than it can be. Install OpenBLAS.");
        string list = string.Join(", ", versions.EnumerateObject().Select(version => $"{version.Name} {version.Value.GetString()}"));
        return $"{Measuring.Machine.Describe()}.{Environment.NewLine}Peers: {list}; ML.NET {MLNetRow.Version}. Load of the machine over the minute before: {Measuring.Machine.Load()}.";
    }

    private static string Summary(List<SweepCell> cells, bool isPart)
    {
        if (cells.Count == 0) return "No shape was compared with scikit-learn.";
        double least = cells.Min(cell => cell.Times), median = Clock.Median(cells.Select(cell => cell.Times));
        double leastByProcessor = cells.Min(cell => cell.Theirs.Median.Cpu / cell.Ours.Median.Cpu), medianByProcessor = Clock.Median(cells.Select(cell => cell.Theirs.Median.Cpu / cell.Ours.Median.Cpu));
        bool isReached = least >= LeastFloor && median >= MedianFloor;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Least ratio {least:0.0} (required: {LeastFloor:0}), median ratio {median:0.0} (required: {MedianFloor:0}), over {cells.Count} cells{(isPart ? ", a selection of the shapes" : string.Empty)}. By processor time: least {leastByProcessor:0.0}, median {medianByProcessor:0.0}. {(isReached ? "The required ratios are reached." : $"**The required ratios are not reached: {cells.Count(cell => cell.Times < LeastFloor)} cells are below {LeastFloor:0}.**")}");
    }

    private string Report(string machine, List<SweepCell> cells, string summary, List<string> lines)
    {
        string about = $"""
            Written by `build.ps1 Bench -Sweep`. `Invoke-KMeans` in PowerShell and scikit-learn's `KMeans` start from the same documents,
            with at most {Iterations} iterations and tolerance 0. Both sides are warm and take turns in one run; runs shorter than 20 ms are
            timed up to {MostInARow} in a row on both sides. scikit-learn's time is that
            of the faster one of Lloyd's and Elkan's algorithm; it gets counts with up to 1,000 features as an array, other data as
            compressed sparse rows. Results agree if the inertia differs by at most {SweepCell.Tolerance.ToString(CultureInfo.InvariantCulture)}, relatively: where a document lies exactly
            between two centres, the order of sums in the BLAS decides, so both may end in different optima, or after different numbers
            of iterations. Where the inertia differs by more, that after one iteration is compared. The worst cells are first.
            """;
        string ended = $"Load of the machine over the last minute of the run: {Measuring.Machine.Load()}.";
        string beside = $"## Beside ML.NET{Environment.NewLine}{Environment.NewLine}{MLNetRow.About}{Environment.NewLine}{Environment.NewLine}{MLNetRow.Header}{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
        return ReportPage.Text(
            "k-means over shapes of data", about, machine, $"{Alternation.Describe(_repeats)} {ended}{Environment.NewLine}{Environment.NewLine}{summary}",
            SweepCell.Header, cells.OrderBy(cell => cell.Times).Select(cell => cell.Line), lines.Count > 0 ? [beside] : []);
    }
}
