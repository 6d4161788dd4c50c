namespace MixturePS.Shell.Tests;

public sealed class CommandLineParserTests
{
    [Theory]
    [InlineData("-Command")]
    [InlineData("-command")]
    [InlineData("-c")]
    [InlineData("--c")]
    [InlineData("/COMM")]
    [InlineData("\u2013Com")]
    public void ACommandMayBeShortenedAndTakesTheRest(string name)
    {
        var line = Parse("-nop", "-NoL", "-noni", name, "a", "-File", "b c");
        Assert.Equal("a -File b c", line.Command);
        Assert.Null(line.Error);
        Assert.Null(line.File);
        Assert.True(line.NonInteractive);
        Assert.False(line.NoExit);
    }

    [Fact]
    public void ReadsTheSwitchesThatCarryAValue()
    {
        var line = Parse("-ep", "bypass", "-ExecutionP", "RemoteSigned", "-of", "text", "-inp", "Text", "-if", "text", "-wo", "/x", "-noe", "-l", "-c", "1");
        Assert.Null(line.Error);
        Assert.Equal("/x", line.WorkingDirectory);
        Assert.True(line.NoExit);
        Assert.Equal("1", line.Command);
    }

    [Fact]
    public void AFileIsTheFirstOtherWordAndTakesTheRest()
    {
        using var script = new ScriptFile(string.Empty);
        ScriptArgument[] expected =
        [
            new("-N", null), new(null, "5"), new("-Flag", false), new("-On", true), new("-Path", "a:b"), new("-Later", "-x"), new(null, "-"), new(null, string.Empty),
        ];
        foreach (string[] start in (string[][])[["-nop", script.Path], ["-File", script.Path], ["-f", script.Path]])
        {
            var line = Parse([.. start, "-N", "5", "-Flag:$false", "-On:true", "-Path:a:b", "-Later:", "-x", "-", ""]);
            Assert.Null(line.Error);
            Assert.Equal(script.Path, line.File);
            Assert.Equal(expected, line.Arguments);
            Assert.False(line.ShowsBanner);
        }
    }

    [Theory]
    [InlineData(true, "-c", "-")]
    [InlineData(true, "-File", "-")]
    [InlineData(false, "-File", "-")]
    public void ADashReadsCommands(bool redirected, params string[] args)
    {
        var line = CommandLineParser.Parse(args, () => redirected);
        Assert.Null(line.Error);
        Assert.True(line.ReadsCommands);
        Assert.Equal(args[0] != "-c", line.ShowsPrompt);
    }

    [Theory]
    [InlineData("-c", "-", "1")]
    [InlineData("-c", "-")]
    [InlineData("-c")]
    [InlineData("-f")]
    [InlineData("-wd")]
    [InlineData("-ec", "no base64!")]
    [InlineData("-ec", "MQA=", "-c", "1")]
    [InlineData("-of", "XML", "-c", "1")]
    [InlineData("-ep", "Sometimes", "-c", "1")]
    [InlineData("-sta", "-c", "1")]
    [InlineData("-ConfigurationName", "x")]
    [InlineData("no such file.ps1")]
    [InlineData("-no such switch")]
    public void WhatCannotBeFollowedIsAnError(params string[] args) => Assert.NotNull(CommandLineParser.Parse(args, () => false).Error);

    [Fact]
    public void AMistakenSwitchIsComparedWithTheOthers()
    {
        string? error = Parse("-directory").Error;
        Assert.Contains("-directory", error);
        Assert.Contains("-workingdirectory", error);
    }

    [Fact]
    public void NothingIsASessionWithABanner()
    {
        var line = Parse();
        Assert.Equal(new CommandLine(), line);
        Assert.True(line.ShowsBanner && line.ShowsPrompt);
    }

    private static CommandLine Parse(params string[] args) => CommandLineParser.Parse(args, () => true);
}
