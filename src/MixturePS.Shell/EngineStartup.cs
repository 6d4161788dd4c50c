using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MixturePS.Shell;

/// <summary>Opens the PowerShell engine with the built module within its reach.</summary>
internal static class EngineStartup
{
    /// <summary>Opens a runspace on a host.</summary>
    /// <param name="host">What the engine talks to.</param>
    public static Runspace OpenRunspace(ShellHost host)
    {
        // CreateDefault would load Microsoft.PowerShell.ConsoleHost, which only pwsh has.
        var state = InitialSessionState.CreateDefault2();
        if (ModuleLocator.FindManifest() is { } manifest)
        {
            PutFirstInModulePath(Path.GetDirectoryName(Path.GetDirectoryName(manifest))!);
            if (Environment.GetEnvironmentVariable("SHELL_IMPORT") is not null) state.ImportPSModule([manifest]);
        }
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return runspace;
    }

    private static void PutFirstInModulePath(string folder)
    {
        const string Variable = "PSModulePath";
        string? rest = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, string.IsNullOrEmpty(rest) ? folder : folder + Path.PathSeparator + rest);
    }
}
