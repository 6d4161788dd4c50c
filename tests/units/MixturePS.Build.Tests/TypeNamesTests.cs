namespace MixturePS.Build.Tests;

public sealed class TypeNamesTests
{
    /// <summary>The specs compare the syntax of Test-Typed with PowerShell's own, and with it each short name.</summary>
    [Fact]
    public void TheFixtureHasAParameterOfEachTypeWithAShortName() =>
        Assert.Empty(TypeNames.Accelerators.Values.Except(
            Fixture.Topic("Test-Typed").Parameters.Select(help => help.Parameter.Type.ShortName.Split('[')[0])));
}
