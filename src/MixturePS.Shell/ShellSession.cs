using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MixturePS.Shell;

/// <summary>One run of the shell: opens the engine, runs what the command line asks for, and gives the exit code.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly CommandLine _line;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly PipelineRunner _runner;
    private readonly InteractiveLoop _loop;

    /// <summary>Opens a runspace with the module in it, in the folder that the command line names.</summary>
    /// <param name="line">A command line without an error.</param>
    public ShellSession(CommandLine line)
    {
        _line = line;
        _host = new ShellHost(new ShellUserInterface(line.NonInteractive) { EchoesInput = line.ShowsPrompt });
        _runspace = EngineStartup.OpenRunspace(_host);
        _runner = new PipelineRunner(_runspace, _host.Terminal);
        _host.Terminal.OnCancel = () => _runner.Stop();
        ICommandReader reader = Console.IsInputRedirected || Console.IsOutputRedirected
            ? new StreamCommandReader(_host.Terminal, line.ShowsPrompt)
            : new TerminalCommandReader(_host.Terminal, _runner);
        _loop = new InteractiveLoop(_runner, _host, reader);
        _host.OnNestedPrompt = _loop.RunNested;
    }

    /// <summary>Runs the script, the command or the prompt.</summary>
    /// <returns>The process's exit code.</returns>
    public int Run()
    {
        EnterWorkingDirectory();
        var scripts = new ScriptRunner(_runner, _host);
        int code = _line.File is not null ? scripts.RunFile(_line.File, _line.Arguments, _line.NoExit)
            : _line.Command is not null ? scripts.RunCommand(_line.Command, _line.Arguments)
            : 0;
        bool ran = _line.File is not null || _line.Command is not null;
        if (_host.ExitCode is { } exit) return exit;
        return ran && !_line.NoExit ? code : Converse();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runner.Dispose();
        _runspace.Dispose();
    }

    private int Converse()
    {
        if (_line.ShowsBanner) _host.UI.WriteLine(ShellVersion.Banner);
        _runner.OutlivesCancel = !Console.IsInputRedirected;
        _loop.Run();
        return _host.ExitCode ?? (_runner.LastCommandSucceeded() ? 0 : 1);
    }

    private void EnterWorkingDirectory()
    {
        if (_line.WorkingDirectory is not { } folder) return;
        try
        {
            // Both the engine's location and the process's: this shell's scripts reach files through .NET.
            string path = _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(folder)).ProviderPath;
            Environment.CurrentDirectory = path;
        }
        catch (Exception exception) when (exception is RuntimeException or IOException or UnauthorizedAccessException)
        {
            _runner.ReportError(exception);
        }
    }
}
