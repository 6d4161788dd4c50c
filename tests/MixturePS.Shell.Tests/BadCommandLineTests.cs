namespace MixturePS.Shell.Tests;

public sealed class BadCommandLineTests
{
    [Theory]
    [InlineData("-Wrong")]
    [InlineData("-File", "missing.ps1")]
    [InlineData("-Command")]
    public void IsSixtyFourWithTheReasonOnTheErrorStream(params string[] args)
    {
        var result = ShellProcess.Run(args);
        Assert.Equal(64, result.ExitCode);
        Assert.Contains(args[^1], result.Error);
        Assert.Contains("Usage:", result.Output);
    }

    [Fact]
    public void VersionAndHelpAreNoErrors()
    {
        var version = ShellProcess.Run("-v", "-Wrong");
        Assert.Matches(@"^MixturePS\.Shell \d+\.\d+\.\d+ \(PowerShell 7\.\d+\.\d+\)\n$", version.Output);
        Assert.Equal(0, version.ExitCode);
        var help = ShellProcess.Run("-?");
        Assert.Contains("-EncodedCommand", help.Output);
        Assert.Equal(0, help.ExitCode);
    }
}
