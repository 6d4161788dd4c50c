using System.Management.Automation;
using System.Runtime.Loader;

namespace MixturePS.Loader;

/// <summary>
/// Installs the module's load context before PowerShell imports the cmdlets' assembly, because PowerShell inspects
/// types of the core during the import; removes it when the module is removed.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += ModuleLoadContext.Resolve;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= ModuleLoadContext.Resolve;
}
