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
        string file = assemblyName.Name + ".dll";

        // The core comes compiled for this platform, too; the IL below does the same after it is compiled.
        if (assemblyName.Name == Core && File.Exists(Path.Combine(Folder, "runtimes", Platform(), "lib", file)))
            return LoadFromAssemblyPath(Path.Combine(Folder, "runtimes", Platform(), "lib", file));
        string path = Path.Combine(Folder, file);
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        // Packages have one library for both processors of macOS.
        string platform = OperatingSystem.IsMacOS() ? "osx" : Platform();
        string path = Path.Combine(Folder, "runtimes", platform, "native", FileName(unmanagedDllName));
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : nint.Zero;
    }

    /// <summary>The name of this machine's system and processor, as packages have it.</summary>
    private static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string FileName(string library)
    {
        string extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return library.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? library : library + extension;
    }
}
