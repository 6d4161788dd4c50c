using System.Text.Json;
using MixturePS.Core.Foundation;

namespace MixturePS.Benchmarks;

/// <summary>The command line: a command, and options as <c>--name value</c>.</summary>
internal sealed class Arguments(string[] words)
{
    /// <summary>A Python with scikit-learn: --python, or else the system's.</summary>
    public string Python => Option("python") ?? (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");

    /// <summary>The repository: the nearest parent folder that contains the solution.</summary>
    public string Root { get; } = FindRoot();

    /// <summary>The command that runs PowerShell, as a JSON list: --pwsh, or else pwsh.</summary>
    public string[] PowerShell => Option("pwsh") is { } command ? JsonSerializer.Deserialize<string[]>(command)! : ["pwsh"];

    /// <summary>The module's manifest: --module, or else that of the last build.</summary>
    public string Module => Path.GetFullPath(Option("module") ?? Path.Combine(Root, "out", "MixturePS", "MixturePS.psd1"));

    public string PeerScript => Path.Combine(Root, "benchmarks", "peer.py");

    public bool Has(string name) => words.Contains("--" + name);

    public string? Option(string name)
    {
        int at = Array.IndexOf(words, "--" + name);
        return at >= 0 && at + 1 < words.Length ? words[at + 1] : null;
    }

    /// <summary>The items of an option, separated by commas; or by spaces, which PowerShell makes of them. Null if the option isn't given.</summary>
    public string[]? List(string name) => Option(name)?.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values of an option that may be repeated.</summary>
    public IEnumerable<string> Options(string name) => words.Zip(words.Skip(1)).Where(pair => pair.First == "--" + name).Select(pair => pair.Second);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MixturePS.sln"))) folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
