using System.Xml.Linq;

namespace MixturePS.Build.Tests;

/// <summary>Holds the syntax of the help, made without the engine, to what the engine itself says.</summary>
public sealed class SyntaxTests
{
    [Theory]
    [InlineData("Invoke-Stew")]
    [InlineData("Invoke-Bare")]
    [InlineData("Test-Typed")]
    public void TheSyntaxIsTheEnginesOwn(string cmdlet)
    {
        var expected = Fixture.Engine.Strings($"(Get-Command {cmdlet}).ParameterSets.ForEach{{ '{cmdlet} ' + $_ }}")
            .Select(line => line.Replace(" [-Hidden]", "", StringComparison.Ordinal));
        var items = Fixture.Document(cmdlet).Descendants(Fixture.Command + "syntaxItem");
        Assert.Equal(expected, items.Select(item => $"{cmdlet} {string.Join(' ', item.Elements(Fixture.Command + "parameter").Select(Text))} [<CommonParameters>]"));
    }

    [Fact]
    public void EveryShortTypeNameIsHeldToTheEngine() =>
        Assert.Empty(TypeNames.Accelerators.Values.Except(
            Fixture.Topic("Test-Typed").Parameters.Select(help => help.Parameter.Type.ShortName.Split('[')[0])));

    private static string Text(XElement parameter)
    {
        string name = "-" + parameter.Element(Fixture.Maml + "name")!.Value;
        string value = parameter.Element(Fixture.Command + "parameterValue") is { } type ? $" <{type.Value}>" : "";
        if (parameter.Attribute("position")!.Value != "named") name = $"[{name}]";
        return parameter.Attribute("required")!.Value == "true" ? name + value : $"[{name}{value}]";
    }
}
