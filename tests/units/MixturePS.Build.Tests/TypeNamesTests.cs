namespace MixturePS.Build.Tests;

public sealed class TypeNamesTests
{
    /// <summary>The specs compare the syntax of Test-Typed, and thereby each short name, with PowerShell's own.</summary>
    [Fact]
    public void TheFixtureHasAParameterOfEachTypeWithAShortName() =>
        Assert.Empty(TypeNames.Accelerators.Values.Except(
            Fixture.Topic("Test-Typed").Parameters.Select(help => help.Parameter.Type.ShortName.Split('[')[0])));
}
