using System.Text;

namespace MixturePS.Shell.Tests;

public sealed class CommandTests
{
    [Fact]
    public void HasTheModuleAndPlainOutputAtOnce()
    {
        var result = ShellProcess.Run("-nop", "-noni", "-c", """
            (New-MixtureModel -K 2).GetType().Name
            (Get-Command -Module MixturePS).Name -contains 'New-MixtureModel'
            (Get-Module MixturePS).Path -eq [IO.Path]::Combine($env:PSModulePath.Split([IO.Path]::PathSeparator)[0], 'MixturePS', 'MixturePS.dll')
            (Get-Help New-MixtureModel).Name
            "$($Host.Name) $($Host.Version.Major) $($PSVersionTable.PSVersion.Major) $($PSVersionTable.PSEdition)"
            $Host.UI.WriteLine('by the host')
            $Host.UI.WriteLine('Red', 'Black', 'red')
            $PSStyle.Foreground.Green + 'green' + $PSStyle.Reset
            "$HOME" -ne '' -and "$PWD" -eq [Environment]::CurrentDirectory
            $Host.UI.RawUI.WindowSize.Width
            $PSVersionTable
            """);
        Assert.Equal(string.Empty, result.Error);
        Assert.Equal(
            ["MixtureModel", "True", "True", "New-MixtureModel", "MixturePS.Shell 0 7 Core", "by the host", "red", "green", "True", "120"],
            result.Lines[..10]);
        Assert.Contains(result.Lines[10..], line => line.StartsWith("PSEdition  ", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void EncodedCommandKeepsEscapesWhereAsked()
    {
        string command = "$PSStyle.OutputRendering = 'Ansi'; $PSStyle.Foreground.Green + 'ž'; exit 4";
        var result = ShellProcess.Run("-EncodedCommand", Convert.ToBase64String(Encoding.Unicode.GetBytes(command)));
        Assert.StartsWith("\u001b[32mž", result.Output);
        Assert.Equal(4, result.ExitCode);
    }

    [Theory]
    [InlineData("'x'; Get-Nothing", 1, "x\n", "Get-Nothing")]
    [InlineData("'x'; if (", 1, "", "if (")]
    [InlineData("try { throw 'gone' } finally { 'x' }", 1, "x\n", "gone")]
    public void LastCommandDecidesTheExitCode(string command, int code, string output, string error)
    {
        var result = ShellProcess.Run("-Command", command);
        Assert.Equal(code, result.ExitCode);
        Assert.Equal(output, result.Output);
        Assert.Contains(error, result.Error);
    }

    [Fact]
    public void WordsAreJoinedOrAreArguments()
    {
        Assert.Equal("a-b\n", ShellProcess.Run("-Command", "'a-b'", "|", "ForEach-Object", "{", "$_", "}").Output);
        Assert.Equal("2\n-b c\n", ShellProcess.Run("-CommandWithArgs", "$args.Count; $args[1]", "a", "-b c").Output);
    }

    [Fact]
    public void StartsInTheFolderAndTheCultureItIsGiven()
    {
        using var folder = new ScriptFile(string.Empty);
        var result = ShellProcess.Run(
            new Start { Locale = "de_DE.UTF-8", Input = "1\n2\n" },
            "-wd", folder.Folder, "-c", "$PWD.Path; [Environment]::CurrentDirectory; 1.5; $Host.CurrentCulture.Name; ($input | ForEach-Object { 2 * $_ }) -join ' '");
        Assert.Equal([folder.Folder, folder.Folder, "1,5", "de-DE", "2 4"], result.Lines);
    }
}
