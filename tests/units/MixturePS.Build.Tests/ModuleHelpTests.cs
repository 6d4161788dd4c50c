using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace MixturePS.Build.Tests;

/// <summary>The help of the built module, read by the engine.</summary>
public sealed class ModuleHelpTests
{
    private static readonly string Folder =
        typeof(ModuleHelpTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleOutput").Value!;

    private static readonly Engine Engine = new(Path.Combine(Folder, "MixturePS.psd1"));

    public static TheoryData<string> Cmdlets => [.. Engine.Strings("$module.ExportedCmdlets.Keys")];

    [Fact]
    public void NewMixtureModelHasItsHelp()
    {
        string text = Engine.Show("Get-Help New-MixtureModel -Full");
        Assert.Contains("- Example 2: ", text, StringComparison.Ordinal);
        foreach (string shown in Engine.Strings("$help = Get-Help New-MixtureModel -Full; $help.Synopsis; $help.examples.example.title; $help.parameters.parameter.ForEach{ '-' + $_.name }"))
            Assert.Contains("    " + shown.Trim(), text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void TheHelpIsWholeAndOfTheCmdletThatIsThere(string cmdlet)
    {
        // Where there is no help file, the engine makes a synopsis of the syntax and no description at all.
        Assert.DoesNotContain("[<CommonParameters>]", Assert.Single(Engine.Strings($"(Get-Help {cmdlet} -Full).Synopsis")), StringComparison.Ordinal);
        Assert.NotEmpty(string.Concat(Engine.Strings($"(Get-Help {cmdlet} -Full).description.Text")).Trim());
        Assert.True(Engine.Strings($"(Get-Help {cmdlet} -Full).examples.example.code").Count >= 2);
        var expected = Engine.Strings($"(Get-Command {cmdlet}).Parameters.Values.Where{{ $_.Attributes.Where{{ $_ -is [Parameter] -and -not $_.DontShow }} }}.Name");
        Assert.Equal(
            expected.Except(Cmdlet.CommonParameters).Order(StringComparer.OrdinalIgnoreCase),
            Engine.Strings($"(Get-Help {cmdlet} -Full).parameters.parameter.ForEach{{ $_.name }}"));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void ExamplesUseTheModuleAsItIs(string cmdlet)
    {
        foreach (string code in Engine.Strings($"(Get-Help {cmdlet} -Full).examples.example.code"))
        {
            var script = Parser.ParseInput(code, out _, out var errors);
            Assert.Empty(errors);
            foreach (var command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                string name = command.GetCommandName();
                if (!Cmdlets.Any(row => row.Data == name)) continue;
                foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
                    Assert.Single(Engine.Run($"(Get-Command {name}).ResolveParameter('{parameter.ParameterName}')"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void TheDefaultThatIsToldIsTheOneThatIsThere(string cmdlet)
    {
        var type = (Type)Engine.Run($"(Get-Command {cmdlet}).ImplementingType").Single().BaseObject;
        AssertDefaults(Activator.CreateInstance(type)!);
    }

    [Fact]
    public void TheFixturesTellTheirDefaults() => AssertDefaults(new Fixtures.InvokeStewCommand());

    [Fact]
    public void ADefaultThatIsToldWrongIsFound() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertDefaults(new Fixtures.InvokeStewCommand { Minutes = 4 }));

    private static void AssertDefaults(object cmdlet)
    {
        foreach (var property in cmdlet.GetType().GetProperties())
        {
            // Words may say more than a value can; a property that is null leaves its default to what the cmdlet calls.
            if (property.GetCustomAttribute<PSDefaultValueAttribute>() is { Help: null or "" } told && property.GetValue(cmdlet) is { } value)
                Assert.Equal(value, LanguagePrimitives.ConvertTo(told.Value, property.PropertyType, CultureInfo.InvariantCulture));
        }
    }
}
