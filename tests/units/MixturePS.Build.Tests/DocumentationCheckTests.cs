namespace MixturePS.Build.Tests;

public sealed class DocumentationCheckTests
{
    [Fact]
    public void ADocumentedCmdletHasNoFault() => Assert.Empty(DocumentationCheck.Check(Fixture.Topic("Invoke-Stew")));

    [Fact]
    public void EachMissingPartOfABareCmdletIsAFault() =>
        Assert.Equal(
            [("MPH002", "Invoke-Bare"), ("MPH003", "Invoke-Bare"), ("MPH004", "Invoke-Bare"), ("MPH008", "Invoke-Bare -Silent"), ("MPH009", "Invoke-Bare -Count")],
            DocumentationCheck.Check(Fixture.Topic("Invoke-Bare")).Select(fault => (fault.Code, fault.Subject)));

    [Fact]
    public void AnExampleWithoutTitleOrCodeOrWithIndentedOutputIsAFault() =>
        Assert.Equal(["MPH004", "MPH005", "MPH006", "MPH007"], DocumentationCheck.Check(Fixture.Topic("Invoke-HalfBare")).Select(fault => fault.Code));

    [Fact]
    public void AModuleWithoutCmdletsIsAFault() => Assert.Equal("MPH001", Assert.Single(DocumentationCheck.Check([])).Code);

    [Fact]
    public void TheToolReportsBuildErrorsAndWritesNothing()
    {
        string output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "help.xml");
        var messages = new StringWriter { NewLine = "\n" };
        int code = Program.Run([Fixture.Faulty, output, "--documentation", Fixture.Documentation(Fixture.Faulty), "--reference", Fixture.Reference], messages);
        Assert.Equal(1, code);
        Assert.False(File.Exists(output));
        string[] lines = messages.ToString().TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.Matches("^MixturePS\\.Help : error MPH\\d{3}: [A-Z].*\\.$", line));
        Assert.Contains("MixturePS.Help : error MPH008: Invoke-Bare -Silent: no description; write a <summary> on its property.", lines);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("one", "two", "three")]
    [InlineData("one", "two", "--reference")]
    [InlineData("no-such-file.dll", "two")]
    public void WrongArgumentsHaveTheirOwnError(params string[] arguments)
    {
        var messages = new StringWriter();
        Assert.Equal(2, Program.Run(arguments, messages));
        Assert.StartsWith("MixturePS.Help : error MPH000: ", messages.ToString(), StringComparison.Ordinal);
    }
}
