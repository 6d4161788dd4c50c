using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>Document frequencies and co-document frequencies of words. A document contains a word if the cell isn't zero.</summary>
internal sealed class Cooccurrence
{
    private readonly Dictionary<int, List<int>> _documents = [];
    private readonly CancellationToken _cancellation;

    /// <summary>Collects the documents of a set of words.</summary>
    /// <param name="matrix">The documents, n x J.</param>
    /// <param name="words">The words to collect.</param>
    /// <param name="cancellation">The cancellation token, also for later calls.</param>
    public Cooccurrence(SparseMatrix matrix, IEnumerable<int> words, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        DocumentCount = matrix.RowCount;
        foreach (int word in words) _documents[word] = [];
        var listOf = new List<int>?[matrix.ColumnCount];
        foreach (var (word, list) in _documents) listOf[word] = list;
        var (offsets, columns, values) = matrix.Buffers;
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < matrix.RowCount; i++)
        {
            point.Pass(offsets[i + 1] - offsets[i]);
            for (int p = offsets[i]; p < offsets[i + 1]; p++)
                if (values[p] != 0) listOf[columns[p]]?.Add(i);
        }
    }

    /// <summary>The number of documents, n.</summary>
    public int DocumentCount { get; }

    /// <summary>The number of documents that contain a word.</summary>
    public int Count(int word) => _documents[word].Count;

    /// <summary>The number of documents that contain both words.</summary>
    public int Count(int word, int other)
    {
        var point = new CancellationPoint(_cancellation);
        List<int> a = _documents[word], b = _documents[other];
        int both = 0;
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            point.Pass(0);
            if (a[i] == b[j]) both++;
            if (a[i] < b[j]) i++;
            else if (a[i] > b[j]) j++;
            else (i, j) = (i + 1, j + 1);
        }

        return both;
    }
}
