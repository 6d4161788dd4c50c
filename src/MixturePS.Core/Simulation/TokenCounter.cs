using System.Numerics;
using System.Runtime.CompilerServices;

namespace MixturePS.Core.Simulation;

/// <summary>Counts the tokens of a document by word and lists them by ascending word, in time linear in the number of tokens.</summary>
internal sealed class TokenCounter(int words)
{
    // A two-level bitmap of the words with tokens: one bit per word, and one bit per 64 words.
    private readonly int[] _counts = new int[words];
    private readonly ulong[] _words = new ulong[(words + 63) / 64];
    private readonly ulong[] _groups = new ulong[(words + 4095) / 4096];

    /// <summary>Counts a token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int word)
    {
        _counts[word]++;
        _words[word >> 6] |= 1UL << (word & 63);
        _groups[word >> 12] |= 1UL << ((word >> 6) & 63);
    }

    /// <summary>Writes the counts and resets the counter.</summary>
    /// <param name="columns">Receives the words with tokens.</param>
    /// <param name="values">Receives their counts.</param>
    /// <returns>The number of words.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Drain(Span<int> columns, Span<double> values)
    {
        int count = 0;
        for (int g = 0; g < _groups.Length; g++)
        {
            for (ulong group = _groups[g]; group != 0; group &= group - 1)
            {
                int at = (g << 6) + BitOperations.TrailingZeroCount(group);
                for (ulong bits = _words[at]; bits != 0; bits &= bits - 1)
                {
                    int word = (at << 6) + BitOperations.TrailingZeroCount(bits);
                    columns[count] = word;
                    values[count++] = _counts[word];
                    _counts[word] = 0;
                }

                _words[at] = 0;
            }

            _groups[g] = 0;
        }

        return count;
    }
}
