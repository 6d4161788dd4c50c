using System.Management.Automation.Language;

namespace MixturePS.Specs.Engine;

/// <summary>
/// Finds what a spec file takes from Pester that this runner doesn't have. It looks at the text, so that
/// a use that would be reached by no test, or be caught by one, is found too.
/// </summary>
internal static class UnsupportedUse
{
    private static readonly string[] Block = ["Name", "Fixture", "Tag", "ForEach", "Skip"];
    private static readonly string[] Setup = ["Scriptblock"];

    private static readonly Dictionary<string, string[]> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Describe"] = Block,
        ["Context"] = Block,
        ["It"] = ["Name", "Test", "Tag", "ForEach", "TestCases", "Skip"],
        ["BeforeDiscovery"] = Setup,
        ["BeforeAll"] = Setup,
        ["BeforeEach"] = Setup,
        ["AfterEach"] = Setup,
        ["AfterAll"] = Setup,
        ["Set-ItResult"] = ["Skipped", "Because"],
        ["Should"] =
        [
            "ActualValue", "Not", "Because", "ExpectedValue", "RegularExpression", "ExpectedType", "ExpectedMessage",
            "ErrorId", "ExceptionType", "PassThru", "Be", "BeExactly", "BeTrue", "BeFalse", "BeNullOrEmpty",
            "BeOfType", "BeGreaterThan", "BeGreaterOrEqual", "BeLessThan", "BeLessOrEqual", "BeIn", "BeLike",
            "BeLikeExactly", "Match", "MatchExactly", "Contain", "HaveCount", "Throw", "Exist",
        ],
    };

    private static readonly HashSet<string> OtherCommands = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add-AssertionOperator", "Add-ShouldOperator", "Assert-MockCalled", "Assert-VerifiableMock",
        "ConvertTo-JUnitReport", "ConvertTo-NUnitReport", "ConvertTo-Pester4Result", "Export-JUnitReport",
        "Export-NUnitReport", "Get-AssertionOperator", "Get-ShouldOperator", "InModuleScope", "Invoke-Pester", "Mock",
        "New-Fixture", "New-MockObject", "New-PesterConfiguration", "New-PesterContainer",
    };

    /// <summary>The unsupported uses in a file, or what keeps it from being parsed.</summary>
    public static IEnumerable<SpecFailure> FindIn(string path)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        foreach (ParseError error in errors)
            yield return At(error.Message, error.Extent);
        foreach (CommandAst command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            string name = command.GetCommandName() ?? "";
            if (OtherCommands.Contains(name) || name.StartsWith("Should-", StringComparison.OrdinalIgnoreCase))
                yield return At(new SpecUnsupportedException(name).Message, command.Extent);
            if (!Parameters.TryGetValue(name, out string[]? known))
                continue;
            foreach (CommandParameterAst parameter in command.CommandElements.OfType<CommandParameterAst>())
            {
                if (!known.Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase))
                    yield return At(new SpecUnsupportedException($"{name} -{parameter.ParameterName}").Message, parameter.Extent);
            }
        }
    }

    private static SpecFailure At(string message, IScriptExtent extent) =>
        new(message, [$"{extent.File}: line {extent.StartLineNumber}"]);
}
