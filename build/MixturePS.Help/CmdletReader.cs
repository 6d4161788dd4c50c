using System.Reflection;

namespace MixturePS.Help;

/// <summary>Reads the cmdlets of an assembly by inspection, without running its code.</summary>
internal sealed class CmdletReader : IDisposable
{
    private readonly MetadataLoadContext _context;
    private readonly Assembly _assembly;

    /// <summary>Opens an assembly.</summary>
    /// <param name="assemblyPath">The assembly.</param>
    /// <param name="references">Referenced assemblies: files or folders. The assembly's own folder and the running framework are always searched.</param>
    public CmdletReader(string assemblyPath, IEnumerable<string> references)
    {
        string full = Path.GetFullPath(assemblyPath);
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] places = [Path.GetDirectoryName(full)!, .. references, framework];
        _context = new MetadataLoadContext(new PathAssemblyResolver(places.SelectMany(Assemblies)), typeof(object).Assembly.GetName().Name);
        _assembly = _context.LoadFromAssemblyPath(full);
    }

    /// <summary>The public cmdlets, sorted by name.</summary>
    public IReadOnlyList<CmdletDescription> Read() =>
        [.. _assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.Attributes("Cmdlet").Any())
            .Select(Describe)
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();

    private static IEnumerable<string> Assemblies(string place) =>
        Directory.Exists(place) ? Directory.EnumerateFiles(place, "*.dll").Order(StringComparer.Ordinal) : [place];

    private static CmdletDescription Describe(Type type)
    {
        var attribute = type.Attributes("Cmdlet").Single();
        object[] name = [.. attribute.Arguments()];
        var parameters = ParameterReader.Read(type);
        if (attribute.Named("SupportsShouldProcess", false)) parameters.AddRange(ConfirmationParameters());
        return new CmdletDescription(
            $"{name[0]}-{name[1]}",
            (string)name[0],
            (string)name[1],
            TypeNames.Id(type),
            attribute.Named<string?>("HelpUri", null),
            ParameterSets(attribute.Named("DefaultParameterSetName", ""), parameters),
            parameters,
            [.. type.Attributes("OutputType").SelectMany(AttributeReading.Arguments).Select(Output).Distinct()]);
    }

    // The engine numbers the default set first, and the others in order of first appearance.
    private static string[] ParameterSets(string standard, IEnumerable<ParameterDescription> parameters)
    {
        var named = parameters.SelectMany(parameter => parameter.Uses).Select(use => use.ParameterSet).Where(set => set != ParameterUse.AllSets);
        string[] sets = [.. (standard.Length > 0 ? [standard] : Array.Empty<string>()).Concat(named).Distinct()];
        return sets.Length > 0 ? sets : [ParameterUse.AllSets];
    }

    private static TypeDescription Output(object output) => output switch
    {
        Type { FullName: "System.Void" } => new TypeDescription("None", "None", null),
        Type type => TypeNames.Describe(type),
        _ => new TypeDescription((string)output, (string)output, null),
    };

    private static IEnumerable<ParameterDescription> ConfirmationParameters()
    {
        yield return Added("WhatIf", "wi", "Shows what would happen if the cmdlet ran, without running it.");
        yield return Added("Confirm", "cf", "Asks for confirmation before the cmdlet acts.");
    }

    private static ParameterDescription Added(string name, string alias, string text) =>
        new(name, ParameterReader.Switch, true, true, [], [alias], [], null, false, [new ParameterUse(ParameterUse.AllSets, false, null, false, false, false)], text);
}
