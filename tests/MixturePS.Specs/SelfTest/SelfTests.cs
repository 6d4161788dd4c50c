using System.Globalization;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.SelfTest;

/// <summary>
/// Holds the runner to Pester: the sample files beside this one say in each test's name what becomes of it, and
/// Compare-Pester.ps1 holds Pester itself to the same names.
/// </summary>
public sealed class SelfTests
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly Dictionary<string, SpecFile> Runs = [];
    private static readonly string Folder = Path.Combine(SpecFolder.Path, "MixturePS.Specs", "SelfTest");

    private static readonly Dictionary<string, SpecOutcome> Words = new()
    {
        ["passes"] = SpecOutcome.Passed,
        ["fails"] = SpecOutcome.Failed,
        ["skips"] = SpecOutcome.Skipped,
    };

    public static TheoryData<string, int> Samples() => new()
    {
        { "Assertions.ps1", 78 },
        { "Errors.ps1", 35 },
        { "Scopes.ps1", 27 },
        { "Skips.ps1", 9 },
        { "Loud/Words.ps1", 8 },
    };

    public static TheoryData<string, string> Unsupported() => new()
    {
        { "Operator", "Should -FileContentMatch isn't supported" },
        { "Mock", "Mock isn't supported" },
        { "InModuleScope", "InModuleScope isn't supported" },
        { "NewShould", "Should-Be isn't supported" },
        { "Parameter", "It -AllowNullOrEmptyForEach isn't supported" },
        { "SoftAssertion", "Should -ErrorAction isn't supported" },
        { "Inconclusive", "Set-ItResult -Inconclusive isn't supported" },
        { "ParamBlock", "A param block in It" },
        { "NoCases", "-ForEach without a value" },
        { "TwoSetups", "A second BeforeAll in a block" },
        { "EachOutside", "BeforeEach outside of Describe" },
        { "ItOutside", "It outside of Describe" },
        { "NoTest", "The file has no It" },
        { "DiscoveryError", "in discovery" },
        { "ParseError", "Missing '(' after 'if'" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Tests_come_out_as_their_names_say(string file, int count)
    {
        SpecFile run = Run(file);
        Assert.Equal(count, run.Tests.Count);
        Assert.All(run.Tests, test => Assert.True(
            test.Outcome == Words[test.Name.Split([' ', ',', ':'])[0]],
            $"{test.Key}: {test.Outcome}\n{string.Join("\n", test.Failures)}"));
        Assert.All(run.Tests, test => Assert.Equal(test.Outcome == SpecOutcome.Failed, test.Failures.Count > 0));
        Assert.All(run.Tests, test => Assert.Equal(test.Outcome == SpecOutcome.Skipped, test.SkipReason is not null));
    }

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_is_not_supported_fails_the_file(string file, string message)
    {
        SpecFile run = Run($"Unsupported/{file}.ps1");
        SpecFailure failure = Assert.Single(run.Failures);
        Assert.Contains(message, failure.Message);
        Assert.Contains($"{file}.ps1: line ", Assert.IsType<string>(failure.Trace is [var first, ..] ? first : null));
        Assert.All(run.Tests, test => Assert.Equal(SpecOutcome.NotRun, test.Outcome));
    }

    [Fact]
    public void Discovery_finds_the_tests_of_a_run_without_running_them()
    {
        SpecFile found = SpecRunner.Discover(Path.Combine(Folder, "Scopes.ps1"));
        Assert.Equal(Run("Scopes.ps1").Tests.Select(test => test.Key), found.Tests.Select(test => test.Key));
        Assert.All(found.Tests, test => Assert.Equal(SpecOutcome.NotRun, test.Outcome));
    }

    [Fact]
    public void Names_are_expanded_with_the_data()
    {
        string[] names = Run("Scopes.ps1").Tests.Select(test => test.Key).Where(key => key.Contains("with")).ToArray();
        Assert.Equal(
        [
            "Cases > passes with one as 1", "Cases > passes with two as 2", "Cases > passes with 1", "Cases > passes with 2",
            "Cases > passes with property and <a>", "Cases > passes with null", "Cases > passes with a value from BeforeEach",
            "Cases > Block one > passes with the data of the block: one x", "Cases > Block one > passes with $_ of the block",
            "Cases > Block two > passes with the data of the block: two x", "Cases > Block two > passes with $_ of the block",
        ], names);
    }

    [Fact]
    public void A_failure_says_what_was_expected_and_where()
    {
        SpecTest test = Find(Run("Assertions.ps1"), "fails for an array that differs inside");
        SpecFailure failure = Assert.Single(test.Failures);
        Assert.Equal(
            "Should -Be doesn't hold.\n  expected: @(1, 5, 3)\n  actual:   @(1, 2, 3)\n  first difference at [1]: expected 5, actual 2",
            failure.Message);
        Assert.Equal($"{Path.Combine(Folder, "Assertions.ps1")}: line {test.Line}", failure.Trace[0]);
    }

    [Fact]
    public void A_failed_setup_or_teardown_fails_the_file()
    {
        string[] messages = Run("Errors.ps1").Failures.Select(failure => failure.Message).ToArray();
        Assert.Equal(
        [
            "BeforeAll of 'A setup that fails': no setup\n  in: BeforeAll { $before = 1; throw 'no setup' }",
            "AfterAll of 'A teardown that fails': no teardown\n  in: AfterAll { throw 'no teardown' }",
        ], messages);
    }

    [Fact]
    public void A_skipped_test_says_why()
    {
        SpecFile run = Run("Skips.ps1");
        Assert.Equal("there is no network", Find(run, "skips while it runs").SkipReason);
        Assert.Equal(2, run.Tests.Count(test => test.SkipReason?.Contains("FullPowerShell") == true));
    }

    private static SpecTest Find(SpecFile file, string name) => file.Tests.Single(test => test.Name == name);

    private static SpecFile Run(string file) =>
        Runs.TryGetValue(file, out SpecFile? run) ? run : Runs[file] = SpecRunner.Run(Path.Combine(Folder, file), German);
}
