using System.Xml.Linq;

namespace MixturePS.Notices;

/// <summary>Third-party software in the module: a package, or a folder with its own licence.</summary>
/// <param name="Name">The name and version.</param>
/// <param name="Licence">The name of the licence.</param>
/// <param name="Copyright">The copyright notice; may be empty.</param>
/// <param name="Address">The project page; may be empty.</param>
/// <param name="Files">The module's files that belong to it.</param>
/// <param name="Texts">Its licence and notices, verbatim.</param>
internal sealed record ThirdParty(string Name, string Licence, string Copyright, string Address, IReadOnlyList<string> Files, IReadOnlyList<string> Texts)
{
    // The project's assembly that contains tables of the Unicode Character Database; see build/Unicode.
    private const string UnicodeFile = "deps/MixturePS.Core.dll";
    private const string UnicodeLicence = "Unicode-3.0";

    // Licences whose text starts after the copyright notice, with their titles.
    private static readonly Dictionary<string, string> AfterCopyright = new() { ["MIT"] = "MIT License", ["BSD-3-Clause"] = "BSD 3-Clause License" };

    private static readonly string[] LicenceNames = ["LICENSE", "LICENCE", "COPYING"];
    private static readonly string[] NoticeNames = ["NOTICE", "THIRD-PARTY-NOTICES"];

    /// <summary>All third-party software in a module's folder, sorted by name.</summary>
    /// <exception cref="NoLicenceException">A file is of unknown origin, or its package has no licence.</exception>
    public static IReadOnlyList<ThirdParty> Find(string module, PackageFiles files, string packages, LicenceTexts texts)
    {
        var found = new SortedDictionary<string, (Func<IReadOnlyList<string>, ThirdParty> Make, List<string> Files)>(StringComparer.OrdinalIgnoreCase);
        foreach (string file in Brought(module))
        {
            string name = Path.GetFileName(file);
            string folder = Path.GetDirectoryName(file)!;
            if (files.Own.Contains(name)) continue;
            if (files.Packages.TryGetValue(name, out var package) || files.Packages.TryGetValue(Path.GetRelativePath("deps", file).Replace('\\', '/'), out package))
                Add($"{package.Id} {package.Version}", all => Package(package.Id, package.Version, packages, texts, all), file);
            else if (File.Exists(Path.Combine(module, folder, "LICENSE.txt")))
                Add(folder, all => Folder(Path.Combine(module, folder), all), file);
            else
                throw new NoLicenceException($"{file} is from no package and has no LICENSE.txt in its folder.");
        }

        if (File.Exists(Path.Combine(module, UnicodeFile))) Add("Unicode Character Database", all => Unicode(texts, all), UnicodeFile);
        return [.. found.Values.Select(item => item.Make(item.Files))];

        void Add(string key, Func<IReadOnlyList<string>, ThirdParty> make, string file)
        {
            if (!found.TryGetValue(key, out var item)) found.Add(key, item = (make, []));
            item.Files.Add(file);
        }
    }

    // All files in deps, and the assemblies in the module's folder. The other files belong to this project.
    private static IEnumerable<string> Brought(string module) =>
        Directory.GetFiles(module, "*.dll").Concat(Directory.GetFiles(Path.Combine(module, "deps"), "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(module, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private static ThirdParty Package(string id, string version, string packages, LicenceTexts known, IReadOnlyList<string> files)
    {
        string folder = Path.Combine(packages, id.ToLowerInvariant(), version.ToLowerInvariant());
        var about = XDocument.Load(Path.Combine(folder, id.ToLowerInvariant() + ".nuspec")).Root!.Elements().Single();
        string copyright = Field("copyright");
        var licence = about.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        var licences = Read(folder, LicenceNames);
        if (licence is null && licences.Count == 0 && known.OfPackage(id) is { } published) licences.Add(published);
        string? name = (string?)licence?.Attribute("type") == "expression" ? licence!.Value : licences.Select(known.NameOf).FirstOrDefault(found => found is not null);
        if (name is null) throw new NoLicenceException($"the package {id} {version} names no licence.");
        if (!licences.Any(text => name.Split(" OR ").Contains(known.NameOf(text))))
        {
            var (chosen, text) = known.First(name) ?? throw new NoLicenceException($"the package {id} {version} is under {name} but doesn't contain its text; add the text to the tool's folder Texts.");
            licences.Insert(0, AfterCopyright.GetValueOrDefault(chosen) is { } title ? $"{title}\n\n{copyright}\n\n{text}" : text);
            if (chosen != name) name += $" (here under {chosen})";
        }

        return new ThirdParty($"{id} {version}", name, copyright, Field("projectUrl"), files, [.. licences, .. Read(folder, NoticeNames)]);

        string Field(string field) => about.Elements().FirstOrDefault(element => element.Name.LocalName == field)?.Value.Trim() ?? string.Empty;
    }

    private static ThirdParty Unicode(LicenceTexts known, IReadOnlyList<string> files)
    {
        var (name, text) = known.First(UnicodeLicence) ?? throw new NoLicenceException($"{UnicodeFile} contains data of Unicode, whose licence {UnicodeLicence} isn't in the tool's folder Texts.");
        return new ThirdParty("Unicode Character Database, tables generated from it", name, string.Empty, "https://www.unicode.org/ucd/", files, [text]);
    }

    private static List<string> Read(string folder, string[] names) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => names.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal).Select(LicenceTexts.Read),
    ];

    private static ThirdParty Folder(string folder, IReadOnlyList<string> files)
    {
        string text = LicenceTexts.Read(Path.Combine(folder, "LICENSE.txt"));
        return new ThirdParty(text.Split('\n')[0].Split(',')[0], "its own, as below", string.Empty, string.Empty, files, [text]);
    }
}
