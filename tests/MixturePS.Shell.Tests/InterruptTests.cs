using System.Diagnostics;
using System.Globalization;

namespace MixturePS.Shell.Tests;

public sealed class InterruptTests
{
    [Fact]
    public void CtrlCStopsTheScriptAndRunsItsFinallyBlocks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A console's Ctrl+C can't be sent to one process there.");
        using var script = new ScriptFile("""
            param($Left)
            try {
                'started'
                1..1000000 | ForEach-Object { [Threading.Thread]::Sleep(20) }
                'not reached'
            }
            finally { [IO.File]::WriteAllText($Left, 'cleaned up') }
            """);
        string left = Path.Combine(script.Folder, "left");
        using var process = ShellProcess.Begin(new Start(), "-File", script.Path, left);
        Assert.Equal("started", process.StandardOutput.ReadLine());
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) kill.WaitForExit();
        var result = ShellProcess.End(process);
        Assert.Equal(new ShellResult(130, string.Empty, string.Empty), result);
        Assert.Equal("cleaned up", File.ReadAllText(left));
    }
}
