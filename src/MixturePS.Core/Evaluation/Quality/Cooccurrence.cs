using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>In how many documents words stand, alone and with one another. A document has a word whose cell isn't zero.</summary>
internal sealed class Cooccurrence
{
    private readonly Dictionary<int, List<int>> _documents = [];
    private readonly CancellationToken _cancellation;

    /// <summary>Lists the documents of some words.</summary>
    /// <param name="matrix">The documents, n x J.</param>
    /// <param name="words">The words that will be asked for.</param>
    /// <param name="cancellation">Ends the listing early, and later the counting.</param>
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

    /// <summary>The number of documents that have a word.</summary>
    public int Count(int word) => _documents[word].Count;

    /// <summary>The number of documents that have both words.</summary>
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
