using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MixturePS.Core.Errors;
using MixturePS.Core.IO;
using MixturePS.Core.IO.Models;
using MixturePS.Core.Matrices;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The file that a search goes on from: JSON Lines, the first with what was searched how, and one for each finished K,
/// which is on the disk before the next K is begun. A last line without an end is the mark of a search that was cut off.
/// </summary>
internal sealed class ClusterCountJournal : IDisposable
{
    private const string Format = "MixturePS cluster counts";
    private const int Version = 1;
    private readonly Dictionary<int, ClusterCountRow> _rows = [];
    private readonly FileStream _file;
    private readonly string _path;

    private ClusterCountJournal(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>The seed of the search.</summary>
    public BigInteger Seed { get; private set; }

    /// <summary>Opens a journal, or starts one with the seed or fresh entropy.</summary>
    /// <exception cref="MixtureException">JournalMismatch: it is of other documents, settings or another seed. MalformedFile or FileNotWritable.</exception>
    public static ClusterCountJournal Open(string path, Dfm dfm, ClusterCountOptions options, BigInteger? seed, Action<string>? warn, CancellationToken cancellation)
    {
        FileStream? file = null;
        try
        {
            if (SpecialFiles.IsSpecial(path)) throw FileError.NotWritable(path, "it is a device or a pipe, which a search can't go on from");
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var journal = new ClusterCountJournal(file, path);
            journal.Load(Settings(options), Fingerprint(dfm, cancellation), seed, dfm.DocumentCount, options.Method, warn);
            return journal;
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (AtomicFiles.IsOfFiles(error)) throw FileError.NotWritable(path, error.Message);
            throw;
        }
    }

    /// <summary>The row of a K that is finished, or null.</summary>
    public ClusterCountRow? Find(int k) => _rows.GetValueOrDefault(k);

    /// <summary>Adds a finished K.</summary>
    public void Add(ClusterCountRow row) => Append(json =>
    {
        json.Integer("k", row.K);
        Optional("logLikelihood", row.LogLikelihood);
        if (row.ParameterCount is { } count) json.Integer("parameterCount", count);
        Optional("aic", row.Aic);
        Optional("bic", row.Bic);
        Optional("icl", row.Icl);
        Optional("heldOutLogLikelihood", row.HeldOutLogLikelihood);
        Optional("inertia", row.Inertia);
        Optional("silhouette", row.Silhouette);
        Optional("stability", row.Stability);
        json.Integer("distinctClusterCount", row.DistinctClusterCount);
        json.Flag("converged", row.Converged);
        json.Text("fitSeed", row.FitSeed);

        void Optional(string name, double? value)
        {
            if (value is { } number) json.Number(name, number);
        }
    });

    public void Dispose() => _file.Dispose();

    /// <summary>What makes rows comparable. The criterion and the number of threads have no part in them.</summary>
    private static string Settings(ClusterCountOptions options) => FormattableString.Invariant(
        $"{options.Method}, {options.Folds} folds, {options.Subsamples} pairs of {options.Fraction:R}, {options.Restarts} starts, smoothing {options.Smoothing:R}, silhouettes of {options.SampleSize}");

    private static string Fingerprint(Dfm dfm, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{dfm.DocumentCount} {dfm.FeatureCount} {dfm.Weighting.Name}\n")));
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            if ((i & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            hash.AppendData(BitConverter.GetBytes(dfm.Matrix.RowColumns(i).Length));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(dfm.Matrix.RowColumns(i)));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(dfm.Matrix.RowValues(i)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private void Load(string settings, string documents, BigInteger? seed, int n, ClusterCountMethod method, Action<string>? warn)
    {
        using var reader = new StreamReader(_file, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n') + 1;
        if (end < text.Length)
        {
            warn?.Invoke($"The last line of '{_path}' is torn, as the search was cut off while it was written; it is left out.");
            _file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, end)));
        }

        _file.Seek(0, SeekOrigin.End);
        string[] lines = text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            Seed = seed ?? new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true);
            Append(json =>
            {
                json.Text("format", Format);
                json.Integer("version", Version);
                json.Text("settings", settings);
                json.Text("documents", documents);
                json.Text("seed", Seed);
            });
            return;
        }

        Parse(lines[0], 1, node =>
        {
            if (node.Optional("format")?.Text() != Format) throw FileError.JournalMismatch(_path, "it is not the journal of such a search");
            if (node["version"].Integer(1, int.MaxValue) > Version) throw FileError.JournalMismatch(_path, "it has a newer version of the format");
            if (node["documents"].Text() != documents) throw FileError.JournalMismatch(_path, "it is of other documents");
            if (node["settings"].Text() != settings) throw FileError.JournalMismatch(_path, $"it was searched with other settings ({node["settings"].Text()}; now {settings})");
            Seed = node["seed"].Big();
            if (seed is not null && seed != Seed) throw FileError.JournalMismatch(_path, $"its seed is {Seed} and not {seed}");
        });
        for (int i = 1; i < lines.Length; i++) Parse(lines[i], i + 1, node => Keep(node, n, method));
    }

    private void Keep(ModelNode node, int n, ClusterCountMethod method)
    {
        int k = (int)node["k"].Integer(1, int.MaxValue);
        double? Optional(string name) => node.Optional(name)?.Number(any: true);
        _rows[k] = new ClusterCountRow
        {
            K = k,
            Method = method,
            LogLikelihood = Optional("logLikelihood"),
            ParameterCount = node.Optional("parameterCount")?.Count(),
            Aic = Optional("aic"),
            Bic = Optional("bic"),
            Icl = Optional("icl"),
            HeldOutLogLikelihood = Optional("heldOutLogLikelihood"),
            Inertia = Optional("inertia"),
            Silhouette = Optional("silhouette"),
            Stability = Optional("stability"),
            DistinctClusterCount = node["distinctClusterCount"].Count(),
            Converged = node["converged"].Flag(),
            FitSeed = node["fitSeed"].Big(),
            Seed = Seed,
            N = n,
        };
    }

    private void Parse(string line, int number, Action<ModelNode> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            read(new ModelNode(document.RootElement, "the file", _path));
        }
        catch (JsonException error)
        {
            throw FileError.Malformed(new Place(_path, number), $"it is not JSON ({error.Message.TrimEnd('.')})");
        }
        catch (MixtureException error) when (error.Id == "InvalidModelFile")
        {
            throw FileError.Malformed(new Place(_path, number), error.Message.TrimEnd('.'));
        }
    }

    private void Append(Action<ModelWriter> write)
    {
        try
        {
            using var line = new MemoryStream();
            using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                write(new ModelWriter(json, withDocuments: false, CancellationToken.None));
                json.WriteEndObject();
            }

            line.WriteByte((byte)'\n');
            _file.Write(line.GetBuffer(), 0, (int)line.Length);
            _file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            throw FileError.NotWritable(_path, error.Message);
        }
    }
}
