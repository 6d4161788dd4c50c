using System.Management.Automation.Runspaces;

namespace MixturePS.Shell;

/// <summary>Opens the PowerShell engine with the built module within its reach.</summary>
internal static class EngineStartup
{
    private const string ModulePath = "PSModulePath";
    private const string TelemetryOptOut = "POWERSHELL_TELEMETRY_OPTOUT";

    /// <summary>
    /// Opens a runspace on a host. The module is first in $env:PSModulePath, from where its commands load it at their
    /// first use: a tenth of a second that a script without it doesn't pay.
    /// </summary>
    /// <param name="host">What the engine talks to.</param>
    public static Runspace OpenRunspace(ShellHost host)
    {
        // The engine reports which modules are loaded to its makers unless told not to; nobody has agreed to that here.
        if (Environment.GetEnvironmentVariable(TelemetryOptOut) is null) Environment.SetEnvironmentVariable(TelemetryOptOut, "1");

        // CreateDefault would load Microsoft.PowerShell.ConsoleHost, which only pwsh has.
        var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;

        // After opening, which puts the folders of pwsh before what was there; a module installed in one of them isn't meant.
        if (ModuleLocator.FindManifest() is { } manifest) PutFirstInModulePath(Path.GetDirectoryName(Path.GetDirectoryName(manifest))!);
        else host.Terminal.WriteErrorLine($"WARNING: no folder above {AppContext.BaseDirectory} has a built module in out/MixturePS; build the solution to have its commands.");
        return runspace;
    }

    private static void PutFirstInModulePath(string folder)
    {
        string? rest = Environment.GetEnvironmentVariable(ModulePath);
        Environment.SetEnvironmentVariable(ModulePath, string.IsNullOrEmpty(rest) ? folder : folder + Path.PathSeparator + rest);
    }
}
