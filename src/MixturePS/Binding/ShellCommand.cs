using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>The program that runs PowerShell in the version of this process.</summary>
internal static class ShellCommand
{
    private const string Shell = "pwsh", Host = "dotnet";

    /// <summary>The program, followed by its leading arguments. The .NET tool has no executable: its process is dotnet, with PowerShell's assembly as the first argument.</summary>
    public static IReadOnlyList<string> Find()
    {
        string process = Environment.ProcessPath ?? string.Empty;
        if (IsNamed(process, Shell)) return [process];
        string home = Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!;
        string program = Path.Combine(home, OperatingSystem.IsWindows() ? Shell + ".exe" : Shell);
        return File.Exists(program) ? [program] : [IsNamed(process, Host) ? process : Host, Path.Combine(home, Shell + ".dll")];
    }

    private static bool IsNamed(string path, string name) => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase);
}
