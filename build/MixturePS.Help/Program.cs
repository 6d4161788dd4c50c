namespace MixturePS.Help;

/// <summary>Generates the file that Get-Help reads, or reports faults in the cmdlets' documentation.</summary>
public static class Program
{
    private const string Usage = "MixturePS.Help ASSEMBLY OUTPUT [--documentation FILE]... [--reference FILE-OR-FOLDER]...";

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The module's assembly, the output file, the compiler's documentation files, and files or folders of referenced assemblies.</param>
    /// <returns>0 if the file was written; 1 if the documentation has faults; 2 if the arguments are wrong.</returns>
    public static int Main(string[] arguments) => Run(arguments, Console.Out);

    /// <summary>Runs the tool and writes its messages to a given writer.</summary>
    internal static int Run(IReadOnlyList<string> arguments, TextWriter messages)
    {
        var places = new List<string>();
        var documentation = new List<string>();
        var references = new List<string>();
        for (int i = 0; i < arguments.Count; i++)
        {
            var list = arguments[i] switch { "--documentation" => documentation, "--reference" => references, _ => places };
            if (list != places && ++i == arguments.Count) return Wrong(messages, $"{arguments[i - 1]} needs a path");
            list.Add(arguments[i]);
        }

        if (places.Count != 2) return Wrong(messages, Usage);
        string? missing = documentation.Append(places[0]).FirstOrDefault(path => !File.Exists(path));
        return missing is null ? Make(places[0], places[1], documentation, references, messages) : Wrong(messages, $"the file {missing} doesn't exist");
    }

    private static int Make(string assembly, string output, IEnumerable<string> documentation, IEnumerable<string> references, TextWriter messages)
    {
        using var reader = new CmdletReader(assembly, references);
        var topics = CmdletHelp.Build(reader.Read(), new XmlDocumentation(documentation));
        DocumentationFault[] faults = [.. DocumentationCheck.Check(topics)];
        foreach (var fault in faults) messages.WriteLine(fault);
        if (faults.Length > 0) return 1;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        using var stream = File.Create(output);
        MamlWriter.Write(topics, stream);
        return 0;
    }

    private static int Wrong(TextWriter messages, string what)
    {
        messages.WriteLine($"MixturePS.Help : error MPH000: {what}");
        return 2;
    }
}
