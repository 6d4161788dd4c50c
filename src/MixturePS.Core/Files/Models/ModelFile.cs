using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Saves and loads models and fitted clusterings as JSON: an object with the members format, version, kind and content.
/// Numbers are written so that they are read to the bit. A file that ends with .gz is packed.
/// </summary>
public static class ModelFile
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    private const string Format = "MixturePS model";

    private static readonly ModelSection[] Sections = [new MixtureModelSection(), new KMeansSection(), new MixtureClusteringSection(), new GibbsSection()];

    /// <summary>Whether there is a way to save an object.</summary>
    /// <param name="value">A model or a clustering.</param>
    public static bool CanWrite(object? value) => value is not null && Sections.Any(section => section.Type == value.GetType());

    /// <summary>Saves a model or a clustering. The file is written beside its place and moved there when it is whole.</summary>
    /// <param name="value">A <see cref="MixtureModel"/> or a clustering.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <param name="withDocuments">Whether the documents of a clustering are saved with it; prediction doesn't need them.</param>
    /// <param name="progress">Told how far writing has come, or null.</param>
    /// <param name="cancellation">Ends the work early; what was there is left.</param>
    /// <exception cref="MixtureException">FileExists or FileNotWritable.</exception>
    public static void Write(object value, string path, bool overwrite = false, bool withDocuments = true, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var section = Sections.FirstOrDefault(candidate => candidate.Type == value.GetType())
            ?? throw new ArgumentException($"{value.GetType().Name} can't be saved.", nameof(value));
        using var files = new AtomicFiles(overwrite);
        try
        {
            using var file = files.Create(path);
            using var packed = DfmPaths.IsPacked(path) ? new GZipStream(file, CompressionLevel.Optimal) : null;
            using var json = new Utf8JsonWriter(packed ?? file, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("kind", section.Type.Name);
            json.WriteStartObject("content");
            section.Write(new ModelWriter(json, withDocuments, cancellation, progress, Values(value, withDocuments)), value);
            json.WriteEndObject();
            json.WriteEndObject();
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
    /// <param name="progress">Told how far reading has come, on the calling thread; or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, DamagedGzip, InvalidModelFile or UnsupportedModelVersion.</exception>
    public static object Read(string path, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default) =>
        Read(new DiskStore(), path, progress, cancellation);

    internal static object Read(IFileStore store, string path, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        try
        {
            using var file = store.OpenRead(path);
            using var unpacked = DfmPaths.IsPacked(path) ? new WholeGzip(file) : null;
            var source = new ModelSource(path, progress, cancellation);
            using var document = source.Parse(unpacked ?? file, unpacked is null ? file.Length : 0);
            var root = new ModelNode(document.RootElement, "the file", source);
            if (root.Optional("format")?.Text() != Format) throw root.Fault("it was not written by Export-MixtureModel");
            long version = root["version"].Integer(1, int.MaxValue);
            if (version > Version) throw FileError.UnsupportedModelVersion(path, FormattableString.Invariant($"{version}"), Version);
            string kind = root["kind"].Text();
            var section = Sections.FirstOrDefault(candidate => candidate.Type.Name == kind) ?? throw root["kind"].Fault($"'{kind}' is not a known kind of model");
            return section.Read(root["content"]);
        }
        catch (JsonException error)
        {
            throw FileError.InvalidModel(path, $"it is not valid JSON ({error.Message.TrimEnd('.')})");
        }
        catch (InvalidDataException)
        {
            throw FileError.DamagedGzip(path);
        }
        catch (MixtureException error) when (!error.Id.EndsWith("File", StringComparison.Ordinal) && !error.Id.StartsWith("File", StringComparison.Ordinal) && error.Id != "UnsupportedModelVersion")
        {
            // What a constructor refuses is a fault of the file here.
            throw FileError.InvalidModel(path, error.Message.TrimEnd('.'));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.NotReadable(path, error.Message);
        }
    }

    /// <summary>About how many values there are to write.</summary>
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
