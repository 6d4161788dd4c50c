using System.Xml.Linq;
using MixturePS.Build.Tests.Fixtures;

namespace MixturePS.Build.Tests;

/// <summary>The fixtures of this assembly, read as a module's cmdlets are.</summary>
internal static class Fixture
{
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static readonly string Assembly = typeof(InvokeStewCommand).Assembly.Location;
    public static readonly string Documentation = Path.ChangeExtension(Assembly, ".xml");

    /// <summary>The embedded engine, which the fixtures are compiled against.</summary>
    public static readonly string Reference = typeof(System.Management.Automation.PSCmdlet).Assembly.Location;

    public static readonly IReadOnlyList<CmdletHelp> Topics = Read();

    private static readonly Lazy<Engine> Imported = new(Import);

    /// <summary>The engine with the fixtures as a module that has its help file.</summary>
    public static Engine Engine => Imported.Value;

    public static CmdletHelp Topic(string cmdlet) => Topics.Single(topic => topic.Cmdlet.Name == cmdlet);

    public static XElement Document(string cmdlet) => MamlWriter.Document([Topic(cmdlet)]).Root!.Element(Command + "command")!;

    private static IReadOnlyList<CmdletHelp> Read()
    {
        using var reader = new CmdletReader(Assembly, [Reference]);
        return CmdletHelp.Build(reader.Read(), new XmlDocumentation([Documentation]));
    }

    private static Engine Import()
    {
        string folder = Path.Combine(Path.GetDirectoryName(Assembly)!, "en-US");
        Directory.CreateDirectory(folder);
        using (var stream = File.Create(Path.Combine(folder, Path.GetFileName(Assembly) + "-Help.xml"))) MamlWriter.Write(Topics, stream);
        return new Engine(Assembly);
    }
}
