using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MixturePS.Shell;

/// <summary>
/// The one thing that pwsh asks of the engine and the engine's public surface doesn't have. The package's version is
/// pinned and the tests of exit codes notice a change of it.
/// </summary>
internal static class EngineInternals
{
    private const string ContextType = "System.Management.Automation.ExecutionContext, System.Management.Automation";

    /// <summary>
    /// Lets `exit` in the script file that runs next reach the host. Else it ends just the script, leaving its code
    /// in $LASTEXITCODE, where that of a program which failed earlier can't be told from it.
    /// </summary>
    /// <param name="runspace">A local runspace.</param>
    public static void LetNextScriptExit(Runspace runspace) => SetRethrowsExit(GetContext(runspace), true);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ExecutionContext")]
    [return: UnsafeAccessorType(ContextType)]
    private static extern object GetContext(Runspace runspace);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScriptCommandProcessorShouldRethrowExit")]
    private static extern void SetRethrowsExit([UnsafeAccessorType(ContextType)] object context, bool value);
}
