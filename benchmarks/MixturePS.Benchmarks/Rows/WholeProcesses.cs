using System.Globalization;
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

    public string Measure(int repeats, ref bool agree)
    {
        var (ours, theirs) = (new List<JsonElement>(), new List<JsonElement>());
        using var launcher = new PeerProcess(Theirs[0], Path.Combine(Path.GetDirectoryName(Theirs[1])!, "peer.py"), null);
        Run(launcher, Ours);
        Run(launcher, Theirs);
        for (int r = 0; r < repeats; r++)
        {
            ours.Add(Run(launcher, Ours));
            theirs.Add(Run(launcher, Theirs));
        }

        double Median(List<JsonElement> runs, string what) => Clock.Median(runs.Select(run => run.GetProperty(what).GetDouble()));
        bool ended = ours.Concat(theirs).All(run => run.GetProperty("exit").GetInt32() == 0);
        agree &= ended;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {Title} | {Median(theirs, "wall"):0.000}, {Median(theirs, "peak") / 1048576:0} MiB | {Median(ours, "wall"):0.000}, {Median(ours, "peak") / 1048576:0} MiB | {Median(theirs, "wall") / Median(ours, "wall"):0.00} | {Floor} | {Median(theirs, "cpu") / Median(ours, "cpu"):0.00} | | {(ended ? "both ended well" : "a process failed")} | starting the runtime and compiling |");
    }

    private static JsonElement Run(PeerProcess launcher, string[] command) => launcher.Ask(["process", .. command]);
}
