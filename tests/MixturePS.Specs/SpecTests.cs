using System.Collections.Concurrent;
using System.Globalization;
using MixturePS.Specs.Engine;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace MixturePS.Specs;

/// <summary>Runs each spec file once under each culture, with a case for each <c>It</c> and one for the file as a whole.</summary>
public sealed class SpecTests
{
    private const string WholeFile = "";
    private const string Neutral = "en-US";

    /// <summary>
    /// de-DE writes its decimals with commas: text that ought to be the same everywhere shows it there. tr-TR has a capital of i
    /// of its own, and fr-FR groups digits by a space that isn't one; those run what reads and writes text.
    /// </summary>
    private static readonly string[] Cultures = [Neutral, "de-DE", "tr-TR", "fr-FR"];

    private static readonly string[] Telling =
    [
        "ConvertFrom-Dfm", "ConvertTo-Dfm", "ConvertTo-TfIdf", "Discovery", "Export-Dfm", "Export-MixtureModel", "Find-ClusterCount", "Get-ClusterTerm",
        "Import-Dfm", "Invoke-DfmSample", "Measure-ClusterAccuracy", "New-MixtureModel", "Pipeline", "Select-DfmFeature",
    ];

    /// <summary>Where time matters and no text is written.</summary>
    private static readonly string[] Once = ["Stopping"];

    private static readonly ConcurrentDictionary<string, Lazy<SpecFile>> Discovered = new();
    private static readonly ConcurrentDictionary<(string File, string Culture), Lazy<SpecFile>> Runs = new();

    /// <summary>The cases: spec file, culture and name of the test.</summary>
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases() =>
        from culture in Cultures
        from path in SpecFolder.Files
        let file = Path.GetFileName(path)
        where IsRunUnder(culture, file[..file.IndexOf('.', StringComparison.Ordinal)])
        let discovered = Discover(file)
        from row in discovered.Tests.Select(test => Row(file, culture, test.Key, test.Key, test.SkipReason))
            .Append(Row(file, culture, WholeFile, "whole file", SkipReason(discovered)))
        select row;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spec(string file, string culture, string name)
    {
        SpecFile run = Runs.GetOrAdd((file, culture), key => new(() =>
            SpecRunner.Run(Path.Combine(SpecFolder.Path, key.File), CultureInfo.GetCultureInfo(key.Culture)))).Value;
        if (name == WholeFile)
        {
            SpecFailedException.ThrowIfAny(run.Failures, $"{run.Path}: line 1");
            return;
        }

        SpecTest test = run.Tests.SingleOrDefault(test => test.Key == name)
            ?? throw new SpecFailedException([.. run.Failures, new SpecFailure("The test was discovered, and not found again when the file ran.", [])], $"{run.Path}: line 1");
        Assert.SkipWhen(test.Outcome == SpecOutcome.Skipped, test.SkipReason ?? "");
        SpecFailedException.ThrowIfAny(test.Failures, $"{run.Path}: line {test.Line}");
        Assert.Equal(SpecOutcome.Passed, test.Outcome);
    }

    [Fact]
    public void Every_spec_file_is_found_and_has_a_test()
    {
        Assert.NotEmpty(SpecFolder.Files);
        Assert.All(SpecFolder.Files, path => Assert.NotEmpty(Discover(Path.GetFileName(path)).Tests));
    }

    [Fact]
    public void The_cultures_write_numbers_differently() =>
        Assert.Equal(["0.5i I", "0,5i I", "0,5i \u0130", "0,5i I"], Cultures.Select(name => 0.5.ToString(CultureInfo.GetCultureInfo(name)) + "i " + "i".ToUpper(CultureInfo.GetCultureInfo(name))));

    [Theory]
    [MemberData(nameof(Named))]
    public void Every_spec_that_is_named_is_there(string name) =>
        Assert.Contains(SpecFolder.Files, path => Path.GetFileName(path).StartsWith(name + ".", StringComparison.Ordinal));

    public static TheoryData<string> Named => [.. Telling, .. Once];

    private static bool IsRunUnder(string culture, string spec) => culture switch
    {
        Neutral => true,
        "de-DE" => !Once.Contains(spec),
        _ => Telling.Contains(spec),
    };

    private static SpecFile Discover(string file) =>
        Discovered.GetOrAdd(file, name => new(() => SpecRunner.Discover(Path.Combine(SpecFolder.Path, name)))).Value;

    /// <summary>A file that runs nothing here can't be said to have passed.</summary>
    private static string? SkipReason(SpecFile file) =>
        file.Failures.Count == 0 && file.Tests.All(test => test.SkipReason is not null) ? file.Tests[0].SkipReason : null;

    private static TheoryDataRow<string, string, string> Row(string file, string culture, string key, string name, string? skip) =>
        new(file, culture, key)
        {
            TestDisplayName = $"{file} > {name}{(culture == Neutral ? "" : $" ({culture})")}",
            Label = "",
            Skip = skip,
        };
}
