using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MixturePS.Views;

/// <summary>The terminal that views are shown at.</summary>
internal static class Terminal
{
    private static readonly ConditionalWeakTable<Runspace, PSHost> Hosts = [];

    /// <summary>The columns of the terminal of this runspace's host; zero where there is none.</summary>
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
                // A host without a terminal says so with an exception of its own choice.
                return 0;
            }
        }
    }

    /// <summary>Keeps the host of a cmdlet for the views of its runspace.</summary>
    /// <param name="host">The cmdlet's host.</param>
    public static void Remember(PSHost host)
    {
        if (Runspace.DefaultRunspace is { } runspace) Hosts.TryAdd(runspace, host);
    }

    // For objects from elsewhere, shown where no cmdlet of the module has run: compiling even this script takes longer than the
    // view. SessionStateProxy.GetVariable is barred while a pipeline runs; reading a variable is allowed in every language mode.
    private static PSHost FindHost(Runspace _) => (PSHost)PSObject.AsPSObject(ScriptBlock.Create("$Host").InvokeReturnAsIs()).BaseObject;
}
