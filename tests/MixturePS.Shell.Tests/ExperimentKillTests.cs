using System.Diagnostics;

namespace MixturePS.Shell.Tests;

/// <summary>Kills experiments as a loss of power does, and goes on with them.</summary>
public sealed class ExperimentKillTests
{
    private const int Kills = 20;

    private const string Script = """
        param($Module, $Journal, $Output)
        Import-Module $Module
        $grid = @{ K = 3; Eta = 0.2, 1; N = 400; Method = 'KMeans', 'EM'; Restart = 1, 2; Replicate = 150; Seed = 2026; Journal = $Journal }
        $writer = if ($Output) { [IO.StreamWriter]::new($Output) }
        Invoke-MixtureExperiment @grid | ForEach-Object {
            if (-not $writer) { return }
            $row = $_
            $writer.WriteLine(@(foreach ($property in $row.PSObject.Properties) { if ($property.Name -ne 'Seconds') { "$($property.Name)=" + [Convert]::ToString($property.Value, [cultureinfo]::InvariantCulture) } }) -join ' ')
        }
        if ($writer) { $writer.Dispose() }
        'done'
        """;

    [Fact]
    public void RowsOfAnExperimentThatWasKilledOverAndOverAreThoseOfAnUnbrokenOne()
    {
        using var script = new ScriptFile(Script);
        string module = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "out", "MixturePS", "MixturePS.psd1"));
        string At(string name) => Path.Combine(script.Folder, name);
        string[] Arguments(string journal, string? output) => ["-File", script.Path, module, At(journal), output is null ? string.Empty : At(output)];
        var unbroken = ShellProcess.Run(Arguments("unbroken.jsonl", "unbroken.txt"));
        Assert.Equal(new ShellResult(0, "done\n", string.Empty), unbroken);
        string[] expected = File.ReadAllLines(At("unbroken.txt"));
        Assert.Equal(2 * 2 * 2 * 150, expected.Length);

        var journal = new FileInfo(At("killed.jsonl"));
        var random = new Random(11);
        int killed = 0;
        for (int i = 0; i < Kills; i++)
        {
            long length = Length(journal);
            using var process = ShellProcess.Begin(new Start(), Arguments("killed.jsonl", null));
            var watch = Stopwatch.StartNew();

            // Every fourth at any moment from the start of the process, the others once the journal has grown by some random bytes.
            int wait = random.Next(700), bytes = random.Next(25_000);
            while (!process.HasExited && watch.ElapsedMilliseconds < 60_000 && (i % 4 == 0 ? watch.ElapsedMilliseconds < wait : Length(journal) <= length + bytes)) Thread.Sleep(1);
            if (process.HasExited) break;
            process.Kill();
            process.WaitForExit(60_000);
            killed++;
        }

        Assert.Equal(Kills, killed);
        Assert.InRange(Length(journal), 1, new FileInfo(At("unbroken.jsonl")).Length - 1);
        var last = ShellProcess.Run(Arguments("killed.jsonl", "killed.txt"));
        Assert.Equal((0, "done\n"), (last.ExitCode, last.Output[^5..]));
        Assert.Equal(expected, File.ReadAllLines(At("killed.txt")));

        // And once more from the journal alone.
        Assert.Equal(0, ShellProcess.Run(Arguments("killed.jsonl", "again.txt")).ExitCode);
        Assert.Equal(expected, File.ReadAllLines(At("again.txt")));
    }

    private static long Length(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? file.Length : 0;
    }
}
