using System.Reflection;
using System.Text.RegularExpressions;

namespace MixturePS.Build.Tests;

/// <summary>Holds the about_ topics to a terminal's width, to the engine's help and, line by line, to the module.</summary>
public sealed class AboutTopicTests
{
    private const int Width = 80;
    private const int Column = 41;
    private const string Python = "about_MixturePS_FromPython";
    private static readonly string[] Tables = ["NUMPY", "SCIPY", "SCIKIT-LEARN", "QUANTEDA (R)"];

    private static readonly string Module =
        typeof(AboutTopicTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleOutput").Value!;

    public static TheoryData<string> Topics => ["about_MixturePS", "about_MixturePS_Model", "about_MixturePS_Reproducibility", Python];

    [Theory]
    [MemberData(nameof(Topics))]
    public void ATopicFitsATerminalAndHasTheUsualHeadings(string topic)
    {
        string[] lines = Lines(topic);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Width));
        Assert.All(lines, line => Assert.DoesNotContain('\t', line));
        Assert.Equal(["TOPIC", "SHORT DESCRIPTION", "LONG DESCRIPTION"], lines.Where(line => line.Length > 0 && line[0] != ' ').Take(3));
        Assert.Equal("    " + topic, lines[1]);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void TheCommandsAndTopicsThatATopicNamesAreThere(string topic)
    {
        var engine = new Engine(Path.Combine(Module, "MixturePS.psd1"));
        var commands = engine.Strings("$module.ExportedCmdlets.Keys").ToHashSet(StringComparer.OrdinalIgnoreCase);
        string text = string.Join('\n', Lines(topic));
        var nouns = commands.Select(command => command.Split('-')[1]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (string name in Regex.Matches(text, @"\b[A-Z][A-Za-z]+-[A-Z][A-Za-z]+").Select(match => match.Value))
            if (nouns.Contains(name.Split('-')[1])) Assert.Contains(name, commands);
        foreach (string other in Regex.Matches(text, "about_MixturePS[A-Za-z_]*").Select(match => match.Value))
            Assert.Contains(Topics, row => row.Data == other);
    }

    [Fact]
    public void EveryCommandIsInTheFirstTopic()
    {
        string text = string.Join('\n', Lines("about_MixturePS"));
        var engine = new Engine(Path.Combine(Module, "MixturePS.psd1"));
        Assert.All(engine.Strings("$module.ExportedCmdlets.Keys"), command => Assert.Contains(command, text, StringComparison.Ordinal));
    }

    [Fact]
    public void TheLinesBesidePythonRunFromTheFirstToTheLast()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var engine = new Engine(Path.Combine(Module, "MixturePS.psd1"));
            engine.Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}')");
            var blocks = Blocks().ToList();
            Assert.True(blocks.Count > 40, $"only {blocks.Count} lines were found in the table");
            foreach (string block in blocks)
            {
                // An assignment writes nothing, and a file is written without a word.
                var result = engine.Run(block);
                Assert.True(result.Count > 0 || block.TrimStart().StartsWith('$') || block.Contains("| Export-", StringComparison.Ordinal), block);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The right-hand cells of the tables, in which a cell may have several lines and blank lines stand between cells.</summary>
    private static IEnumerable<string> Blocks()
    {
        bool isTable = false;
        var block = new List<string>();
        foreach (string line in Lines(Python).Append(string.Empty))
        {
            if (line.Length > 0 && line[0] != ' ') isTable = Tables.Contains(line);
            else if (isTable && line.Length > Column) block.Add(line[Column..]);
            else if (line.Length == 0 && block.Count > 0)
            {
                yield return string.Join('\n', block);
                block.Clear();
            }
        }
    }

    private static string[] Lines(string topic) => File.ReadAllLines(Path.Combine(Module, "en-US", topic + ".help.txt"));
}
