using System.Management.Automation;
using System.Reflection;

namespace MixturePS.Build.Tests;

/// <summary>Compares the committed pages of the cmdlets, docs/commands, with the cmdlets' comments.</summary>
public sealed class CommandPagesTests
{
    private const string Update = "MIXTUREPS_UPDATE";
    private const string Command = "./build.ps1 Build, or " + Update + "=1 dotnet test tests/units/MixturePS.Build.Tests -c Release --filter CommandPagesTests";

    private static readonly string Folder = Path.GetFullPath(Path.Combine(Data("ModuleOutput"), "..", "..", "docs", "commands"));
    private static readonly Lazy<IReadOnlyList<CmdletHelp>> Topics = new(Read);

    [Fact]
    public void ThePagesAreThoseOfTheComments()
    {
        if (Environment.GetEnvironmentVariable(Update) == "1") MarkdownWriter.Write(Topics.Value, Folder);
        var pages = MarkdownWriter.Pages(Topics.Value);
        string[] old = [.. pages.Where(page => !IsCurrent(page.Key, page.Value)).Select(page => page.Key), .. MarkdownWriter.Strays(pages, Folder).Select(path => Path.GetFileName(path))];
        Assert.True(old.Length == 0, $"docs/commands is out of date: {string.Join(", ", old)}. Regenerate it with: {Command}");
    }

    [Fact]
    public void TheIndexListsEachCmdletOnce()
    {
        Assert.Empty(DocumentationCheck.CheckIndex(Topics.Value));
        string index = CommandIndex.Page(Topics.Value);
        Assert.All(Topics.Value, topic => Assert.Equal(2, index.Split($"\n| {MarkdownProse.PageLink(topic.Cmdlet.Name)} | ").Length));
        Assert.Equal(Topics.Value.Count, index.Split("\n| [").Length - 1);
    }

    private static bool IsCurrent(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        return File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text;
    }

    private static IReadOnlyList<CmdletHelp> Read()
    {
        string module = Data("ModuleOutput"), comments = Data("ModuleDocumentation");
        string[] references = [Path.Combine(module, "deps"), Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!];
        using var reader = new CmdletReader(Path.Combine(module, "MixturePS.dll"), references);
        var cmdlets = reader.Read();
        var documentation = new XmlDocumentation([Path.Combine(comments, "MixturePS.xml"), Path.Combine(comments, "MixturePS.Core.xml")]);
        return CmdletHelp.Build(cmdlets, documentation, new MarkdownProse(cmdlets));
    }

    private static string Data(string key) =>
        typeof(CommandPagesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
