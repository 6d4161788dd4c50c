using System.Text.Json;
using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Rows;

/// <summary>Runs a script in a new process on both sides, and measures the whole process.</summary>
internal sealed record WholeProcesses(string Name, string Title, double Floor, string[] Ours, string[] Theirs)
{
    public static IEnumerable<WholeProcesses> Rows(Arguments arguments)
    {
        yield return new WholeProcesses(
            "notebook", "the notebook as a whole process", 1.3,
            [.. arguments.PowerShell, "-NoProfile", "-File", Path.Combine(arguments.Root, "examples", "notebook.ps1")],
            [arguments.Python, Path.Combine(arguments.Root, "benchmarks", "notebook.py")]);
    }

    public TableRow Measure(int repeats)
    {
        using var launcher = new PeerProcess(Theirs[0], Path.Combine(Path.GetDirectoryName(Theirs[1])!, "peer.py"));
        var (ours, theirs) = (new List<JsonElement>(), new List<JsonElement>());
        Run(launcher, Ours);
        Run(launcher, Theirs);
        var times = Alternation.Run(repeats, () => Keep(ours, Run(launcher, Ours)), () => Keep(theirs, Run(launcher, Theirs)));
        bool ended = ours.Concat(theirs).All(run => run.GetProperty("exit").GetInt32() == 0);
        return new TableRow($"{Title} (theirs {Peak(theirs)} MiB, ours {Peak(ours)} MiB)", times[1], times[0])
        {
            Floor = Floor,
            Agrees = ended,
            Answers = ended ? "both ended well" : "a process failed",
            Why = "starting the runtime and compiling",
        };
    }

    /// <summary>The time of a whole process that a peer starts.</summary>
    public static JsonElement Run(PeerProcess launcher, string[] command) => launcher.Ask(["process", .. command]);

    private static Seconds Keep(List<JsonElement> runs, JsonElement run)
    {
        runs.Add(run);
        return new Seconds(run.GetProperty("wall").GetDouble(), run.GetProperty("cpu").GetDouble());
    }

    private static string Peak(List<JsonElement> runs) =>
        (Clock.Median(runs.Select(run => run.GetProperty("peak").GetDouble())) / 1048576).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
}
