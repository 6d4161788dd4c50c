using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace MixturePS.Loader;

/// <summary>
/// Loads the numeric core and its packages from the module's own folder into a private context, so that other modules
/// can use other versions of them in the same session.
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

    /// <summary>
    /// Resolves the assemblies that the cmdlets refer to for the default context: the core, and the plotting assembly,
    /// which is loaded with the first plot.
    /// </summary>
    public static Assembly? Resolve(AssemblyLoadContext _, AssemblyName name) =>
        name.Name is Core or Plots ? Instance.Value.LoadFromAssemblyName(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string file = assemblyName.Name + ".dll";

        // The core may also be precompiled for this platform; the IL assembly below is equivalent, but must be compiled first.
        if (assemblyName.Name == Core && File.Exists(Path.Combine(Folder, "runtimes", Platform(), "lib", file)))
            return LoadFromAssemblyPath(Path.Combine(Folder, "runtimes", Platform(), "lib", file));
        string path = Path.Combine(Folder, file);
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        // Packages contain one library for both macOS architectures.
        string platform = OperatingSystem.IsMacOS() ? "osx" : Platform();
        string path = Path.Combine(Folder, "runtimes", platform, "native", FileName(unmanagedDllName));
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : nint.Zero;
    }

    /// <summary>The operating system and architecture of this machine, as named in packages.</summary>
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
