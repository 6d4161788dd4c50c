namespace MixturePS.Help;

/// <summary>Generates the file that Get-Help reads and the cmdlets' pages, or reports faults in the cmdlets' documentation.</summary>
public static class Program
{
    private const string Usage = "MixturePS.Help ASSEMBLY OUTPUT [--documentation FILE]... [--reference FILE-OR-FOLDER]... [--pages FOLDER]";

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The module's assembly, the output file, the compiler's documentation files, files or folders of referenced assemblies, and the folder of the pages.</param>
    /// <returns>0 if the files were written; 1 if the documentation has faults; 2 if the arguments are wrong.</returns>
    public static int Main(string[] arguments) => Run(arguments, Console.Out);

    /// <summary>Runs the tool and writes its messages to a given writer.</summary>
    internal static int Run(IReadOnlyList<string> arguments, TextWriter messages)
    {
        var places = new List<string>();
        var documentation = new List<string>();
        var references = new List<string>();
        var pages = new List<string>();
        for (int i = 0; i < arguments.Count; i++)
        {
            var list = arguments[i] switch { "--documentation" => documentation, "--reference" => references, "--pages" => pages, _ => places };
            if (list != places && ++i == arguments.Count) return Wrong(messages, $"{arguments[i - 1]} needs a path");
            list.Add(arguments[i]);
        }

        if (places.Count != 2 || pages.Count > 1) return Wrong(messages, Usage);
        string? missing = documentation.Append(places[0]).FirstOrDefault(path => !File.Exists(path));
        return missing is null ? Make(places[0], places[1], pages.FirstOrDefault(), documentation, references, messages) : Wrong(messages, $"the file {missing} doesn't exist");
    }

    private static int Make(string assembly, string output, string? pages, IEnumerable<string> documentation, IEnumerable<string> references, TextWriter messages)
    {
        using var reader = new CmdletReader(assembly, references);
        var cmdlets = reader.Read();
        var comments = new XmlDocumentation(documentation);
        var topics = CmdletHelp.Build(cmdlets, comments);
        DocumentationFault[] faults = [.. DocumentationCheck.Check(topics), .. pages is null ? [] : DocumentationCheck.CheckIndex(topics)];
        foreach (var fault in faults) messages.WriteLine(fault);
        if (faults.Length > 0) return 1;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        using var stream = File.Create(output);
        MamlWriter.Write(topics, stream);
        if (pages is not null) MarkdownWriter.Write(CmdletHelp.Build(cmdlets, comments, new MarkdownProse(cmdlets)), pages);
        return 0;
    }

    private static int Wrong(TextWriter messages, string what)
    {
        messages.WriteLine($"MixturePS.Help : error MPH000: {what}");
        return 2;
    }
}
