using System.Numerics;
using System.Security.Cryptography;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The file that an experiment resumes from: a header and a line for each finished run, in any order. Only the places of
/// the lines are kept in memory. Two lines of one run are allowed if they agree in everything but the duration.
/// </summary>
internal sealed class ExperimentJournal : IDisposable
{
    private readonly Dictionary<long, (long Offset, int Length)> _places = [];
    private readonly List<long> _runs = [];
    private readonly LineJournal _file;
    private readonly string _path;

    private ExperimentJournal(LineJournal file, string path) => (_file, _path) = (file, path);

    /// <summary>The header.</summary>
    public ExperimentHeader Header { get; private set; } = null!;

    /// <summary>The numbers of the runs in it, in the order of its lines.</summary>
    public IReadOnlyList<long> Runs => _runs;

    /// <summary>Opens a journal to resume from, or creates one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">The plan with a seed.</param>
    /// <param name="seed">The seed; null for that of the journal, or fresh entropy without one.</param>
    /// <param name="shard">The part to run, or null for all.</param>
    /// <param name="warn">Receives a warning about a torn last line or another version of the module; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="progress">Receives the progress of reading, or null.</param>
    /// <exception cref="MixtureException">JournalInUse, JournalMismatch, MalformedFile or an error of files.</exception>
    public static ExperimentJournal Open(string path, Func<BigInteger, ExperimentPlan> plan, BigInteger? seed, ExperimentShard? shard, Action<string>? warn, CancellationToken cancellation, IProgress<ProgressReport>? progress = null) =>
        Load(LineJournal.Open(path, ExperimentHeader.Format, warn), path, cancellation, progress, journal =>
        {
            var ours = ExperimentHeader.Of(plan(seed ?? journal.Header?.Plan.Seed ?? new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true)), shard);
            if (journal.Header is null)
            {
                journal.Header = ours;
                journal._file.Append(ours.Write, isHeader: true);
                journal._file.Flush();
                journal._file.Salt = ours.Plan.Fingerprint;
                return;
            }

            var differences = ours.Differences(journal.Header);
            if (differences.Count > 0) throw FileError.JournalMismatch(path, string.Join("; ", differences));
            if (journal.Header.ModuleVersion != ExperimentHeader.ThisVersion)
                warn?.Invoke($"'{path}' was started by version {journal.Header.ModuleVersion} of the module and this is version {ExperimentHeader.ThisVersion}; their results may differ.");
        });

    /// <summary>Opens a journal for reading.</summary>
    /// <exception cref="MixtureException">FileNotFound, JournalInUse, JournalMismatch, EmptyFile, MalformedFile or an error of files.</exception>
    public static ExperimentJournal OpenRead(string path, Action<string>? warn, CancellationToken cancellation, IProgress<ProgressReport>? progress = null) =>
        Load(LineJournal.OpenRead(path, ExperimentHeader.Format, warn), path, cancellation, progress, journal =>
        {
            if (journal.Header is null) throw FileError.Empty(path);
        });

    /// <summary>Opens a journal for reading while another process may append to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seen">Receives each run with its row, in the order of the lines; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The journal, or null if its header isn't written yet.</returns>
    /// <exception cref="MixtureException">As <see cref="OpenRead"/>.</exception>
    public static ExperimentJournal? OpenShared(string path, Action<ExperimentJournal, long, ExperimentRow>? seen, CancellationToken cancellation)
    {
        var journal = Load(LineJournal.OpenShared(path, ExperimentHeader.Format), path, cancellation, null, _ => { }, seen);
        if (journal.Header is not null) return journal;
        journal.Dispose();
        return null;
    }

    /// <summary>Reads a journal from a stream.</summary>
    internal static ExperimentJournal Read(Stream stream, string path, Action<string>? warn) =>
        Load(new LineJournal(stream, path, ExperimentHeader.Format, warn, isWritable: false), path, CancellationToken.None, null, journal =>
        {
            if (journal.Header is null) throw FileError.Empty(path);
        });

    /// <summary>Whether the journal has a run.</summary>
    public bool Has(long run) => _places.ContainsKey(run);

    /// <summary>The row of a run in the journal.</summary>
    public ExperimentRow Row(long run) => _file.Parse(Line(run), node => Read(node).Row);

    /// <summary>The line of a run in the journal.</summary>
    public JournalLine Line(long run)
    {
        var (offset, length) = _places[run];
        return _file.ReadAt(offset, length);
    }

    /// <summary>Adds a finished run; it is on the disk after the next flush.</summary>
    public void Add(long run, ExperimentRow row)
    {
        if (!_places.ContainsKey(run)) _runs.Add(run);
        _places[run] = _file.Append(json => Write(json, run, row));
    }

    /// <summary>Writes the added runs to the disk.</summary>
    /// <exception cref="MixtureException">FileNotWritable; the file is unchanged then.</exception>
    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();

    private static ExperimentJournal Load(LineJournal file, string path, CancellationToken cancellation, IProgress<ProgressReport>? progress, Action<ExperimentJournal> begin, Action<ExperimentJournal, long, ExperimentRow>? seen = null)
    {
        var journal = new ExperimentJournal(file, path);
        try
        {
            bool isBegun = false;
            foreach (var line in file.Lines(cancellation, progress))
            {
                if (isBegun)
                {
                    var (run, row) = journal.Keep(line);
                    seen?.Invoke(journal, run, row);
                    continue;
                }

                journal.Header = file.Parse(line, node => ExperimentHeader.Read(node, path));
                file.Salt = journal.Header.Plan.Fingerprint;
                begin(journal);
                isBegun = true;
            }

            if (!isBegun) begin(journal);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private static void Write(JsonObjectWriter json, long run, ExperimentRow row)
    {
        json.Integer("run", run);
        foreach (var column in ExperimentRow.Columns) column.Write(json, row);
    }

    // The plan supplies what is known before a run; the line only has to agree with it. The rest is read.
    private (long Run, ExperimentRow Row) Read(JsonNodeReader line)
    {
        var plan = Header.Plan;
        long run = line["run"].Integer(0, plan.RunCount - 1);
        var (cell, replicate, method) = plan.Parts(run);
        var row = plan.Row(cell, replicate, plan.Methods[method]);
        if (line["cell"].Integer(0, uint.MaxValue) != row.Cell || line["replicate"].Count() != replicate || line["method"].Text() != row.Method || line["dataSeed"].Text() != row.DataSeed)
            throw line.Fault("it is of another run than its number says");
        foreach (var column in ExperimentRow.Columns)
            if (column.Kind is ExperimentColumnKind.Index or ExperimentColumnKind.Outcome) column.Read(line, row);
        return (run, row);
    }

    private (long Run, ExperimentRow Row) Keep(JournalLine line)
    {
        var (run, row) = _file.Parse(line, Read);
        if (Header.Shard is { } shard && !shard.Contains(run / Header.Plan.Methods.Count))
            throw FileError.Malformed(new Place(_path, line.Number), $"its run does not belong to shard {shard}");
        if (_places.TryGetValue(run, out _))
        {
            if (!Row(run).IsSameRun(row)) throw FileError.Malformed(new Place(_path, line.Number), $"its result for {row.Method}, cell {row.Cell}, replicate {row.Replicate} differs from that of an earlier line");
            return (run, row);
        }

        _places.Add(run, (line.Offset, line.Bytes.Length));
        _runs.Add(run);
        return (run, row);
    }
}
