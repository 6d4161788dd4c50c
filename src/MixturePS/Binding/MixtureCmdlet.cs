using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Errors;
using MixturePS.Views;

namespace MixturePS.Binding;

/// <summary>
/// The base class of all cmdlets: Ctrl+C cancels the token of the computation, an error of the core becomes an error
/// record with its id, and progress is written on the pipeline thread.
/// </summary>
public abstract class MixtureCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private ParameterValues _parameters = null!;

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Whether an error in a record ends the command, because no other record follows.</summary>
    protected virtual bool EndsAtError => !MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the token.</summary>
    /// <param name="disposing">Whether the call comes from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _stopping.Dispose();
    }

    /// <summary>The time that the last computation took.</summary>
    private protected TimeSpan Elapsed { get; private set; }

    /// <summary>Checks the numbers among the parameters.</summary>
    protected override void BeginProcessing()
    {
        Terminal.Remember(Host);
        _parameters = new ParameterValues(this);
        ReadCells();
        if (_parameters.Fault() is { } fault) ThrowTerminatingError(fault);
    }

    /// <summary>Converts values that a cell of a table may hold in another form, before the numbers are checked.</summary>
    private protected virtual void ReadCells()
    {
    }

    /// <summary>
    /// Reads the parameters that the current row of a table supplies. An empty cell is as if the row had no such column.
    /// Returns false if the row was refused.
    /// </summary>
    private protected bool TryReadRow()
    {
        if (!MyInvocation.ExpectingInput) return true;
        _parameters.ClearBlanks();
        ReadCells();
        _parameters.ReadCulture();
        if (_parameters.Fault() is not { } fault) return true;
        WriteError(fault);
        return false;
    }

    /// <summary>Whether the command line, and not a row, gave a parameter.</summary>
    private protected bool IsTyped(string name) => _parameters.IsTyped(name);

    /// <summary>Throws an error if the command line gave null for a parameter that must be a number or a word.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="isNull">Whether it has no value.</param>
    private protected void RejectNull(string name, bool isNull)
    {
        if (IsTyped(name) && isNull) ThrowTerminatingError(ErrorCatalogue.InvalidParameterNumber(name, "null is not a number", null));
    }

    /// <summary>The seed used, as the end of a message, or empty text if nothing was drawn.</summary>
    private protected virtual string SeedUsed => string.Empty;

    /// <summary>Says with -Verbose what was done, with the time that the last computation took.</summary>
    /// <param name="what">A phrase without a full stop.</param>
    private protected void Say(FormattableString what) =>
        WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"{FormattableString.Invariant(what)}; {Elapsed.TotalSeconds:0.00} s."));

    /// <summary>Says with -Verbose how a clustering was fitted.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="starts">The number of starts or chains, such as "10 starts".</param>
    private protected void Say(FittedClustering clustering, string starts)
    {
        string end = clustering.Converged ? "converged" : "did not converge";
        string objective = clustering.LogLikelihood is { } likelihood ? FormattableString.Invariant($", log-likelihood {likelihood:G6}")
            : clustering.Inertia is { } inertia ? FormattableString.Invariant($", inertia {inertia:G6}") : string.Empty;
        Say($"{clustering} with {Counted.Of(clustering.Dfm.FeatureCount, "feature")}; {starts}, seed {clustering.Seed}; {(clustering is GibbsClustering or FittedTopics { Algorithm: TopicMethod.Gibbs } ? "the chains" : "the best")} {end} after {Counted.Of(clustering.Iterations, "iteration")}{objective}");
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>
    /// Runs a computation and writes its result as one object. An error in a record from the pipeline is written, so that
    /// the next records are processed; any other error ends the command. The computation itself writes nothing.
    /// </summary>
    /// <param name="activity">The heading of the progress bar.</param>
    /// <param name="computation">The computation, run on the calling thread.</param>
    private protected void WriteComputed(string activity, Func<IProgress<ProgressReport>, CancellationToken, object> computation)
    {
        if (!TryCompute(activity, computation, out object? result)) return;
        Say($"{activity}: {SizeOf(result)}{SeedUsed}");
        WriteWhole(result);
    }

    // A small matrix is its numbers as text.
    private static object SizeOf(object result) => result switch
    {
        DenseMatrix matrix => $"{matrix.RowCount} x {matrix.ColumnCount} matrix",
        CountMatrix matrix => $"{matrix.RowCount} x {matrix.ColumnCount} matrix",
        _ => result,
    };

    /// <summary>Runs a computation. Returns false if its error was written and the next record should be processed.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="activity">The heading of the progress bar.</param>
    /// <param name="computation">The computation, run on the calling thread.</param>
    /// <param name="result">The result.</param>
    private protected bool TryCompute<T>(string activity, Func<IProgress<ProgressReport>, CancellationToken, T> computation, [NotNullWhen(true)] out T? result)
        where T : notnull
    {
        ErrorRecord record;
        var watch = Stopwatch.StartNew();
        using (var progress = new ThrottledProgress(this, activity))
        {
            try
            {
                result = computation(progress, StopToken);
                Elapsed = watch.Elapsed;
                return true;
            }
            catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }
            catch (MixtureException error)
            {
                record = ErrorCatalogue.From(error);
            }
            catch (RecordException error)
            {
                record = error.Record;
            }
            catch (Exception error) when (error is OutOfMemoryException or OverflowException)
            {
                record = ErrorCatalogue.OutOfMemory(error);
            }
        }

        EndOrWrite(record);
        result = default;
        return false;
    }

    /// <summary>
    /// The file that a parameter names; wildcard characters are taken literally. A path that is not a file system path
    /// ends the command.
    /// </summary>
    private protected string FilePath(string path)
    {
        try
        {
            return FilePaths.Literal(this, path);
        }
        catch (RecordException error)
        {
            ThrowTerminatingError(error.Record);
            throw;
        }
    }

    /// <summary>The files to read, in order. A path without a file is an error of its record.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="isLiteral">Whether wildcard characters are taken literally.</param>
    private protected IEnumerable<string> InputFiles(string[] paths, bool isLiteral)
    {
        foreach (string path in paths)
        {
            IReadOnlyList<string> files = [];
            try
            {
                files = FilePaths.Of(this, path, isLiteral);
            }
            catch (RecordException error)
            {
                EndOrWrite(error.Record);
            }

            foreach (string file in files) yield return file;
        }
    }

    /// <summary>Throws an error if a fit with a checkpoint has no seed: repeated, it would be another fit.</summary>
    /// <param name="checkpoint">The value of -Checkpoint.</param>
    /// <param name="hasSeed">Whether -Seed was given.</param>
    private protected void RequireSeed(string? checkpoint, bool hasSeed)
    {
        if (checkpoint is not null && !hasSeed) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded("Checkpoint", "-Seed"));
    }

    /// <summary>Whether a checkpoint was given for documents in memory; the error of this record was then written.</summary>
    /// <param name="checkpoint">The value of -Checkpoint.</param>
    /// <param name="dfm">The documents.</param>
    private protected bool RefusesCheckpoint(string? checkpoint, Dfm dfm)
    {
        if (checkpoint is null || dfm.Shards is not null) return false;
        RefuseInput(ErrorCatalogue.ShardsNeeded("Checkpoint"));
        return true;
    }

    /// <summary>Reads documents from the value of -InputObject. Returns false if the error of this record was written.</summary>
    /// <param name="input">A DFM, or a matrix with one document per row.</param>
    /// <param name="dfm">The documents.</param>
    private protected bool TryReadDfm(PSObject? input, [NotNullWhen(true)] out Dfm? dfm)
    {
        object? value = PSValue.Unwrap(input);
        dfm = value as Dfm;
        if (dfm is not null) return true;
        if (MatrixReading.CanRead(value)) return TryCompute("Reading a matrix", (_, stop) => MatrixReading.ToDfm(value!, stop), out dfm);
        RefuseInput(ErrorCatalogue.NotADfm(value));
        return false;
    }

    /// <summary>
    /// Rejects an input object: writes an error of this record if more may follow in the pipeline, otherwise ends the
    /// command.
    /// </summary>
    private protected void RefuseInput(ErrorRecord record)
    {
        if (!MyInvocation.ExpectingInput) ThrowTerminatingError(record);
        WriteError(record);
    }

    /// <summary>Writes a warning, in which control characters of names and paths are escaped.</summary>
    /// <param name="text">The warning.</param>
    protected new void WriteWarning(string text) => base.WriteWarning(VisibleText.Of(text));

    /// <summary>Writes rows one by one, until the pipeline is stopped.</summary>
    /// <param name="rows">The rows, which may be computed while they are written.</param>
    private protected void WriteRows(IEnumerable<object> rows)
    {
        foreach (object row in rows)
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            WriteObject(row);
        }
    }

    /// <summary>Writes a result as one object, even if it is a collection.</summary>
    protected void WriteWhole(object result) => WriteObject(result, enumerateCollection: false);

    /// <summary>
    /// Writes the error of a record, so that the next records are processed, and ends the command at any other error. A
    /// parameter that a row supplied is part of the record.
    /// </summary>
    private protected void EndOrWrite(ErrorRecord record)
    {
        if (_parameters.IsFromRow) WriteError(record);
        else if (EndsAtError || !ErrorCatalogue.IsOfRecord(record)) ThrowTerminatingError(record);
        else WriteError(record);
    }
}
