using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace MixturePS.Loader;

/// <summary>
/// Loads the numeric core and the packages that it needs from the module's own folder into a context of their own,
/// so that another module's versions of them can live in the same session.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string Core = "MixturePS.Core";
    private const string Plots = "MixturePS.Plots";
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(ModuleLoadContext).Assembly.Location)!, "deps");
    private static readonly Lazy<ModuleLoadContext> Instance = new(() => new ModuleLoadContext());

    private ModuleLoadContext()
        : base("MixturePS")
    {
    }

    /// <summary>Answers the default context's question for the assemblies that the cmdlets name: the core, and pictures, which come in when the first is asked for.</summary>
    public static Assembly? Resolve(AssemblyLoadContext _, AssemblyName name) =>
        name.Name is Core or Plots ? Instance.Value.LoadFromAssemblyName(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(Folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string path = Path.Combine(Folder, "runtimes", Platform(), "native", FileName(unmanagedDllName));
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : nint.Zero;
    }

    /// <summary>The folder of this machine's native libraries, as packages name it; those of macOS serve both processors.</summary>
    private static string Platform()
    {
        if (OperatingSystem.IsMacOS()) return "osx";
        string processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return (OperatingSystem.IsWindows() ? "win-" : "linux-") + processor;
    }

    private static string FileName(string library)
    {
        string extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return library.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? library : library + extension;
    }
}
