using System.Globalization;
using System.Text.RegularExpressions;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The folder of an experiment that several processes run: the experiment, and for each submission the runs of its parts, a job
/// script, and a journal, a state and a log for each part.
/// </summary>
/// <param name="path">The full path of the folder.</param>
internal sealed partial class ExperimentFolder(string path)
{
    /// <summary>The attempts of a part whose journal another process still holds, after which a further one fails.</summary>
    public const int MostAttempts = 9;

    /// <summary>The full path.</summary>
    public string Path => path;

    /// <summary>The file with the experiment.</summary>
    public string DefinitionPath => At("experiment.json");

    /// <summary>Whether the folder has an experiment.</summary>
    public bool Exists => File.Exists(DefinitionPath);

    /// <summary>The submissions, ascending.</summary>
    public IReadOnlyList<int> Submissions => !Directory.Exists(path) ? []
        : [.. Directory.EnumerateFiles(path, "parts-*.json").Select(file => PartsName().Match(System.IO.Path.GetFileName(file))).Where(match => match.Success).Select(match => Number(match.Groups[1].Value)).Order()];

    /// <summary>The latest submission, or 0 if there is none.</summary>
    public int LastSubmission => Submissions is [.., var last] ? last : 0;

    /// <summary>The journals, in order of their names.</summary>
    public IReadOnlyList<string> Journals => !Directory.Exists(path) ? [] : [.. Directory.EnumerateFiles(path, "part-*.jsonl").Order(StringComparer.Ordinal)];

    /// <summary>The file with the runs of the parts of a submission.</summary>
    public string PartsPath(int submission) => At(FormattableString.Invariant($"parts-{submission}.json"));

    /// <summary>The job script of a submission.</summary>
    public string ScriptPath(int submission) => At(FormattableString.Invariant($"job-{submission}.sh"));

    /// <summary>The name of the file with the output of a part, where <c>%a</c> stands for its number.</summary>
    public string LogPath(int submission) => At(FormattableString.Invariant($"part-{submission}-%a.log"));

    /// <summary>The file with the state of a part.</summary>
    public string StatePath(int submission, int part) => At(FormattableString.Invariant($"part-{submission}-{part}.json"));

    /// <summary>The journal of a part. A later attempt has a journal of its own, because the earlier one may still be in use.</summary>
    public string JournalPath(int submission, int part, int attempt = 1) =>
        At(FormattableString.Invariant($"part-{submission}-{part}{(attempt == 1 ? string.Empty : FormattableString.Invariant($"-{attempt}"))}.jsonl"));

    /// <summary>The submission and the part that a journal belongs to, or null for a journal that was copied into the folder.</summary>
    public static (int Submission, int Part)? PartOf(string journal) =>
        JournalName().Match(System.IO.Path.GetFileName(journal)) is { Success: true } match ? (Number(match.Groups[1].Value), Number(match.Groups[2].Value)) : null;

    /// <summary>Reads the experiment.</summary>
    /// <exception cref="MixtureException">ExperimentNotFound, InvalidExperimentFile or an error of files.</exception>
    public ExperimentDefinition Definition(CancellationToken cancellation) =>
        Exists ? ExperimentDefinition.Read(DefinitionPath, cancellation) : throw ClusterError.ExperimentNotFound(path);

    /// <summary>Locks the folder for a submission, until the result is disposed.</summary>
    /// <exception cref="MixtureException">FolderInUse or FileNotWritable.</exception>
    public IDisposable Lock()
    {
        try
        {
            Directory.CreateDirectory(path);
            return JournalFile.Open(At(".lock"), isWritable: true);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotWritable(path, error.Message);
        }
        catch (MixtureException error) when (error.Id == "JournalInUse")
        {
            throw ClusterError.FolderInUse(path);
        }
    }

    /// <summary>Reads a JSON file of an experiment's folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The value of its property <c>format</c>.</param>
    /// <param name="version">The newest known version of the format.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="read">Reads the root.</param>
    /// <exception cref="MixtureException">InvalidExperimentFile or an error of files.</exception>
    public static T Read<T>(string path, string format, int version, CancellationToken cancellation, Func<JsonNodeReader, T> read)
    {
        try
        {
            using var stream = UnlockedFile.Open(path);
            return JsonText.ReadLong(stream, stream.Length, new JsonSource(what => ClusterError.InvalidExperimentFile(path, what), null, cancellation), node =>
            {
                if (node["format"].Text() != format) throw node.Fault("it is another kind of file");
                if (node["version"].Integer(1, int.MaxValue) > version) throw node.Fault("its format is newer than this version of the module");
                return read(node);
            });
        }
        catch (FileNotFoundException)
        {
            throw FileError.NotFound(path);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotReadable(path, error.Message);
        }
    }

    /// <summary>Writes a JSON file of an experiment's folder; it is renamed when complete.</summary>
    /// <exception cref="MixtureException">An error of files.</exception>
    public static void Write(string path, string format, int version, Action<JsonObjectWriter> write)
    {
        using var files = new FileTransaction(overwrite: true);
        using (var stream = files.Create(path))
        using (var json = new JsonObjectWriter(stream, path: path))
        {
            json.Root(() =>
            {
                json.Text("format", format);
                json.Integer("version", version);
                write(json);
            });
        }

        files.Commit();
    }

    private string At(string name) => System.IO.Path.Combine(path, name);

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^parts-([0-9]{1,9})\.json$", RegexOptions.CultureInvariant)]
    private static partial Regex PartsName();

    [GeneratedRegex(@"^part-([0-9]{1,9})-([0-9]{1,9})(-[0-9]{1,9})?\.jsonl$", RegexOptions.CultureInvariant)]
    private static partial Regex JournalName();
}
