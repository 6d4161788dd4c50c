using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Finds sentence boundaries in a text that is read piece by piece, where a piece is the text between white space.</summary>
/// <remarks>
/// <para>The rules are SB5 to SB11 of Unicode Standard Annex 29: a terminator ends a sentence, with closing quotes and brackets
/// after it; a full stop doesn't if a number, a comma or a small letter follows.</para>
/// <para>Two deviations. A line break ends a sentence only as part of a blank line, because texts are wrapped; the caller sees
/// to this. A full stop after a single capital letter, as in an initial, ends none.</para>
/// </remarks>
internal struct SentenceScanner
{
    private const int CancellationStride = 1 << 16;
    private State _state;

    // Whether characters that decide nothing follow the terminator.
    private bool _isUndecided;

    private enum State
    {
        Within,
        AfterFullStop,
        AfterTerminator,
    }

    /// <summary>Whether the text read so far may end a sentence, depending on what follows.</summary>
    public readonly bool IsOpen => _state != State.Within;

    /// <summary>Starts anew, as at the start of a paragraph.</summary>
    public void Reset() => this = default;

    /// <summary>
    /// Decides by the next piece whether a sentence ends before it: true, false, or null if the piece doesn't decide it either.
    /// </summary>
    public bool? EndsBefore(ReadOnlySpan<char> piece)
    {
        int at = 0;
        while (at < piece.Length)
        {
            var current = UnicodeProperties.Sentence(UnicodeProperties.Decode(piece, ref at));
            if (current is SentenceClass.Extend or SentenceClass.Format) continue;
            if (Decides(current, out bool ends))
            {
                Reset();
                return ends;
            }

            _isUndecided = true;
        }

        return null;
    }

    /// <summary>Reads a piece whose start is within a sentence.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="ends">Receives the positions in the piece at which a sentence ends; null if they aren't needed.</param>
    /// <param name="cancellation">The cancellation token, for long pieces.</param>
    public void Read(ReadOnlySpan<char> piece, List<int>? ends, CancellationToken cancellation = default)
    {
        Reset();
        int end = 0;
        int at = 0;
        bool isDirect = false;
        // The length of the word so far, up to two, and whether its last letter has a case.
        int letters = 0;
        var before = SentenceClass.Other;
        int check = CancellationStride;
        while (at < piece.Length)
        {
            if (at >= check)
            {
                cancellation.Check();
                check = at + CancellationStride;
            }

            var current = UnicodeProperties.Sentence(UnicodeProperties.Decode(piece, ref at));
            if (current is SentenceClass.Extend or SentenceClass.Format)
            {
                if (!_isUndecided) end = at;
                continue;
            }

            if (IsOpen)
            {
                if (!_isUndecided && current == SentenceClass.Close)
                {
                    end = at;
                    isDirect = false;
                    continue;
                }

                bool isCased = before is SentenceClass.Upper or SentenceClass.Lower;
                if (isDirect && _state == State.AfterFullStop && (current == SentenceClass.Numeric || (current == SentenceClass.Upper && isCased)))
                {
                    // SB6, SB7.
                    Reset();
                }
                else if (Decides(current, out bool isEnd))
                {
                    if (isEnd) ends?.Add(end);
                    Reset();
                }
                else
                {
                    _isUndecided = true;
                    isDirect = false;
                    continue;
                }
            }

            if (current is SentenceClass.AmbiguousTerminator or SentenceClass.Terminator)
            {
                bool isInitial = current == SentenceClass.AmbiguousTerminator && letters == 1 && before == SentenceClass.Upper;
                if (!isInitial) _state = current == SentenceClass.Terminator ? State.AfterTerminator : State.AfterFullStop;
                end = at;
                isDirect = true;
                letters = 0;
            }
            else
            {
                bool isLetter = current is SentenceClass.Upper or SentenceClass.Lower or SentenceClass.OtherLetter or SentenceClass.Numeric;
                letters = isLetter ? Math.Min(letters + 1, 2) : 0;
                before = current;
            }
        }
    }

    /// <summary>SB8, SB8a, SB11: whether a character after a terminator decides if a sentence ends there.</summary>
    private readonly bool Decides(SentenceClass current, out bool ends)
    {
        bool isTerminator = current is SentenceClass.AmbiguousTerminator or SentenceClass.Terminator;
        ends = _isUndecided ? isTerminator : !isTerminator && current != SentenceClass.Continue;
        if (isTerminator || (!_isUndecided && current == SentenceClass.Continue) || _state == State.AfterTerminator) return true;
        ends = current is SentenceClass.Upper or SentenceClass.OtherLetter;
        return ends || current == SentenceClass.Lower;
    }
}
