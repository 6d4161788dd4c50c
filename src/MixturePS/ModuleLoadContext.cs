using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace MixturePS;

/// <summary>
/// Loads the numeric core and the packages that it needs from the module's own folder into a context of their own,
/// so that another module's versions of them can live in the same session.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string Core = "MixturePS.Core";
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!, "deps");
    private static readonly Lazy<ModuleLoadContext> Instance = new(() => new ModuleLoadContext());

    private ModuleLoadContext()
        : base("MixturePS")
    {
    }

    /// <summary>Answers the default context's question for the core: the only assembly that the cmdlets name.</summary>
    public static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Core ? Instance.Value.LoadFromAssemblyName(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}

/// <summary>Puts the module's load context in place when the module is imported, and takes it away after.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += ModuleLoadContext.Resolve;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= ModuleLoadContext.Resolve;
}
