using System.Reflection;
using System.Text.RegularExpressions;

namespace MixturePS.Build.Tests.Errors;

/// <summary>Compares the page of errors with the code, and checks that tests cover every error.</summary>
public sealed partial class ErrorPageTests
{
    private const string Update = "MIXTUREPS_UPDATE";
    private const string Command = Update + "=1 dotnet test tests/units/MixturePS.Build.Tests -c Release --filter ErrorPageTests";

    private static readonly string Root = Path.GetFullPath(Path.Combine(Metadata("ModuleOutput"), "..", ".."));
    private static readonly Lazy<IReadOnlyList<ErrorFactory>> Factories = new(Find);

    [Fact]
    public void EveryErrorStatesItsCauseAndRemedy()
    {
        Assert.NotEmpty(Factories.Value);
        string[] bare = [.. Factories.Value.Where(factory => factory.When.Length == 0 || factory.Cure.Length == 0).Select(factory => factory.Name)];
        Assert.True(bare.Length == 0, $"Give {string.Join(", ", bare)} a <summary> that says what happened, and <remarks> that say what to do.");
    }

    [Fact]
    public void ThePageMatchesTheCode()
    {
        string path = Path.Combine(Root, "docs", "errors.md"), text = ErrorPage.Text(Factories.Value);
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text, $"docs/errors.md is out of date. Regenerate it with: {Command}");
    }

    [Fact]
    public void EveryIdIsRaisedInATest()
    {
        string[] untested = [.. Untested(Factories.Value.Select(factory => factory.Id), TestSources())];
        Assert.True(untested.Length == 0, $"No test or spec asserts {string.Join(", ", untested)}. Write one that raises the error and names the id in quotes.");
    }

    [Fact]
    public void AnUntestedIdIsFound() =>
        Assert.Equal(["Neither", "Part"], Untested(["Here", "There", "Neither", "Part"], ["Should -Throw -ErrorId 'Here,*'; PartOfIt", "Id(\"There\"); \"PartOfIt\" // Neither"]));

    [Fact]
    public void ErrorRecordsAreCreatedOnlyInTheCatalogue()
    {
        string sources = Path.Combine(Root, "src", "MixturePS");
        var strays = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Skipped().IsMatch(Path.GetRelativePath(sources, file)) && Making().IsMatch(File.ReadAllText(file)));
        Assert.Empty(strays.Select(file => $"{file} creates an error record. Move it to Errors/ErrorCatalogue.cs, where the page of errors finds it."));
    }

    private static IEnumerable<string> Untested(IEnumerable<string> ids, IReadOnlyList<string> sources) => ids.Distinct(StringComparer.Ordinal)
        .Where(id => !sources.Any(source => Regex.IsMatch(source, $"""["']{id}["',*]""")));

    private static IReadOnlyList<string> TestSources()
    {
        string tests = Path.Combine(Root, "tests"), here = Path.Combine("MixturePS.Build.Tests", "Errors");
        return [.. Directory.EnumerateFiles(tests, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".ps1" && !file.Contains(here, StringComparison.Ordinal) && !Skipped().IsMatch(Path.GetRelativePath(tests, file)))
            .Select(File.ReadAllText)];
    }

    private static IReadOnlyList<ErrorFactory> Find()
    {
        var module = ModuleContext.Load(Metadata("ModuleOutput"));
        string comments = Metadata("ModuleDocumentation");
        return ErrorFactory.Find(module, new XmlDocumentation([Path.Combine(comments, "MixturePS.xml"), Path.Combine(comments, "MixturePS.Core.xml"), Path.Combine(comments, "MixturePS.Plots.xml")]));
    }

    private static string Metadata(string key) =>
        typeof(ErrorPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;

    [GeneratedRegex(@"(^|[\\/])(bin|obj|Errors)[\\/]")]
    private static partial Regex Skipped();

    [GeneratedRegex(@"new\s+ErrorRecord\s*\(")]
    private static partial Regex Making();
}
