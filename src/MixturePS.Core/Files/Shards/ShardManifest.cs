using System.Security.Cryptography;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>One file of a sharded corpus.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Checksum">The SHA-256 checksum of its content, in hexadecimal.</param>
internal sealed record ShardFileEntry(string Name, long Bytes, string Checksum);

/// <summary>One shard: consecutive documents of a corpus.</summary>
/// <param name="Documents">The number of its documents.</param>
/// <param name="NonZero">The number of their stored cells.</param>
/// <param name="Cells">The file of the cells.</param>
/// <param name="Names">The file of the documents' names and known clusters, or null if they have neither.</param>
internal sealed record ShardEntry(int Documents, long NonZero, ShardFileEntry Cells, ShardFileEntry? Names);

/// <summary>What a folder of shards has: the JSON file manifest.json.</summary>
internal sealed record ShardManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "manifest.json";

    private const string Format = "MixturePS shards";
    private const int Version = 1;

    /// <summary>The word of each feature; length J.</summary>
    public required IReadOnlyList<string> Vocabulary { get; init; }

    /// <summary>The weighting of the cells.</summary>
    public required DfmWeighting Weighting { get; init; }

    /// <summary>The shards, in the order of the documents.</summary>
    public required IReadOnlyList<ShardEntry> Shards { get; init; }

    /// <summary>Whether documents have names of their own.</summary>
    public required bool HasNames { get; init; }

    /// <summary>Whether documents have known clusters.</summary>
    public required bool HasKnown { get; init; }

    /// <summary>The name of each known cluster, or null.</summary>
    public IReadOnlyList<string>? KnownClusterName { get; init; }

    /// <summary>Statistics of the text, or null.</summary>
    public TextStatistics? TextStatistics { get; init; }

    /// <summary>How the text was tokenised, or null.</summary>
    public TextRecipe? TextRecipe { get; init; }

    /// <summary>The checksum of the manifest's own text, which names all files by theirs; empty before it is written.</summary>
    public string Checksum { get; private init; } = string.Empty;

    /// <summary>Writes the manifest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public void Write(string path, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var json = new JsonObjectWriter(stream, cancellation, path: path);
        json.Root(() =>
        {
            json.Text("format", Format);
            json.Integer("version", Version);
            json.Integer("documents", Shards.Sum(shard => (long)shard.Documents));
            json.Integer("features", Vocabulary.Count);
            json.Integer("nonZero", Shards.Sum(shard => shard.NonZero));
            json.Flag("hasNames", HasNames);
            json.Flag("hasKnownClusters", HasKnown);
            json.Texts("knownClusterName", KnownClusterName);
            WeightingParts.Write(json, Weighting);
            json.Objects("shards", Shards, shard =>
            {
                json.Integer("documents", shard.Documents);
                json.Integer("nonZero", shard.NonZero);
                json.Object("cells", () => Write(json, shard.Cells));
                if (shard.Names is { } names) json.Object("names", () => Write(json, names));
            });
            if (TextStatistics is { } statistics) json.Object("textStatistics", () => FigureRecord.Write(json, statistics));
            TextRecipeParts.Write(json, TextRecipe);
            json.Names("vocabulary", Vocabulary);
        });
    }

    /// <summary>Reads the manifest of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable or InvalidShards.</exception>
    public static ShardManifest Read(string folder, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw FileError.InvalidShards(folder, Directory.Exists(folder) ? $"it has no '{FileName}'" : "the folder doesn't exist");
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotReadable(path, error.Message);
        }

        var source = new JsonSource(what => FileError.InvalidShards(path, what), null, cancellation);
        return JsonText.ReadLong(text, source, Read) with { Checksum = Convert.ToHexString(SHA256.HashData(text)) };
    }

    private static ShardManifest Read(JsonNodeReader node)
    {
        if (node.Optional("format")?.Text() != Format) throw node.Fault("it isn't the manifest of a folder of shards");
        if (node["version"].Integer(1, int.MaxValue) is > Version and var version) throw node.Fault($"it has version {version}, which a newer version of MixturePS wrote");
        int features = node["features"].Count();
        var shards = node["shards"].Array(null, shard => new ShardEntry(shard["documents"].Count(), shard["nonZero"].Integer(0, Array.MaxLength), Entry(shard["cells"]), shard.Optional("names") is { } names ? Entry(names) : null));
        if (shards.Length == 0) throw node["shards"].Fault("it is empty");
        if (shards.Sum(shard => (long)shard.Documents) is var documents && documents != node["documents"].Integer(0, Array.MaxLength)) throw node["documents"].Fault($"the shards have {documents}");
        var (hasNames, hasKnown) = (node["hasNames"].Flag(), node["hasKnownClusters"].Flag());
        if ((hasNames || hasKnown) && shards.Any(shard => shard.Names is null)) throw node["shards"].Fault("some have no names");
        return new ShardManifest
        {
            Vocabulary = Vocabularies.Checked(node["vocabulary"].Names(features, "feature")),
            Weighting = WeightingParts.Read(node, features) ?? DfmWeighting.Count,
            Shards = shards,
            HasNames = hasNames,
            HasKnown = hasKnown,
            KnownClusterName = node["knownClusterName"].OrNull(names => names.Texts()),
            TextStatistics = FigureRecord.Read<TextStatistics>(node.Optional("textStatistics")),
            TextRecipe = TextRecipeParts.Read(node),
        };
    }

    private static void Write(JsonObjectWriter json, ShardFileEntry entry)
    {
        json.Text("file", entry.Name);
        json.Integer("bytes", entry.Bytes);
        json.Text("sha256", entry.Checksum);
    }

    private static ShardFileEntry Entry(JsonNodeReader node)
    {
        string name = node["file"].Text();
        if (Path.GetFileName(name) != name || name.Length == 0) throw node["file"].Fault($"'{name}' isn't the name of a file in the folder");
        return new ShardFileEntry(name, node["bytes"].Integer(0, Array.MaxLength), node["sha256"].Text());
    }
}
