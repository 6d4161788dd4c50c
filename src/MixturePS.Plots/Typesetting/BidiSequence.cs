namespace MixturePS.Plots.Typesetting;

/// <summary>An isolating run sequence (BD13), whose weak and neutral characters take a direction.</summary>
/// <param name="codePoints">The code points of the line.</param>
/// <param name="original">Their classes.</param>
/// <param name="classes">Their classes as far as they are resolved; changed.</param>
/// <param name="at">The places of the sequence's characters, ascending.</param>
/// <param name="before">The direction before the sequence.</param>
internal sealed class BidiSequence(int[] codePoints, BidiClass[] original, BidiClass[] classes, List<int> at, BidiClass before)
{
    private const int MostOpenBrackets = 63;

    /// <summary>Resolves the classes (W1 to W7, N0 to N2).</summary>
    /// <param name="after">The direction after the sequence.</param>
    /// <param name="embedding">The direction of its level.</param>
    public void Resolve(BidiClass after, BidiClass embedding)
    {
        ResolveWeak();
        ResolveBrackets(embedding);
        ResolveNeutral(after, embedding);
    }

    private static bool IsNeutral(BidiClass of) => of is BidiClass.B or BidiClass.S or BidiClass.WS or BidiClass.ON or BidiClass.PDI || BidiText.IsIsolate(of);

    private void ResolveWeak()
    {
        // W1: a mark is like the character that it is on.
        var previous = before;
        foreach (int i in at)
        {
            if (classes[i] == BidiClass.NSM) classes[i] = BidiText.IsIsolate(previous) || previous == BidiClass.PDI ? BidiClass.ON : previous;
            previous = classes[i];
        }

        // W2 and W3: digits after Arabic letters, and the letters themselves.
        var strong = before;
        foreach (int i in at)
        {
            if (classes[i] is BidiClass.L or BidiClass.R or BidiClass.AL) strong = classes[i];
            else if (classes[i] == BidiClass.EN && strong == BidiClass.AL) classes[i] = BidiClass.AN;
        }

        foreach (int i in at)
            if (classes[i] == BidiClass.AL) classes[i] = BidiClass.R;

        // W4: a single separator between digits.
        for (int n = 1; n < at.Count - 1; n++)
        {
            var (left, right) = (classes[at[n - 1]], classes[at[n + 1]]);
            if (classes[at[n]] == BidiClass.ES && left == BidiClass.EN && right == BidiClass.EN) classes[at[n]] = BidiClass.EN;
            else if (classes[at[n]] == BidiClass.CS && left == right && (left is BidiClass.EN or BidiClass.AN)) classes[at[n]] = left;
        }

        // W5 and W6: signs beside European digits, and all other separators and signs.
        for (int n = 0; n < at.Count; n++)
        {
            if (classes[at[n]] != BidiClass.ET) continue;
            int end = n;
            while (end < at.Count && classes[at[end]] == BidiClass.ET) end++;
            bool isBesideDigit = (n > 0 && classes[at[n - 1]] == BidiClass.EN) || (end < at.Count && classes[at[end]] == BidiClass.EN);
            for (; n < end; n++) classes[at[n]] = isBesideDigit ? BidiClass.EN : BidiClass.ON;
            n--;
        }

        foreach (int i in at)
            if (classes[i] is BidiClass.ES or BidiClass.CS) classes[i] = BidiClass.ON;

        // W7: digits among left-to-right letters.
        strong = before;
        foreach (int i in at)
        {
            if (classes[i] is BidiClass.L or BidiClass.R) strong = classes[i];
            else if (classes[i] == BidiClass.EN && strong == BidiClass.L) classes[i] = BidiClass.L;
        }
    }

    /// <summary>N0: both brackets of a pair take the same direction.</summary>
    private void ResolveBrackets(BidiClass embedding)
    {
        foreach (var (open, close) in BracketPairs())
        {
            bool hasEmbedding = false, hasOpposite = false;
            for (int n = open + 1; n < close && !hasEmbedding; n++)
            {
                if (Strong(at[n]) is not { } found) continue;
                if (found == embedding) hasEmbedding = true;
                else hasOpposite = true;
            }

            if (!hasEmbedding && !hasOpposite) continue;
            var direction = embedding;
            if (!hasEmbedding)
            {
                var context = before;
                for (int n = open - 1; n >= 0; n--)
                {
                    if (Strong(at[n]) is not { } found) continue;
                    context = found;
                    break;
                }

                // The opposite direction is established before the pair; otherwise the pair takes that of the embedding.
                if (context != embedding) direction = context;
            }

            foreach (int bracket in (int[])[open, close])
            {
                classes[at[bracket]] = direction;
                for (int n = bracket + 1; n < at.Count && original[at[n]] == BidiClass.NSM; n++) classes[at[n]] = direction;
            }
        }

        BidiClass? Strong(int i) => classes[i] switch { BidiClass.L => BidiClass.L, BidiClass.R or BidiClass.EN or BidiClass.AN => BidiClass.R, _ => null };
    }

    /// <summary>The pairs of brackets, in the order of the opening ones (BD16).</summary>
    private List<(int Open, int Close)> BracketPairs()
    {
        var pairs = new List<(int Open, int Close)>();
        var open = new List<(int Closing, int At)>();
        for (int n = 0; n < at.Count; n++)
        {
            if (classes[at[n]] != BidiClass.ON) continue;
            int closing = BidiData.ClosingOf(codePoints[at[n]]);
            if (closing >= 0)
            {
                if (open.Count == MostOpenBrackets) break;
                open.Add((closing, n));
                continue;
            }

            closing = BidiData.AsClosing(codePoints[at[n]]);
            int match = closing < 0 ? -1 : open.FindLastIndex(bracket => bracket.Closing == closing);
            if (match < 0) continue;
            pairs.Add((open[match].At, n));
            open.RemoveRange(match, open.Count - match);
        }

        pairs.Sort();
        return pairs;
    }

    /// <summary>N1 and N2: neutral characters between equal directions take that direction, others that of the level.</summary>
    private void ResolveNeutral(BidiClass after, BidiClass embedding)
    {
        for (int n = 0; n < at.Count; n++)
        {
            if (!IsNeutral(classes[at[n]])) continue;
            int end = n;
            while (end < at.Count && IsNeutral(classes[at[end]])) end++;
            var left = n == 0 ? before : Side(classes[at[n - 1]]);
            var right = end == at.Count ? after : Side(classes[at[end]]);
            for (; n < end; n++) classes[at[n]] = left == right ? left : embedding;
            n--;
        }

        static BidiClass Side(BidiClass of) => of == BidiClass.L ? BidiClass.L : BidiClass.R;
    }
}
