using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace MixturePS.Shell;

/// <summary>How a pipeline ended.</summary>
internal enum Outcome
{
    Completed,
    Failed,
    Stopped,
}

/// <summary>Runs pipelines with their output on the terminal, one at a time or nested, and stops them on Ctrl+C.</summary>
internal sealed class PipelineRunner : IDisposable
{
    private readonly Runspace _runspace;
    private readonly ShellUserInterface _terminal;
    private readonly Stack<Pipeline> _running = new();
    private Pipeline? _stopping;

    /// <summary>Takes over Ctrl+C.</summary>
    /// <param name="runspace">An open runspace.</param>
    /// <param name="terminal">Where output goes.</param>
    public PipelineRunner(Runspace runspace, ShellUserInterface terminal)
    {
        _runspace = runspace;
        _terminal = terminal;
        Console.CancelKeyPress += OnCancelKey;
    }

    /// <summary>The engine that the pipelines run in.</summary>
    public Runspace Runspace => _runspace;

    /// <summary>Whether the process goes on even where Ctrl+C finds nothing to stop.</summary>
    public bool OutlivesCancel { get; set; }

    private bool IsNested => _running.Count > 0;

    /// <summary>A pipeline of one script text; nested in the running one, if there is one.</summary>
    /// <param name="text">The script.</param>
    /// <param name="asTyped">Whether it counts as a user's line: kept in the history, and its success in $?.</param>
    public Pipeline Create(string text, bool asTyped) =>
        IsNested ? _runspace.CreateNestedPipeline(text, asTyped) : _runspace.CreatePipeline(text, asTyped);

    /// <summary>An empty pipeline; nested in the running one, if there is one.</summary>
    public Pipeline Create() => IsNested ? _runspace.CreateNestedPipeline() : _runspace.CreatePipeline();

    /// <summary>Runs a pipeline and shows its output and its errors, also the one that ended it.</summary>
    /// <param name="pipeline">A pipeline of one command, made here; disposed of.</param>
    /// <param name="input">Lines to send into it, or null for none.</param>
    public Outcome Run(Pipeline pipeline, TextReader? input = null)
    {
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        string text = pipeline.Commands[0].CommandText;
        var outcome = Invoke(pipeline, input, out _, out var failure);

        // For a command that stops short, such as 'if (', the engine says neither where nor what, and renders nothing.
        if (failure is IncompleteParseException)
        {
            Parser.ParseInput(text, out _, out var errors);
            failure = new ParseException(errors);
        }

        if (failure is not null) ReportError(failure);
        return outcome;
    }

    /// <summary>Runs a script quietly for its results, such as the prompt.</summary>
    /// <param name="text">The script.</param>
    /// <returns>The results, or none where it failed.</returns>
    public IReadOnlyList<PSObject> Evaluate(string text)
    {
        var outcome = Invoke(Create(text, asTyped: false), null, out var results, out _);
        return outcome == Outcome.Completed ? results : [];
    }

    /// <summary>The value of $? after the last line that counts as typed.</summary>
    public bool LastCommandSucceeded() => Evaluate("$global:?") is [{ BaseObject: bool succeeded }] && succeeded;

    /// <summary>Shows an exception on the error stream as the engine formats it.</summary>
    /// <param name="exception">What ended a pipeline.</param>
    public void ReportError(Exception exception)
    {
        var record = (exception as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(exception, "ShellPipelineFailure", ErrorCategory.NotSpecified, null);
        var pipeline = Create();
        pipeline.Input.Write(record);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        using (_terminal.WriteAsError())
        {
            if (Invoke(pipeline, null, out _, out var failure) != Outcome.Completed && failure is not null)
                _terminal.WriteErrorLine(exception.Message);
        }
    }

    /// <summary>Stops the innermost pipeline that runs.</summary>
    /// <returns>False where there is none, or where it was told to stop before.</returns>
    public bool Stop()
    {
        lock (_running)
        {
            if (!_running.TryPeek(out var pipeline) || pipeline == _stopping) return false;
            _stopping = pipeline;
            pipeline.StopAsync();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Console.CancelKeyPress -= OnCancelKey;

    private Outcome Invoke(Pipeline pipeline, TextReader? input, out IReadOnlyList<PSObject> results, out Exception? failure)
    {
        bool nested = IsNested;
        lock (_running) _running.Push(pipeline);
        try
        {
            results = nested ? pipeline.Invoke() : InvokeOnEngineThread(pipeline, input);
            failure = pipeline.PipelineStateInfo.State == PipelineState.Failed ? pipeline.PipelineStateInfo.Reason : null;
        }
        catch (RuntimeException exception) when (nested)
        {
            results = [];
            failure = exception is PipelineStoppedException ? null : exception;
        }
        finally
        {
            lock (_running)
            {
                _running.Pop();
                _stopping = null;
            }

            _terminal.EndProgress();
        }

        var state = pipeline.PipelineStateInfo.State;
        pipeline.Dispose();
        return state == PipelineState.Stopped ? Outcome.Stopped : failure is null ? Outcome.Completed : Outcome.Failed;
    }

    private static Collection<PSObject> InvokeOnEngineThread(Pipeline pipeline, TextReader? input)
    {
        using var ended = new ManualResetEventSlim();
        pipeline.StateChanged += (_, change) =>
        {
            if (change.PipelineStateInfo.State is PipelineState.Completed or PipelineState.Failed or PipelineState.Stopped)
                ended.Set();
        };
        if (input is null) pipeline.Input.Close();
        pipeline.InvokeAsync();
        if (input is not null) new Thread(() => Feed(pipeline, input)) { IsBackground = true, Name = "Input" }.Start();
        ended.Wait();
        return pipeline.Output.ReadToEnd();
    }

    // On a thread of its own, which may wait for input that never comes after the pipeline has ended.
    private static void Feed(Pipeline pipeline, TextReader input)
    {
        try
        {
            while (input.ReadLine() is { } line) pipeline.Input.Write(line);
            pipeline.Input.Close();
        }
        catch (Exception exception) when (exception is PipelineClosedException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    // The first Ctrl+C stops the pipeline. Another, where it doesn't stop, ends the process in the system's way, but not
    // a person's session.
    private void OnCancelKey(object? sender, ConsoleCancelEventArgs e) => e.Cancel = Stop() || OutlivesCancel;
}
