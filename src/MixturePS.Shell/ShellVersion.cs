using System.Management.Automation;
using System.Reflection;

namespace MixturePS.Shell;

/// <summary>The versions of the shell and of the engine in it.</summary>
internal static class ShellVersion
{
    /// <summary>The shell's own version.</summary>
    public static Version Shell { get; } = typeof(ShellVersion).Assembly.GetName().Version!;

    /// <summary>The shell's name, its version and the engine's, in one line.</summary>
    public static string Banner => $"MixturePS.Shell {Shell.ToString(3)} (PowerShell {Engine})";

    // The informational version without the commit that follows it; the assembly version has no patch level.
    private static string Engine =>
        typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split(' ', '+')[0];
}
