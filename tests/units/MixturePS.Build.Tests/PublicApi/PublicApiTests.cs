using System.Management.Automation;
using System.Reflection;

namespace MixturePS.Build.Tests.PublicApi;

/// <summary>Compares the public surface, on which scripts and other assemblies rely, with the recorded one, so that a review shows each change.</summary>
public sealed class PublicApiTests
{
    private const string Update = "MIXTUREPS_UPDATE";

    private static readonly string Module = Data("ModuleOutput");
    private static readonly string Written = Path.Combine(Data("ProjectFolder"), "PublicApi", "PublicApi.txt");

    [Fact]
    public void ThePublicSurfaceIsTheRecordedOne()
    {
        string[] actual = [.. Surface()];
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(Written, string.Join('\n', actual) + "\n");
        string[] expected = File.ReadAllLines(Written);
        var gone = expected.Except(actual).Select(line => "- " + line);
        var come = actual.Except(expected).Select(line => "+ " + line);
        string[] changes = [.. gone.Concat(come)];
        Assert.True(
            changes.Length == 0,
            $"The public surface has changed. If this is intended, run the test with {Update}=1 in the environment and commit {Path.GetFileName(Written)}:\n{string.Join('\n', changes)}");
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void NoPackageTypeIsInThePublicSurface()
    {
        string[] packages = ["CsvHelper", "J2N", "Lucene", "MathNet", "ScottPlot", "SkiaSharp", "HarfBuzzSharp"];
        Assert.DoesNotContain(Surface(), line => packages.Any(package => line.Contains(package + ".", StringComparison.Ordinal)));
    }

    private static List<string> Surface()
    {
        string cmdlets = Path.Combine(Module, "MixturePS.dll");
        string[] folders =
        [
            Module,
            Path.Combine(Module, "deps"),
            Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!,
            Path.GetDirectoryName(typeof(object).Assembly.Location)!,
        ];
        using var context = new MetadataLoadContext(new PathAssemblyResolver(folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll"))));
        using var reader = new CmdletReader(cmdlets, folders[1..]);
        string[] core = [.. Directory.GetFiles(folders[1], "MixturePS.*.dll")];
        var lines = reader.Read().SelectMany(ApiText.Of)
            .Concat(core.Append(cmdlets).SelectMany(path => ApiText.Of(context.LoadFromAssemblyPath(path))));
        return [.. lines.Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Data(string key) =>
        typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
