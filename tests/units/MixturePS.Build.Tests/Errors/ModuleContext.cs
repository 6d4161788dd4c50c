using System.Reflection;
using System.Runtime.Loader;

namespace MixturePS.Build.Tests.Errors;

/// <summary>The built module's assemblies, which are in two folders.</summary>
internal sealed class ModuleContext : AssemblyLoadContext
{
    private readonly string _folder;

    private ModuleContext(string folder) => _folder = folder;

    /// <summary>Loads the cmdlets' assembly, with the PowerShell assembly that the tests are compiled against.</summary>
    /// <param name="folder">The built module.</param>
    public static Assembly Load(string folder) => new ModuleContext(folder).LoadFromAssemblyPath(Path.Combine(folder, "MixturePS.dll"));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, "deps", assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
