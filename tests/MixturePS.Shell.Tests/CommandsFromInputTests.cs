namespace MixturePS.Shell.Tests;

public sealed class CommandsFromInputTests
{
    [Fact]
    public void DashReadsCommandsWithoutAPromptUpToExit()
    {
        const string Input = "1 + 1\nif ($false) {\n    'yes'\n}\nelse {\n    'no'\n}\n\nfunction f {\n    'last'\n}\n\nf\nexit 7\n'after'\n";
        var result = ShellProcess.Run(new Start { Input = Input }, "-Command", "-");
        Assert.Equal(7, result.ExitCode);
        Assert.Equal("2\nno\nlast\n", result.Output);
        Assert.Equal(string.Empty, result.Error);
    }

    [Fact]
    public void WithoutASwitchPromptsAndCommandsAreShown()
    {
        var result = ShellProcess.Run(new Start { Input = "'a'\nforeach ($i in 1..2) {\n$i }" });
        Assert.StartsWith("MixturePS.Shell 0.", result.Lines[0]);
        Assert.Matches(@"^PS .+> 'a'$", result.Lines[1]);
        Assert.Equal("a", result.Lines[2]);
        Assert.Matches(@"^PS .+> foreach \(\$i in 1\.\.2\) \{$", result.Lines[3]);
        Assert.Equal([">> $i }", ">> ", "1", "2"], result.Lines[4..8]);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void NoExitGoesOnAndTheLastCommandDecides()
    {
        using var script = new ScriptFile("$kept = 'kept'; exit 3");
        var result = ShellProcess.Run(new Start { Input = "\"$kept $LASTEXITCODE\"\nGet-Nothing\n" }, "-nol", "-noe", "-File", script.Path);
        Assert.Contains("kept 3", result.Lines);
        Assert.Contains("Get-Nothing", result.Error);
        Assert.Equal(1, result.ExitCode);
    }
}
