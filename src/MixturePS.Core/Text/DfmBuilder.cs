using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Counts the features of texts that come one after the other. Texts are let go as soon as they are counted, so memory is
/// the size of the matrix and not of the text; workers count while more text comes. The result doesn't depend on how many
/// they are. It is to be used from one thread.
/// </summary>
/// <remarks>
/// Columns stand in the order of code points, as those of scikit-learn's <c>CountVectorizer</c>, unless a vocabulary is
/// given. <c>Token = WhiteSpace</c> gives the matrix of <c>CountVectorizer(token_pattern=r'\S+')</c>.
/// </remarks>
public sealed class DfmBuilder : IDisposable
{
    private const int CachedPieces = 1 << 18;
    private const int BatchesAThread = 4;
    private readonly DfmBuilderOptions _options;
    private readonly FrequencyRange _range;
    private readonly int _threads;
    private readonly CancellationTokenSource _stop;
    private readonly HashSet<string> _stopWords = new(StringComparer.Ordinal);
    private readonly FeatureTable _features;
    private readonly ConcurrentQueue<DocumentBatch> _queue = new();
    private readonly List<DocumentBatch> _batches = [];

    // The caller's own encoder first, then one for each worker that has been needed so far.
    private readonly List<DocumentEncoder> _encoders = [];
    private readonly List<Task> _workers = [];
    private readonly DocumentNames _names = new();
    private readonly LabelNumbering _labels = new();
    private DocumentBatch _open = new();
    private bool _isBuilt;

    /// <summary>Starts without documents.</summary>
    /// <param name="options">How texts become features.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="MixtureException">ConflictingDocumentFrequency or ConflictingVocabulary.</exception>
    public DfmBuilder(DfmBuilderOptions options, CancellationToken cancellation = default)
    {
        _options = options;
        _range = options.Range();
        _threads = options.ThrottleLimit > 0 ? options.ThrottleLimit : Environment.ProcessorCount;
        _features = GivenVocabulary.Table(options);
        foreach (string word in options.StopWords) _stopWords.Add(TokenAnalyzer.Fold(word));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>The number of documents so far.</summary>
    public int DocumentCount => _names.Count;

    /// <summary>Adds a document; counts earlier ones where the workers are behind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The document's name, or null to number it.</param>
    /// <param name="label">The document's known cluster, by any label; all documents have one or none has.</param>
    /// <exception cref="MixtureException">InvalidPattern: the pattern takes too long on a token of this or an earlier document.</exception>
    public void Add(string text, string? name = null, object? label = null)
    {
        ObjectDisposedException.ThrowIf(_isBuilt, this);
        ArgumentNullException.ThrowIfNull(text);
        _names.Add(name);
        Take(text, label);
    }

    /// <summary>Adds a line of a file as a document named after both, as in <c>notes.txt:12</c>.</summary>
    /// <param name="text">The line.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="line">The line's number, from 1.</param>
    /// <param name="label">As in <see cref="Add"/>.</param>
    public void AddLine(string text, string file, int line, object? label = null)
    {
        ObjectDisposedException.ThrowIf(_isBuilt, this);
        ArgumentNullException.ThrowIfNull(text);
        _names.AddNumbered(file + ":", line);
        Take(text, label);
    }

    /// <summary>The matrix of all documents, with <see cref="Dfm.TextStatistics"/>; then the builder is done.</summary>
    /// <exception cref="MixtureException">EmptyDfm: there are no documents. LabelLengthMismatch: some have a label and others none. ConflictingDocumentFrequency. InvalidPattern.</exception>
    public Dfm Build()
    {
        ObjectDisposedException.ThrowIf(_isBuilt, this);
        _isBuilt = true;
        if (DocumentCount == 0) throw MixtureError.NoDocuments();
        if (_open.Count > 0) Flush();
        while (_queue.TryDequeue(out var batch)) EncodeHere(batch);
        Join();
        var (known, clusterNames) = _labels.Build(DocumentCount);
        var read = new TextStatistics
        {
            DocumentCount = DocumentCount,
            TokenCount = _encoders.Sum(e => e.Tokens),
            StopWordCount = _encoders.Sum(e => e.Dropped[-TokenAnalyzer.StopWord]),
            ShortTokenCount = _encoders.Sum(e => e.Dropped[-TokenAnalyzer.Short]),
            UnmatchedTokenCount = _encoders.Sum(e => e.Dropped[-TokenAnalyzer.Unmatched]),
            NGramCount = _encoders.Sum(e => e.NGrams),
            UnseenCount = _encoders.Sum(e => e.Unseen),
        };
        _encoders.Clear();
        var assembler = new DfmAssembler(_batches, _features, _options, _range, _threads, _stop.Token);
        var (matrix, vocabulary, statistics) = assembler.Assemble(read);
        return new Dfm(matrix, vocabulary, DfmWeighting.Count, _names.OrNone(), known, check: false)
        {
            KnownClusterName = clusterNames,
            TextStatistics = statistics,
        };
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        _isBuilt = true;
        _stop.Cancel();
        try
        {
            Task.WaitAll([.. _workers]);
        }
        catch (AggregateException)
        {
            // Who disposes of an unfinished builder has heard of the error or doesn't want the result.
        }

        _stop.Dispose();
    }

    private void Take(string text, object? label)
    {
        if (label is not null) _labels.Add(label);
        if (_open.Add(text)) Flush();
    }

    private void Flush()
    {
        if (_stop.IsCancellationRequested) Join();
        var batch = _open;
        _open = new DocumentBatch();
        _batches.Add(batch);
        // What fits into one batch isn't worth a worker.
        if (_threads == 1 || (_isBuilt && _batches.Count == 1))
        {
            EncodeHere(batch);
            return;
        }

        _queue.Enqueue(batch);
        WakeWorker();
        if (_queue.Count > BatchesAThread * _threads && _queue.TryDequeue(out var oldest)) EncodeHere(oldest);
    }

    /// <summary>Has an idle worker, if there is one, go through the queue; the caller is one of the threads.</summary>
    private void WakeWorker()
    {
        int at = _workers.FindIndex(worker => worker.IsCompleted);
        if (at < 0 && _workers.Count == _threads - 1) return;
        if (_encoders.Count == 0) _encoders.Add(NewEncoder());
        if (at < 0) _encoders.Add(NewEncoder());
        var encoder = _encoders[at < 0 ? ^1 : at + 1];
        if (at >= 0 && !_workers[at].IsCompletedSuccessfully) return;
        var task = Task.Run(() => EncodeQueue(encoder));
        if (at < 0) _workers.Add(task);
        else _workers[at] = task;
    }

    private void EncodeQueue(DocumentEncoder encoder)
    {
        try
        {
            while (_queue.TryDequeue(out var batch)) encoder.Encode(batch, _stop.Token);
        }
        catch
        {
            _stop.Cancel();
            throw;
        }
    }

    private void EncodeHere(DocumentBatch batch)
    {
        if (_encoders.Count == 0) _encoders.Add(NewEncoder());
        try
        {
            _encoders[0].Encode(batch, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // A worker's error is what there is to say.
            Join();
            throw;
        }
    }

    private DocumentEncoder NewEncoder()
    {
        int capacity = 1 << 17;
        while (capacity > 1 << 13 && (long)capacity * _threads > CachedPieces) capacity >>= 1;
        return new DocumentEncoder(_options, _features, _stopWords, capacity);
    }

    /// <summary>Waits for the workers and raises what ended the first that failed, or that the work is to end.</summary>
    private void Join()
    {
        try
        {
            Task.WaitAll([.. _workers]);
        }
        catch (AggregateException errors)
        {
            var inner = errors.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(inner.FirstOrDefault(error => error is not OperationCanceledException) ?? inner[0]);
        }

        _stop.Token.Check();
    }
}
