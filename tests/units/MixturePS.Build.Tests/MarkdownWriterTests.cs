namespace MixturePS.Build.Tests;

public sealed class MarkdownWriterTests
{
    private static readonly IReadOnlyList<CmdletHelp> Topics = Read();
    private static readonly string Stew = MarkdownWriter.Page(Topics.Single(topic => topic.Cmdlet.Name == "Invoke-Stew"));

    [Fact]
    public void APageHasTheSectionsInOrder() =>
        Assert.Equal(
            ["# Invoke-Stew", "## Syntax", "## Description", "## Examples", "## Parameters", "## Inputs", "## Outputs", "## Related links"],
            Stew.Split('\n').Where(line => line.StartsWith("# ", StringComparison.Ordinal) || line.StartsWith("## ", StringComparison.Ordinal)));

    [Fact]
    public void EachParameterSetHasABlockOfItsSyntax()
    {
        Assert.Contains("Parameter set `Pot` (default):\n\n```powershell\nInvoke-Stew -InputObject <Pot> [-Heat <Heat>] [-Cut <string>]", Stew, StringComparison.Ordinal);
        Assert.Contains("Parameter set `Name`:\n\n```powershell\nInvoke-Stew [-Name] <string> [-Amount] <double[]> ", Stew, StringComparison.Ordinal);
        Assert.Contains("Parameter set `Amounts`:\n\n```powershell\nInvoke-Stew [[-Amount] <double[]>] -Lid ", Stew, StringComparison.Ordinal);
        Assert.Contains("[<CommonParameters>]\n```", Stew, StringComparison.Ordinal);
        Assert.All(Stew.Split('\n').Where(line => line.Contains('<', StringComparison.Ordinal)), line => Assert.True(line.Length <= 120));
    }

    [Fact]
    public void CodeAndLinksAreMarkedUpAndMarkdownsOwnCharactersEscaped()
    {
        Assert.Contains("The heat is `Low` or `High`; see `Invoke-Stew` and `Amount`. A \\< B.", Stew, StringComparison.Ordinal);
        Assert.Contains("Three things happen, `true` or not:\n\n* the pot warms;\n* lid: it rattles.\n\n", Stew, StringComparison.Ordinal);
        Assert.Contains("See [the recipe](https://example.org/stew) and `List`.", Stew, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExampleHasItsTitleCodeOutputAndRemarks() =>
        Assert.Contains(
            "### Example 1: Stew once\n\n```powershell\nforeach ($heat in 'Low', 'High') {\n    Invoke-Stew -Amount 1, 2 -Heat $heat\n}\n```\n\n```text\nName  Amount\n----  ------\na          1\n  b        2\n```\n\nIt takes a while.\n\n1. wait\n2. eat\n",
            Stew,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Heat", "The heat.\n\n* `Low`: Hardly warm.\n* `High`: As hot as it gets; not `Low`.\n* `Unsaid`\n\n| Type | `Heat` |\n| --- | --- |\n| Default | `Low` |\n| Required | no |\n| Position | named |\n| Pipeline input | no |\n| Wildcards | no |\n| Aliases | none |")]
    [InlineData("Name", "Which pots, by name.\n\n| Type | `string` |\n| --- | --- |\n| Default | none |\n| Required | yes |\n| Position | 0 |\n| Pipeline input | by value and by property name |\n| Wildcards | yes |\n| Aliases | none |\n| Parameter sets | `Name` |")]
    [InlineData("Seed", "The seed of the stream.\n\n| Type | `ulong` |\n| --- | --- |\n| Default | none |\n| Required | no |\n| Position | named |\n| Pipeline input | no |\n| Wildcards | no |\n| Aliases | `RandomState`, `Rng` |")]
    public void AParameterHasASection(string name, string text) => Assert.Contains($"### -{name}\n\n{text}\n\n", Stew, StringComparison.Ordinal);

    [Fact]
    public void WhatDiffersByParameterSetNamesTheSets()
    {
        Assert.Contains("| Required | yes (`Name`), no (`Amounts`) |\n| Position | 1 (`Name`), 0 (`Amounts`) |", Stew, StringComparison.Ordinal);
        Assert.Contains("| Default | thin, or thick for roots |", Stew, StringComparison.Ordinal);
        Assert.Contains("| Default | off |", Stew, StringComparison.Ordinal);
    }

    [Fact]
    public void TypesAndLinksAreLists()
    {
        Assert.Contains("## Inputs\n\n* `MixturePS.Kitchen.Pot`: A pot with a lid.\n* `System.String`: Which pots, by name.\n", Stew, StringComparison.Ordinal);
        Assert.Contains("* `Stew#Row`\n", Stew, StringComparison.Ordinal);
        Assert.EndsWith("## Related links\n\n* [Test-Typed](Test-Typed.md)\n* [The recipe](https://example.org/stew)\n* [All commands](README.md)\n", Stew, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Heat Low, -Sizes 4 and -Name 'a b' of $pot.Name, $_", "`-Heat Low`, `-Sizes 4` and `-Name 'a b'` of `$pot.Name`, `$_`")]
    [InlineData("a well-Known word, -1 and -x", "a well-Known word, -1 and -x")]
    [InlineData("Test-Typed, not Test-TypedPot", "[Test-Typed](Test-Typed.md), not Test-TypedPot")]
    [InlineData("a * b_c _d_ [e] `f` &amp;", "a \\* b_c \\_d\\_ \\[e\\] \\`f\\` \\&amp;")]
    public void WordsAreMarkedUpByTheirForm(string text, string markdown) => Assert.Equal(markdown, new MarkdownProse([.. Topics.Select(topic => topic.Cmdlet)]).Words(text));

    [Fact]
    public void PagesOfCmdletsThatAreGoneAreRemovedAndOtherFilesKept()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Invoke-Gone.md"), MarkdownWriter.Mark + "\n");
            File.WriteAllText(Path.Combine(folder, "notes.md"), "mine\n");
            MarkdownWriter.Write(Topics, folder);
            Assert.Equal(["Invoke-Stew.md", "README.md", "Test-Typed.md", "notes.md"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ACmdletThatTheIndexLacksIsAFault() =>
        Assert.Equal([("MPH010", "Invoke-Stew"), ("MPH010", "Test-Typed")], DocumentationCheck.CheckIndex(Topics).Select(fault => (fault.Code, fault.Subject)));

    private static IReadOnlyList<CmdletHelp> Read()
    {
        using var reader = new CmdletReader(Fixture.Documented, [Fixture.Reference]);
        var cmdlets = reader.Read();
        return CmdletHelp.Build(cmdlets, new XmlDocumentation([Fixture.Documentation(Fixture.Documented)]), new MarkdownProse(cmdlets));
    }
}
