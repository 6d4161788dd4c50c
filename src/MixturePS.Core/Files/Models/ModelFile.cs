using System.IO.Compression;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Saves and loads models and fitted clusterings as JSON: an object with the properties format, version, kind and content.
/// Numbers read back to the same bits. A file whose name ends in .gz is compressed.
/// </summary>
internal static class ModelFile
{
    /// <summary>The format version that is written, and the newest that can be read.</summary>
    public const int Version = 1;

    private const string Format = "MixturePS model";

    internal static readonly ModelSection[] Sections = [new MixtureModelSection(), new KMeansSection(), new MixtureClusteringSection(), new GibbsSection(), new TopicsSection()];

    /// <summary>Whether an object can be saved.</summary>
    /// <param name="value">A model or a clustering.</param>
    public static bool CanWrite(object? value) => value is not null && Sections.Any(section => section.Type == value.GetType());

    /// <summary>Saves a model or a clustering to a temporary file that is renamed when complete.</summary>
    /// <param name="value">A <see cref="MixtureModel"/> or a clustering.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <param name="withDocuments">Whether to save the documents of a clustering; prediction doesn't need them.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token; after cancellation an existing file is unchanged.</param>
    /// <exception cref="MixtureException">FileExists, FileNotWritable, or NotRepresentable if a name isn't valid Unicode.</exception>
    public static void Write(object value, string path, bool overwrite = false, bool withDocuments = true, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var section = Sections.FirstOrDefault(candidate => candidate.Type == value.GetType())
            ?? throw new ArgumentException($"{value.GetType().Name} can't be saved.", nameof(value));
        using var files = new FileTransaction(overwrite);
        try
        {
            using var file = files.Create(path);
            using var compressed = DfmPaths.IsCompressed(path) ? new GZipStream(file, CompressionLevel.Optimal) : null;
            using var json = new JsonObjectWriter(compressed ?? file, cancellation, progress, Values(value, withDocuments), path);
            json.Root(() =>
            {
                json.Text("format", Format);
                json.Integer("version", Version);
                json.Text("kind", section.Type.Name);
                json.Object("content", () => section.Write(json, value, withDocuments));
            });
        }
        catch (IOException error)
        {
            throw FileError.NotWritable(path, error.Message);
        }

        cancellation.Check();
        files.Commit();
    }

    /// <summary>Loads a model or a clustering.</summary>
    /// <param name="path">The file.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, DamagedGzip, InvalidModelFile or UnsupportedModelVersion.</exception>
    public static object Read(string path, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default) =>
        Read(new DiskStore(), path, progress, cancellation);

    internal static object Read(IFileStore store, string path, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        try
        {
            var file = store.OpenRead(path);
            bool isCompressed = Gzip.IsCompressed(path, ref file);
            using var opened = file;
            using var decompressed = isCompressed ? new VerifiedGzipStream(file) : null;
            var source = new JsonSource(what => FileError.InvalidModel(path, what), progress, cancellation);
            return JsonText.ReadLong(decompressed ?? file, decompressed is null && file.CanSeek ? file.Length : 0, source, root => Content(root, path));
        }
        catch (InvalidDataException)
        {
            throw FileError.DamagedGzip(path);
        }
        catch (MixtureException error) when (!error.Id.EndsWith("File", StringComparison.Ordinal) && !error.Id.StartsWith("File", StringComparison.Ordinal) && error.Id != "UnsupportedModelVersion")
        {
            // Constructors reject invalid content, which is an error in the file.
            throw FileError.InvalidModel(path, error.Message.TrimEnd('.'));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.NotReadable(path, error.Message);
        }
    }

    private static object Content(JsonNodeReader root, string path)
    {
        if (root.Optional("format")?.Text() != Format) throw root.Fault("it was not written by Export-MixtureModel");
        long version = root["version"].Integer(1, int.MaxValue);
        if (version > Version) throw FileError.UnsupportedModelVersion(path, FormattableString.Invariant($"{version}"), Version);
        string kind = root["kind"].Text();
        var section = Sections.FirstOrDefault(candidate => candidate.Type.Name == kind) ?? throw root["kind"].Fault($"'{kind}' is not a known kind of model");
        return section.Read(root["content"]);
    }

    /// <summary>The approximate number of values to write.</summary>
    private static long Values(object value, bool withDocuments)
    {
        if (value is MixtureModel model) return (long)model.K * model.J;
        var clustering = (FittedClustering)value;
        long cells = (long)clustering.K * clustering.Dfm.FeatureCount;
        if (!withDocuments) return cells;
        long perDocument = 3 + (clustering is KMeansClustering ? 0 : clustering.K);
        return cells + (2L * clustering.Dfm.NonZeroCount) + (perDocument * clustering.Dfm.DocumentCount);
    }
}
