using System.Reflection;
using System.Runtime.Loader;

namespace MixturePS.Loader;

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
    public static Assembly? Resolve(AssemblyLoadContext _, AssemblyName name) =>
        name.Name == Core ? Instance.Value.LoadFromAssemblyName(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
