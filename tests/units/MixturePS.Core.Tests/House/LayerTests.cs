using System.Reflection;
using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.House;

/// <summary>The core's folders form layers: the types of one use only those above it.</summary>
public sealed partial class LayerTests
{
    private const string Root = "MixturePS.Core";

    /// <summary>The layers, each of which may use those before it. CONTRIBUTING.md describes them.</summary>
    private static readonly string[] Layers =
        ["Foundation", "Random", "Data", "Agreement", "Text", "Clustering", "Files", "Shards", "Evaluation", "Simulation", "Experiments", "Reports"];

    private static readonly Architecture Core = new ArchLoader().LoadAssemblies(typeof(MixtureException).Assembly).Build();

    public static TheoryData<string> LayerNames => [.. Layers];

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void ALayerUsesOnlyThoseAboveIt(string layer)
    {
        var types = Core.Types.Where(type => LayerOf(type) == layer).ToList();
        Assert.NotEmpty(types);
        var allowed = Layers.TakeWhile(name => name != layer).Append(layer).ToHashSet();
        var violations = types
            .SelectMany(type => type.Dependencies, (type, dependency) => (From: type.FullName, To: dependency.Target))
            .Where(use => LayerOf(use.To) is { } target && !allowed.Contains(target))
            .Select(use => $"{use.From} uses {use.To.FullName}")
            .Distinct()
            .ToList();
        if (violations.Count > 0) Assert.Fail(string.Join(Environment.NewLine, violations));
    }

    [Fact]
    public void TheTypesOfFilesReferToEachOtherInNoCircle()
    {
        var uses = Core.Types.Where(type => LayerOf(type) == "Files")
            .GroupBy(Outermost)
            .ToDictionary(group => group.Key, group => group.SelectMany(type => type.Dependencies).Select(use => Outermost(use.Target)).ToHashSet());
        Assert.NotEmpty(uses);

        // Whatever uses none of the rest, or isn't used by it, is in no circle.
        while (true)
        {
            var free = uses.Keys.Where(type => !uses.Keys.Any(other => other != type && uses[type].Contains(other)) || !uses.Keys.Any(other => other != type && uses[other].Contains(type))).ToList();
            if (free.Count == 0) break;
            foreach (string type in free) uses.Remove(type);
        }

        Assert.Empty(uses.Keys);
    }

    [Fact]
    public void EveryTypeIsInALayer()
    {
        var outside = Core.Types.Where(type => IsOurs(type) && !Layers.Contains(LayerOf(type))).Select(type => type.FullName);
        Assert.Empty(outside);
    }

    [Fact]
    public void ACallInTheBodyOfAMethodCounts()
    {
        var type = Core.Types.Single(type => type.FullName == $"{Root}.Agreement.ContingencyCounter");
        Assert.Contains(type.Dependencies, dependency => dependency.Target.FullName == $"{Root}.Foundation.Cancellation");
    }

    [Fact]
    public void AFileIsInTheFolderOfItsLayer()
    {
        string source = SourceFolder();
        var files = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(source, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(files);
        var misplaced = files.Where(path => Namespace().Match(File.ReadAllText(Path.Combine(source, path))).Groups[1].Value != $"{Root}.{path.Split('/')[0]}");
        Assert.Empty(misplaced);
    }

    [Fact]
    public void NoNamespaceHasTheNameOfATypeInIt() =>
        Assert.Empty(Core.Types.Where(type => IsOurs(type) && type.Namespace.FullName.Split('.')[^1] == type.Name).Select(type => type.FullName));

    // A type parameter belongs to no layer; the library takes one for that of another type with the same letter.
    private static bool IsOurs(IType type) => type is not GenericParameter && type.Namespace is not null && (type.Namespace.FullName == Root || type.Namespace.FullName.StartsWith($"{Root}.", StringComparison.Ordinal));

    private static string? LayerOf(IType type) => IsOurs(type) ? type.Namespace.FullName[Root.Length..].TrimStart('.').Split('.')[0] : null;

    // A type with its nested types.
    private static string Outermost(IType type) => type.FullName.Split('+', '/', '`')[0];

    private static string SourceFolder() => typeof(LayerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "CoreSource").Value!;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
