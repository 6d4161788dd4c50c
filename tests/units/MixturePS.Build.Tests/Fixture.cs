using System.Xml.Linq;
using MixturePS.Build.Tests.Fixtures;
using MixturePS.Kitchen;

namespace MixturePS.Build.Tests;

/// <summary>Assemblies with cmdlets, read like the module: a documented one, and one whose documentation has every fault.</summary>
internal static class Fixture
{
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static readonly string Documented = typeof(InvokeStewCommand).Assembly.Location;
    public static readonly string Faulty = typeof(InvokeBareCommand).Assembly.Location;

    /// <summary>The PowerShell assembly that the fixtures are compiled against.</summary>
    public static readonly string Reference = typeof(System.Management.Automation.PSCmdlet).Assembly.Location;

    /// <summary>The help of the documented module.</summary>
    public static readonly IReadOnlyList<CmdletHelp> Topics = Read(Documented);

    private static readonly IReadOnlyList<CmdletHelp> FaultyTopics = Read(Faulty);

    public static CmdletHelp Topic(string cmdlet) => Topics.Concat(FaultyTopics).Single(topic => topic.Cmdlet.Name == cmdlet);

    public static XElement Document(string cmdlet) => MamlWriter.Document([Topic(cmdlet)]).Root!.Element(Command + "command")!;

    /// <summary>The compiler's documentation file of an assembly.</summary>
    public static string Documentation(string assembly) => Path.ChangeExtension(assembly, ".xml");

    /// <summary>Reads the help of an assembly's cmdlets; comments may be inherited from the documented module.</summary>
    public static IReadOnlyList<CmdletHelp> Read(string assembly)
    {
        using var reader = new CmdletReader(assembly, [Reference]);
        return CmdletHelp.Build(reader.Read(), new XmlDocumentation([Documentation(Documented), Documentation(assembly)]));
    }
}
