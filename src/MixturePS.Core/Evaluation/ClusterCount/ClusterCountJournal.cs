using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The journal from which a search resumes: a JSON Lines file with the documents and settings in the first line, and one line
/// for each completed K, which is flushed to disk before the next K starts.
/// </summary>
internal sealed class ClusterCountJournal : IDisposable
{
    private const string Format = "MixturePS cluster counts";
    private const int Version = 1;
    private readonly Dictionary<int, ClusterCountRow> _rows = [];
    private readonly LineJournal _file;
    private readonly string _path;

    private ClusterCountJournal(LineJournal file, string path) => (_file, _path) = (file, path);

    /// <summary>The seed of the search.</summary>
    public BigInteger Seed { get; private set; }

    /// <summary>Opens a journal, or creates one with the given seed or with fresh entropy.</summary>
    /// <exception cref="MixtureException">JournalMismatch: it was started with other documents, settings or another seed. JournalInUse, MalformedFile or a file error.</exception>
    public static ClusterCountJournal Open(string path, Dfm dfm, ClusterCountOptions options, BigInteger? seed, Action<string>? warn, CancellationToken cancellation)
    {
        var journal = new ClusterCountJournal(LineJournal.Open(path, Format, warn), path);
        try
        {
            journal.Load(Settings(options), Fingerprint(dfm, cancellation), seed, dfm.DocumentCount, options.Method, cancellation);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The row of a completed K, or null.</summary>
    public ClusterCountRow? Find(int k) => _rows.GetValueOrDefault(k);

    /// <summary>Appends the row of a completed K.</summary>
    public void Add(ClusterCountRow row)
    {
        _file.Append(json =>
        {
            json.Integer("k", row.K);
            json.Optional("logLikelihood", row.LogLikelihood);
            if (row.ParameterCount is { } count) json.Integer("parameterCount", count);
            json.Optional("aic", row.Aic);
            json.Optional("bic", row.Bic);
            json.Optional("icl", row.Icl);
            json.Optional("heldOutLogLikelihood", row.HeldOutLogLikelihood);
            json.Optional("perplexity", row.Perplexity);
            json.Optional("logMarginalLikelihood", row.LogMarginalLikelihood);
            json.Optional("logMarginalLikelihoodError", row.LogMarginalLikelihoodError);
            json.Optional("priorBeta", row.PriorBeta);
            json.Optional("inertia", row.Inertia);
            json.Optional("silhouette", row.Silhouette);
            json.Optional("stability", row.Stability);
            json.Integer("distinctClusterCount", row.DistinctClusterCount);
            json.Flag("converged", row.Converged);
            json.Text("fitSeed", row.FitSeed);
        });
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// The settings that affect rows; the criterion and the number of threads don't. Without draws they are those of journals
    /// from before there were any, which can still be read.
    /// </summary>
    private static string Settings(ClusterCountOptions options) => FormattableString.Invariant(
        $"{options.Method}, {options.Folds} folds, {options.Subsamples} pairs of {options.Fraction:R}, {options.Restarts} starts, smoothing {options.Smoothing:R}, silhouettes of {options.SampleSize}{(options.HasDraws ? $", {options.Draws} draws" : string.Empty)}");

    private static string Fingerprint(Dfm dfm, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{dfm.DocumentCount} {dfm.FeatureCount} {dfm.Weighting.Name}\n")));
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            point.Pass(dfm.Matrix.RowColumns(i).Length);
            hash.AppendData(BitConverter.GetBytes(dfm.Matrix.RowColumns(i).Length));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(dfm.Matrix.RowColumns(i)));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(dfm.Matrix.RowValues(i)));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private void Load(string settings, string documents, BigInteger? seed, int n, ClusterCountMethod method, CancellationToken cancellation)
    {
        bool isNew = true;
        foreach (var line in _file.Lines(cancellation))
        {
            if (isNew) _file.Parse(line, node => Compare(node, settings, documents, seed));
            else _file.Parse(line, node => Keep(node, n, method));
            isNew = false;
        }

        if (!isNew) return;
        Seed = seed ?? new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true);
        _file.Append(
            json =>
            {
                json.Text("format", Format);
                json.Integer("version", Version);
                json.Text("settings", settings);
                json.Text("documents", documents);
                json.Text("seed", Seed);
            },
            isHeader: true);
        _file.Flush();
    }

    private bool Compare(JsonNodeReader node, string settings, string documents, BigInteger? seed)
    {
        if (node["version"].Integer(1, int.MaxValue) > Version) throw FileError.JournalMismatch(_path, "its format is newer than this version of the module");
        if (node["documents"].Text() != documents) throw FileError.JournalMismatch(_path, "it was made from other documents");
        if (node["settings"].Text() != settings) throw FileError.JournalMismatch(_path, $"it was made with other settings ({node["settings"].Text()}; now {settings})");
        Seed = node["seed"].Big();
        return seed is null || seed == Seed ? true : throw FileError.JournalMismatch(_path, $"its seed is {Seed}, not {seed}");
    }

    private ClusterCountRow Keep(JsonNodeReader node, int n, ClusterCountMethod method)
    {
        int k = (int)node["k"].Integer(1, int.MaxValue);
        double? Optional(string name) => node.Optional(name)?.Number(any: true);
        return _rows[k] = new ClusterCountRow
        {
            K = k,
            Method = method,
            LogLikelihood = Optional("logLikelihood"),
            ParameterCount = node.Optional("parameterCount")?.Count(),
            Aic = Optional("aic"),
            Bic = Optional("bic"),
            Icl = Optional("icl"),
            HeldOutLogLikelihood = Optional("heldOutLogLikelihood"),
            Perplexity = Optional("perplexity"),
            LogMarginalLikelihood = Optional("logMarginalLikelihood"),
            LogMarginalLikelihoodError = Optional("logMarginalLikelihoodError"),
            PriorBeta = Optional("priorBeta"),
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
}
