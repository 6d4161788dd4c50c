using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Errors;
using MixturePS.Views;

namespace MixturePS.Binding;

/// <summary>
/// What all cmdlets share: Ctrl+C reaches the computation as a cancelled token, an error of the core becomes an error
/// record with its id, and progress is shown from the pipeline's thread.
/// </summary>
public abstract class MixtureCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Whether an error of a record ends the command, as there is none after it.</summary>
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
    /// Runs a computation and writes its result as one object. An error of a record that came down the pipeline is
    /// written, so that the others go on; any other error ends the command. Nothing is written within.
    /// </summary>
    /// <param name="activity">What the progress bar is headed with.</param>
    /// <param name="computation">The computation, on the calling thread.</param>
    protected void WriteComputed(string activity, Func<IProgress<ProgressReport>, CancellationToken, object> computation)
    {
        if (TryCompute(activity, computation, out object? result)) WriteWhole(result);
    }

    /// <summary>Runs a computation; false where its error was written and the next record should be worked on.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="activity">What the progress bar is headed with.</param>
    /// <param name="computation">The computation, on the calling thread.</param>
    /// <param name="result">The result.</param>
    protected bool TryCompute<T>(string activity, Func<IProgress<ProgressReport>, CancellationToken, T> computation, [NotNullWhen(true)] out T? result)
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

    /// <summary>The file that a parameter names; no character is a wildcard. A path that is none of the file system ends the command.</summary>
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

    /// <summary>The files to read, one after the other. A path that names none is an error of its record.</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="isLiteral">Whether no character of them is a wildcard.</param>
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

    /// <summary>Reads documents from what was given as -InputObject; false where the error of this record was written.</summary>
    /// <param name="input">A DFM, or a matrix with a document a row.</param>
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

    /// <summary>Refuses what was given as input: an error of this record where more may come down the pipeline, else the end of the command.</summary>
    private protected void RefuseInput(ErrorRecord record)
    {
        if (!MyInvocation.ExpectingInput) ThrowTerminatingError(record);
        WriteError(record);
    }

    /// <summary>Writes a result as one object, whatever it is.</summary>
    protected void WriteWhole(object result) => WriteObject(result, enumerateCollection: false);

    private void EndOrWrite(ErrorRecord record)
    {
        if (EndsAtError || !ErrorCatalogue.IsOfRecord(record)) ThrowTerminatingError(record);
        WriteError(record);
    }
}
