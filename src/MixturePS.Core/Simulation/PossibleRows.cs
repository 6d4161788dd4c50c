using MathNet.Numerics;

namespace MixturePS.Core.Simulation;

/// <summary>All rows of counts over J words that sum to M, in compressed sparse row format.</summary>
internal sealed class PossibleRows
{
    private const int MaxRows = 1 << 14;
    private readonly List<int> _columns = [];
    private readonly List<double> _values = [];
    private readonly List<int> _offsets = [0];
    private readonly double _logFactorial;

    private PossibleRows(int words, int tokens)
    {
        _logFactorial = SpecialFunctions.FactorialLn(tokens);
        Add(new int[words], 0, tokens);
        Columns = [.. _columns];
        Values = [.. _values];
        Offsets = [.. _offsets];
    }

    /// <summary>The number of rows.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>The start of each row; length Count + 1.</summary>
    public int[] Offsets { get; }

    /// <summary>The words of the non-zero counts.</summary>
    public int[] Columns { get; }

    /// <summary>The non-zero counts.</summary>
    public double[] Values { get; }

    /// <summary>Creates the table, or returns null if there would be too many rows.</summary>
    /// <param name="words">The number of words, J.</param>
    /// <param name="tokens">The number of tokens per row, M.</param>
    /// <param name="most">The maximum number of rows.</param>
    public static PossibleRows? Create(int words, long tokens, long most)
    {
        most = Math.Min(most, MaxRows);
        double count = 1;
        for (int j = 1; j < words && count <= most; j++) count *= (tokens + j) / (double)j;
        return tokens <= MaxRows && count <= most ? new PossibleRows(words, (int)tokens) : null;
    }

    /// <summary>The probability of each row, M! / (w_1! ... w_J!) p_1^w_1 ... p_J^w_J.</summary>
    /// <param name="p">The probability of each word; length J.</param>
    public double[] Probabilities(ReadOnlySpan<double> p)
    {
        var result = new double[Count];
        for (int row = 0; row < result.Length; row++)
        {
            double log = _logFactorial;
            for (int at = Offsets[row]; at < Offsets[row + 1]; at++)
                log += (Values[at] * Math.Log(p[Columns[at]])) - SpecialFunctions.FactorialLn((int)Values[at]);
            result[row] = Math.Exp(log);
        }

        return result;
    }

    private void Add(int[] counts, int word, int left)
    {
        if (word == counts.Length - 1)
        {
            counts[word] = left;
            for (int j = 0; j < counts.Length; j++)
            {
                if (counts[j] == 0) continue;
                _columns.Add(j);
                _values.Add(counts[j]);
            }

            _offsets.Add(_columns.Count);
            return;
        }

        for (int count = 0; count <= left; count++)
        {
            counts[word] = count;
            Add(counts, word + 1, left - count);
        }
    }
}
