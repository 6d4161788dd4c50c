using System.Globalization;
using System.Xml.Linq;

namespace MixturePS.Build.Tests;

public sealed class MamlWriterTests
{
    private static readonly XElement Stew = Fixture.Document("Invoke-Stew");

    [Fact]
    public void TheSynopsisAndTheDescriptionAreTheClassComment()
    {
        Assert.Equal("Stews what is in a Pot, slowly.", Stew.Element(Fixture.Command + "details")!.Element(Fixture.Maml + "description")!.Value);
        Assert.Equal(
            ["The heat is Low or High; see Invoke-Stew and Amount. A < B.", "Three things happen, true or not:", "* the pot warms;\n* lid: it rattles.", "See the recipe (https://example.org/stew) and List."],
            Paragraphs(Stew));
    }

    [Theory]
    [InlineData("Amount", "false", "1", "false", "Grams", "false", "double[]", "None")]
    [InlineData("InputObject", "true", "named", "true (ByValue)", "none", "false", "Pot", "None")]
    [InlineData("Name", "true", "0", "true (ByValue, ByPropertyName)", "none", "true", "string", "None")]
    [InlineData("Heat", "false", "named", "false", "none", "false", "Heat", "Low")]
    [InlineData("Cut", "false", "named", "false", "none", "false", "string", "thin, or thick for roots")]
    [InlineData("Lid", "true", "named", "false", "none", "false", "switch", "False")]
    [InlineData("Minutes", "false", "named", "false", "none", "false", "double", "3")]
    [InlineData("Seed", "false", "named", "false", "RandomState, Rng", "false", "ulong", "None")]
    [InlineData("WhatIf", "false", "named", "false", "wi", "false", "switch", "False")]
    [InlineData("Confirm", "false", "named", "false", "cf", "false", "switch", "False")]
    public void AParameterHasItsAttributes(string name, string required, string position, string pipeline, string aliases, string wildcards, string type, string standard)
    {
        var parameter = Parameter(name);
        string[] attributes = [.. new[] { "required", "position", "pipelineInput", "aliases", "globbing" }.Select(attribute => parameter.Attribute(attribute)!.Value)];
        Assert.Equal([required, position, pipeline, aliases, wildcards], attributes);
        Assert.Equal(type, parameter.Element(Fixture.Command + "parameterValue")!.Value);
        Assert.Equal(standard, parameter.Element(Fixture.Dev + "defaultValue")!.Value);
    }

    [Theory]
    [InlineData("Amount", "How many grams of each.|One per value.")]
    [InlineData("Seed", "The seed of the stream.")]
    [InlineData("Minutes", "How long, in minutes.")]
    public void AParameterHasItsPropertysCommentEvenIfInherited(string name, string text) => Assert.Equal(text.Split('|'), Paragraphs(Parameter(name)));

    [Fact]
    public void ParametersAreInAlphabeticalOrderWithoutTheHiddenOne() =>
        Assert.Equal(
            ["Amount", "Confirm", "Cut", "Heat", "InputObject", "Lid", "Minutes", "Name", "Seed", "Sizes", "WhatIf"],
            Stew.Element(Fixture.Command + "parameters")!.Elements().Select(parameter => parameter.Element(Fixture.Maml + "name")!.Value));

    [Fact]
    public void ValuesAreListedWithTheirDescriptions()
    {
        var values = Parameter("Heat").Element(Fixture.Dev + "possibleValues")!.Elements()
            .Select(value => (value.Element(Fixture.Dev + "value")!.Value, value.Element(Fixture.Maml + "description")?.Value));
        Assert.Equal([("Low", "Hardly warm."), ("High", "As hot as it gets; not Low."), ("Unsaid", null)], values);
        var group = Stew.Descendants(Fixture.Command + "syntaxItem").First().Descendants(Fixture.Command + "parameterValueGroup").Last();
        Assert.Equal(["thin", "thick"], group.Elements().Select(value => value.Value));
    }

    [Fact]
    public void InputsAndOutputsHaveTheDescriptionsOfTheirTypes()
    {
        const string Pot = "MixturePS.Kitchen.Pot";
        Assert.Equal([(Pot, "A pot with a lid."), ("System.String", "Which pots, by name.")], Types("inputTypes"));
        Assert.Equal([(Pot, "A pot with a lid."), ("System.Double[]", ""), ("Stew#Row", "")], Types("returnValues"));
    }

    [Fact]
    public void AnExampleSeparatesCodeOutputAndRemarks()
    {
        var example = Stew.Descendants(Fixture.Command + "example").First();
        Assert.Matches("^-+ Example 1: Stew once -+$", example.Element(Fixture.Maml + "title")!.Value);
        Assert.Equal("foreach ($heat in 'Low', 'High') {\n    Invoke-Stew -Amount 1, 2 -Heat $heat\n}", example.Element(Fixture.Dev + "code")!.Value);
        Assert.Equal("Name  Amount\n----  ------\na          1\n  b        2", example.Element(Fixture.Dev + "results")!.Value);
        Assert.Equal("It takes a while.\n\n1. wait\n2. eat", example.Element(Fixture.Dev + "remarks")!.Value);
    }

    [Fact]
    public void LinksNameCmdletsAndAddresses()
    {
        var links = Stew.Descendants(Fixture.Maml + "navigationLink").Select(link => (link.Element(Fixture.Maml + "linkText")!.Value, link.Element(Fixture.Maml + "uri")!.Value));
        Assert.Equal([("Online version:", "https://example.org/help/stew"), ("Test-Typed", ""), ("The recipe", "https://example.org/stew")], links);
    }

    [Fact]
    public void TheBytesAreTheSameInAnyCulture()
    {
        byte[] here = Bytes();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            using var stream = new MemoryStream();
            MamlWriter.Write(Fixture.Read(Fixture.Documented), stream);
            Assert.Equal(here, stream.ToArray());
            Assert.Equal("2.5", Fixture.Read(Fixture.Faulty).Single(topic => topic.Cmdlet.Name == "Invoke-HalfBare").Parameters.Single(help => help.Parameter.Name == "Minutes").Parameter.Default);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal((byte)'<', here[0]);
        Assert.DoesNotContain((byte)'\r', here);
    }

    private static byte[] Bytes()
    {
        using var stream = new MemoryStream();
        MamlWriter.Write(Fixture.Topics, stream);
        return stream.ToArray();
    }

    private static XElement Parameter(string name) =>
        Stew.Element(Fixture.Command + "parameters")!.Elements().Single(parameter => parameter.Element(Fixture.Maml + "name")!.Value == name);

    private static IEnumerable<string> Paragraphs(XElement element) => element.Element(Fixture.Maml + "description")!.Elements().Select(paragraph => paragraph.Value);

    private static IEnumerable<(string Name, string Text)> Types(string section) =>
        Stew.Element(Fixture.Command + section)!.Elements()
            .Select(type => (type.Element(Fixture.Dev + "type")!.Element(Fixture.Maml + "name")!.Value, type.Element(Fixture.Maml + "description")!.Value));
}
