using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Builds a DFM from texts that are added one by one. Texts are counted and released as they arrive, by worker threads, so
/// memory depends on the size of the matrix and not on that of the text. The result doesn't depend on the number of threads.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// Without a given vocabulary, columns are in code point order, as in scikit-learn's <c>CountVectorizer</c>.
/// <c>Token = WhiteSpace</c> gives the matrix of <c>CountVectorizer(token_pattern=r'\S+')</c>.
/// </remarks>
internal sealed class DfmBuilder : IDisposable
{
    private const int CachedPieces = 1 << 18;
    private const int BatchesPerThread = 4;
    private readonly DfmBuilderOptions _options;
    private readonly FrequencyRange _range;
    private readonly int _threads;
    private readonly CancellationTokenSource _stop;
    private readonly StopWordSet _stopWords;
    private readonly FeatureTable _features;
    private readonly ConcurrentQueue<DocumentBatch> _queue = new();
    private readonly List<DocumentBatch> _batches = [];

    // First the encoder of the calling thread, then one per worker started so far.
    private readonly List<DocumentEncoder> _encoders = [];
    private readonly List<Task> _workers = [];
    private readonly DocumentNames _names = new();
    private readonly LabelNumbering _labels = new();
    private DocumentBatch _open = new();
    private BatchSpill? _spill;
    private bool _isBuilt;

    /// <summary>Creates a builder without documents.</summary>
    /// <param name="options">The options that define the features.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">ConflictingDocumentFrequency, ConflictingVocabulary, or InvalidOption.</exception>
    public DfmBuilder(DfmBuilderOptions options, CancellationToken cancellation = default)
    {
        options.CheckToken();
        _options = options;
        _range = options.Range();
        _threads = options.ThrottleLimit > 0 ? options.ThrottleLimit : Environment.ProcessorCount;
        _features = GivenVocabulary.Table(options);
        _stopWords = new StopWordSet(options.StopWords);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>The number of documents added so far.</summary>
    public int DocumentCount => _names.Count;

    /// <summary>Adds a document. If the workers are behind, this call also counts earlier ones.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the document, or null for a numbered one.</param>
    /// <param name="label">The known cluster as any label; either all documents have one or none.</param>
    /// <exception cref="MixtureException">InvalidPattern: matching a token of this or an earlier document takes too long.</exception>
    public void Add(string text, string? name = null, object? label = null)
    {
        ObjectDisposedException.ThrowIf(_isBuilt, this);
        ArgumentNullException.ThrowIfNull(text);
        _names.Add(name);
        AddText(text, label);
    }

    /// <summary>Adds a line of a file as a document, named after file and line number, as in <c>notes.txt:12</c>.</summary>
    /// <param name="text">The line.</param>
    /// <param name="file">The file name.</param>
    /// <param name="line">The line number, from 1.</param>
    /// <param name="label">The known cluster, as in <see cref="Add"/>.</param>
    public void AddLine(string text, string file, int line, object? label = null)
    {
        ObjectDisposedException.ThrowIf(_isBuilt, this);
        ArgumentNullException.ThrowIfNull(text);
        _names.AddNumbered(file + ":", line);
        AddText(text, label);
    }

    /// <summary>Moves the counts of each so many documents to a file, so that memory doesn't depend on their number. For a builder without documents.</summary>
    /// <param name="folder">The folder of the files, which the caller deletes.</param>
    /// <param name="documents">The number of documents.</param>
    public void SpillTo(string folder, int documents) => _spill = new BatchSpill(folder, documents);

    /// <summary>Builds the DFM of all documents, with its <see cref="Dfm.TextStatistics"/>. The builder can't be used afterwards.</summary>
    /// <exception cref="MixtureException">EmptyDfm: there are no documents. LabelLengthMismatch: only some documents have a label. InvalidLabel. ConflictingDocumentFrequency. InvalidPattern.</exception>
    public Dfm Build()
    {
        var (known, clusterNames, read) = End();
        var assembler = new DfmAssembler(_features, _options, _range, _threads, _stop.Token);
        var (matrix, statistics) = assembler.Assemble(_batches, read);
        return new Dfm(matrix, assembler.Vocabulary, DfmWeighting.Count, _names.OrNull(), known, check: false)
        {
            KnownClusterName = clusterNames,
            TextStatistics = statistics,
            TextRecipe = TextRecipes.Of(_options),
        };
    }

    /// <summary>
    /// Builds a DFM of each so many documents that <see cref="SpillTo"/> moved to a file, all with the same features. The builder
    /// can't be used afterwards.
    /// </summary>
    /// <param name="statistics">Receives the statistics of all documents, once the last DFM was built.</param>
    /// <inheritdoc cref="Build" path="/exception"/>
    public IEnumerable<Dfm> BuildParts(Action<TextStatistics> statistics)
    {
        var (known, clusterNames, read) = End();
        if (_batches.Count > 0) Spill();
        var assembler = new DfmAssembler(_features, _options, _range, _threads, _stop.Token);
        read = assembler.Choose(read, () => _spill!.Frequencies(_features.Count));
        var (names, recipe) = (_names.OrNull(), TextRecipes.Of(_options));
        int first = 0, empty = 0;
        long dropped = 0;
        for (int part = 0; part < _spill!.Count; part++)
        {
            _stop.Token.Check();
            var batches = _spill.Read(part);
            int count = batches.Sum(batch => batch.Count);
            var matrix = assembler.Fill(batches, count, out int emptyHere, out long droppedHere);
            (empty, dropped) = (empty + emptyHere, dropped + droppedHere);
            yield return new Dfm(matrix, assembler.Vocabulary, DfmWeighting.Count, names is null ? null : Enumerable.Range(first, count).Select(d => names[d]).ToArray(), known?.AsSpan(first, count).ToArray(), check: false)
            {
                KnownClusterName = clusterNames,
                TextRecipe = recipe,
            };
            first += count;
        }

        statistics(assembler.With(read, empty, dropped));
    }

    /// <summary>Stops the workers.</summary>
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
            // The caller has already seen the error, or discards the result.
        }

        _stop.Dispose();
    }

    // Counts the last documents.
    private (int[]? Known, IReadOnlyList<string>? ClusterNames, TextStatistics Read) End()
    {
        ObjectDisposedException.ThrowIf(_isBuilt, this);
        _isBuilt = true;
        if (DocumentCount == 0) throw MixtureError.NoDocuments();
        if (_open.Count > 0) Flush();
        CountQueued();
        var (known, clusterNames) = Labels();
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
        return (known, clusterNames, read);
    }

    private void CountQueued()
    {
        while (_queue.TryDequeue(out var batch)) EncodeHere(batch);
        Join();
    }

    private void Spill()
    {
        CountQueued();
        _spill!.Add(_batches, _features.Count, _options.MaxFeatures is not null, _threads, _stop.Token);
        _batches.Clear();
    }

    private (int[]? Known, IReadOnlyList<string>? Names) Labels()
    {
        if (_labels.Count == 0) return (null, null);
        if (_labels.Count != DocumentCount) throw MixtureError.LabelLengthMismatch(_labels.Count, DocumentCount);
        return _labels.Build((_, document, what) => MixtureError.InvalidLabel($"the label of document {document}, '{_names[document]}', {what}", document), null, _stop.Token);
    }

    private void AddText(string text, object? label)
    {
        if (label is not null) _labels.Add(label);
        bool isFull = _spill is not null && DocumentCount % _spill.Documents == 0;
        if (_open.Add(text) || isFull) Flush();
        if (isFull) Spill();
    }

    private void Flush()
    {
        if (_stop.IsCancellationRequested) Join();
        var batch = _open;
        _open = new DocumentBatch();
        _batches.Add(batch);
        // A single batch isn't worth a worker.
        if (_threads == 1 || (_isBuilt && _batches.Count == 1))
        {
            EncodeHere(batch);
            return;
        }

        _queue.Enqueue(batch);
        WakeWorker();
        if (_queue.Count > BatchesPerThread * _threads && _queue.TryDequeue(out var oldest)) EncodeHere(oldest);
    }

    /// <summary>Lets an idle or new worker process the queue, if the thread limit allows; the caller counts as one thread.</summary>
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
            // If a worker failed, its error is thrown instead of the cancellation.
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

    /// <summary>Waits for the workers, and throws the first worker error or, failing that, the cancellation.</summary>
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
