namespace MixturePS.Shell.Tests;

public sealed class FileTests
{
    // A program that fails, under the system's own command interpreter.
    private static readonly string FailingProgram = OperatingSystem.IsWindows() ? "cmd /c exit 7" : "/bin/sh -c 'exit 7'";

    [Fact]
    public void BindsArgumentsKeepsStreamsApartAndReturnsTheExitCode()
    {
        using var script = new ScriptFile($$"""
            param([int] $N, [switch] $Flag, [switch] $Off, [string] $Name)
            "N=$N Flag=$Flag Off=$Off Name=$Name"
            "args=$($args.Count):$($args -join '|')"
            $PSScriptRoot
            $PSCommandPath
            $MyInvocation.MyCommand.Path
            'žluťoučký → 東京 🎉'
            function Write-All {
                [CmdletBinding()] param()
                $PSCmdlet.WriteWarning('to be warned')
                $PSCmdlet.WriteVerbose('to be verbose')
                $PSCmdlet.WriteDebug('to be debugged')
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'progressing', 'now'))
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('to be mended ü'), 'Id', 'InvalidData', $null))
            }
            $VerbosePreference = $DebugPreference = 'Continue'
            Write-All
            {{FailingProgram}}
            "program=$LASTEXITCODE"
            & { exit 3 }
            'not reached'
            """);
        var result = ShellProcess.Run("-NoProfile", "-f", script.Path, "-N", "5", "-Flag", "-Off:$false", "-Name:a b", "word", "two words");
        Assert.Equal(
            [
                "N=5 Flag=True Off=False Name=a b", "args=2:word|two words", script.Folder, script.Path, script.Path, "žluťoučký → 東京 🎉",
                "WARNING: to be warned", "VERBOSE: to be verbose", "DEBUG: to be debugged", "program=7",
            ],
            result.Lines);
        Assert.Contains("to be mended ü", result.Error);
        Assert.DoesNotContain("progressing", result.Error);
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public void AnErrorThatEndsTheScriptIsOneAndTellsWhere()
    {
        using var script = new ScriptFile("'before'\nthrow 'it broke'\n'after'\n");
        var result = ShellProcess.Run(script.Path);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("before\n", result.Output);
        Assert.Contains("it broke", result.Error);
        Assert.Contains($"{script.Path}:2", result.Error);
    }

    [Fact]
    public void AParseErrorIsOneAndRunsNothing()
    {
        using var script = new ScriptFile("'before'\nif (1 { 2 }\n");
        var result = ShellProcess.Run("-File", script.Path);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(string.Empty, result.Output);
        Assert.Contains($"{script.Path}:2", result.Error);
    }

    [Fact]
    public void NeitherAFailedProgramNorTheExitOfAnotherScriptIsTheExitCode()
    {
        using var other = new ScriptFile("exit 5");
        using var script = new ScriptFile($"& '{other.Path}'\n\"other=$LASTEXITCODE\"\n{FailingProgram}\n", "no-extension");
        var result = ShellProcess.Run("-File", script.Path);
        Assert.Equal("other=5\n", result.Output);
        Assert.Equal(0, result.ExitCode);

        File.Move(script.Path, script.Path + ".ps1");
        Assert.Equal(0, ShellProcess.Run("-File", script.Path + ".ps1").ExitCode);
    }

    [Fact]
    public void InputHasTheLinesOfStandardInput()
    {
        using var script = new ScriptFile("param($Mark) foreach ($line in $input) { \"$Mark$line\" }");
        var result = ShellProcess.Run(new Start { Input = "ä\nb" }, "-File", script.Path, ">");
        Assert.Equal(new ShellResult(0, ">ä\n>b\n", string.Empty), result);
    }

    [Fact]
    public void AMissingParameterIsAskedForUnlessNothingMayBe()
    {
        using var script = new ScriptFile("param([Parameter(Mandatory)] [int] $N, [Parameter(Mandatory)] [string[]] $Word) $N + 1; $Word.Count");
        var asked = ShellProcess.Run(new Start { Input = "41\na\nb\n\n" }, "-File", script.Path);
        Assert.Equal(["42", "2"], asked.Lines[^2..]);
        Assert.Contains("N: 41", asked.Lines);

        var refused = ShellProcess.Run(new Start { Input = "41\na\n\n" }, "-NonInteractive", "-File", script.Path);
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(string.Empty, refused.Output);
        Assert.Contains("N", refused.Error);
    }
}
