using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.ExceptionServices;
using MixturePS.Specs.Commands;

namespace MixturePS.Specs.Engine;

/// <summary>Discovers and runs spec files, each in a runspace and on a thread of its own.</summary>
internal static class SpecRunner
{
    /// <summary>The stack that PowerShell gives its own pipeline threads.</summary>
    private const int StackSize = 10_000_000;

    private static readonly (string Name, Type Command)[] Commands =
    [
        ("Describe", typeof(DescribeCommand)), ("Context", typeof(ContextCommand)), ("It", typeof(ItCommand)),
        ("BeforeDiscovery", typeof(BeforeDiscoveryCommand)),
        ("BeforeAll", typeof(BeforeAllCommand)), ("BeforeEach", typeof(BeforeEachCommand)),
        ("AfterEach", typeof(AfterEachCommand)), ("AfterAll", typeof(AfterAllCommand)),
        ("Should", typeof(ShouldCommand)), ("Set-ItResult", typeof(SetItResultCommand)),
        ("Invoke-SpecScope", typeof(InvokeSpecScopeCommand)),
    ];

    /// <summary>Finds the tests of a file without running them.</summary>
    public static SpecFile Discover(string path) => Execute(path, CultureInfo.GetCultureInfo("en-US"), run: false);

    /// <summary>Runs a file under a culture.</summary>
    public static SpecFile Run(string path, CultureInfo culture) => Execute(path, culture, run: true);

    private static SpecFile Execute(string path, CultureInfo culture, bool run)
    {
        SpecFile file = new(path);
        CultureInfo? old = CultureInfo.DefaultThreadCurrentCulture;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Execute(file, run);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }, StackSize)
        { CurrentCulture = culture };
        try
        {
            CultureInfo.DefaultThreadCurrentCulture = culture;
            thread.Start();
            thread.Join();
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = old;
        }

        failure?.Throw();
        return file;
    }

    private static void Execute(SpecFile file, bool run)
    {
        file.Failures.AddRange(UnsupportedUse.FindIn(file.Path));
        if (file.Failures.Count > 0)
            return;
        SpecSession session = SpecSession.Current = new SpecSession(file);
        session.Start(host =>
        {
            try
            {
                session.Discover();
                file.Add(session.Block.Tests);
                if (run && file.Failures.Count == 0)
                {
                    using TestDrive drive = new(host);
                    session.InScriptScope(() => new SpecRun(session, drive).Run(session.Block));
                }
            }
            catch (Exception exception)
            {
                file.Failures.Add(SpecFailure.From(exception, "Discovery"));
            }
        });
        using Runspace runspace = RunspaceFactory.CreateRunspace(Engine());
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddScript("try { Invoke-SpecScope } catch { throw }", useLocalScope: true).Invoke();
    }

    private static InitialSessionState Engine()
    {
        // Not CreateDefault: its snap-ins are parts of the full shell, which isn't there.
        InitialSessionState engine = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            engine.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        foreach ((string name, Type command) in Commands)
        {
            CmdletAttribute cmdlet = (CmdletAttribute)Attribute.GetCustomAttribute(command, typeof(CmdletAttribute))!;
            string full = $"{cmdlet.VerbName}-{cmdlet.NounName}";
            engine.Commands.Add(new SessionStateCmdletEntry(full, command, helpFileName: null));
            if (name != full)
                engine.Commands.Add(new SessionStateAliasEntry(name, full));
        }

        return engine;
    }
}
