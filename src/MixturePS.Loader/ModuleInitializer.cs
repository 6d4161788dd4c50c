using System.Management.Automation;
using System.Runtime.Loader;

namespace MixturePS.Loader;

/// <summary>
/// Puts the module's load context in place before the cmdlets' assembly is read, as PowerShell looks at types of the
/// core while it imports that; takes it away after.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += ModuleLoadContext.Resolve;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= ModuleLoadContext.Resolve;
}
