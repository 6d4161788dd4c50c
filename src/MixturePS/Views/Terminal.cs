using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MixturePS.Views;

/// <summary>The terminal in which views are shown.</summary>
internal static class Terminal
{
    private const int DefaultWidth = 120;
    private static readonly ConditionalWeakTable<Runspace, PSHost> Hosts = [];

    /// <summary>The width of the terminal of this runspace's host, in columns; zero if there is none.</summary>
    public static int Width
    {
        get
        {
            if (Runspace.DefaultRunspace is not { } runspace) return 0;
            try
            {
                return Hosts.GetValue(runspace, FindHost).UI?.RawUI?.BufferSize.Width ?? 0;
            }
            catch (Exception)
            {
                // A host without a terminal may throw any exception.
                return 0;
            }
        }
    }

    /// <summary>The width that a view uses.</summary>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static int WidthOf(int width) => width > 0 ? width : DefaultWidth;

    /// <summary>Stores the host of a cmdlet for the views of its runspace.</summary>
    /// <param name="host">The cmdlet's host.</param>
    public static void Remember(PSHost host)
    {
        if (Runspace.DefaultRunspace is { } runspace) Hosts.TryAdd(runspace, host);
    }

    // For deserialised objects shown in a runspace in which no cmdlet of the module has run. Compiling even this script takes
    // longer than the view. SessionStateProxy.GetVariable is not allowed while a pipeline runs; reading a variable is allowed
    // in every language mode.
    private static PSHost FindHost(Runspace _) => (PSHost)PSObject.AsPSObject(ScriptBlock.Create("$Host").InvokeReturnAsIs()).BaseObject;
}
