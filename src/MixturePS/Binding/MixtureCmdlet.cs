using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
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

    /// <inheritdoc/>
    protected override void BeginProcessing() => Terminal.Remember(Host);

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
        if (TryCompute(activity, computation, out object? result)) WriteWhole(result);
    }

    /// <summary>Runs a computation. Returns false if its error was written and the next record should be processed.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="activity">The heading of the progress bar.</param>
    /// <param name="computation">The computation, run on the calling thread.</param>
    /// <param name="result">The result.</param>
    private protected bool TryCompute<T>(string activity, Func<IProgress<ProgressReport>, CancellationToken, T> computation, [NotNullWhen(true)] out T? result)
        where T : notnull
    {
        ErrorRecord record;
        using (var progress = new ThrottledProgress(this, activity))
        {
            try
            {
                result = computation(progress, StopToken);
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

    /// <summary>Reads documents from the value of -InputObject. Returns false if the error of this record was written.</summary>
    /// <param name="input">A DFM, or a matrix with one document per row.</param>
    /// <param name="dfm">The documents.</param>
    private protected bool TryReadDfm(PSObject? input, [NotNullWhen(true)] out Dfm? dfm)
    {
        object? value = input?.BaseObject;
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

    /// <summary>Writes a result as one object, even if it is a collection.</summary>
    protected void WriteWhole(object result) => WriteObject(result, enumerateCollection: false);

    private void EndOrWrite(ErrorRecord record)
    {
        if (EndsAtError || !ErrorCatalogue.IsOfRecord(record)) ThrowTerminatingError(record);
        WriteError(record);
    }
}
