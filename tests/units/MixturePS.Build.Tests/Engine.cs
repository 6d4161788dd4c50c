using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MixturePS.Build.Tests;

/// <summary>The PowerShell engine with a module imported; one caller at a time.</summary>
internal sealed class Engine
{
    private readonly TextHost _host;
    private readonly Runspace _runspace;

    /// <summary>Starts the engine.</summary>
    /// <param name="modulePath">The module to import.</param>
    /// <param name="width">The columns of the console that it shows text at.</param>
    public Engine(string modulePath, int width = 120)
    {
        _host = new TextHost(width);
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        _runspace.SessionStateProxy.SetVariable("modulePath", modulePath);
        Run("$module = Import-Module -Name $modulePath -PassThru -ErrorAction Stop; $PSStyle.OutputRendering = 'PlainText'");
    }

    public IReadOnlyList<PSObject> Run(string script)
    {
        lock (_runspace)
        {
            using var shell = PowerShell.Create(_runspace);
            var result = shell.AddScript(script).Invoke();
            Assert.Empty(shell.Streams.Error);
            return result;
        }
    }

    public IReadOnlyList<string> Strings(string script) => [.. Run(script).Select(item => item?.ToString() ?? "")];

    /// <summary>What the user of a console sees of a script's output, without spaces at the ends of lines.</summary>
    public string Show(string script)
    {
        lock (_runspace)
        {
            int before = _host.Text.Length;
            Run($"{script} | Out-Default");
            return string.Join('\n', _host.Text[before..].ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
        }
    }
}
