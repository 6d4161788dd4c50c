namespace MixturePS.Plots.Typesetting;

/// <summary>
/// The direction of each character of one line of text, by the Unicode bidirectional algorithm (UAX #9). The names of
/// the rules are those of the report.
/// </summary>
/// <remarks>
/// Each character gets an embedding level: even levels run from left to right, odd levels from right to left.
/// <code>
/// level of the line: that of the first letter (P2, P3)
/// explicit levels of embeddings, overrides and isolates (X1 to X8)
/// for each sequence of characters of one level that adjoin, not counting isolates between them (X10):
///     numbers take their place among letters (W1 to W7)
///     brackets, spaces and signs take the direction of what surrounds them (N0 to N2)
///     letters against the direction of their level get the next one (I1, I2)
/// spaces at the end get the level of the line (L1)
/// </code>
/// </remarks>
internal sealed class BidiText
{
    private const int MaxDepth = 125;
    private readonly int[] _codePoints;
    private readonly BidiClass[] _original;
    private readonly BidiClass[] _class;
    private readonly byte[] _levels;
    private byte[] _explicit = [];
    private readonly int[] _matchingPdi;

    private BidiText(int[] codePoints, BidiClass[] classes)
    {
        _codePoints = codePoints;
        _original = classes;
        _class = [.. classes];
        _levels = new byte[classes.Length];
        _matchingPdi = MatchIsolates(classes);
    }

    /// <summary>The level of each code point and that of the line.</summary>
    /// <param name="codePoints">The code points of one line.</param>
    public static (byte[] Levels, byte Line) Levels(int[] codePoints) => Levels(codePoints, Array.ConvertAll(codePoints, BidiData.Class), line: null);

    /// <summary>The level of each code point and that of the line, for given classes.</summary>
    /// <param name="codePoints">The code points of one line.</param>
    /// <param name="classes">Their classes.</param>
    /// <param name="line">The level of the line, 0 or 1, or null for that of its first letter.</param>
    public static (byte[] Levels, byte Line) Levels(int[] codePoints, BidiClass[] classes, byte? line)
    {
        var text = new BidiText(codePoints, classes);
        byte paragraph = line ?? text.FirstStrong(0, classes.Length);
        text.ResolveExplicit(paragraph);
        text._explicit = [.. text._levels];
        foreach (var sequence in text.Sequences()) text.Resolve(sequence, paragraph);
        text.Reset(paragraph);
        return (text._levels, paragraph);
    }

    /// <summary>Whether X9 removes characters of a class.</summary>
    public static bool IsRemoved(BidiClass of) => of is BidiClass.BN or BidiClass.LRE or BidiClass.LRO or BidiClass.RLE or BidiClass.RLO or BidiClass.PDF;

    /// <summary>The order of runs from left to right (L2).</summary>
    /// <param name="levels">The level of each run.</param>
    public static int[] VisualOrder(IReadOnlyList<byte> levels)
    {
        int[] order = [.. Enumerable.Range(0, levels.Count)];
        int highest = 0;
        foreach (byte level in levels) highest = Math.Max(highest, level);
        for (int level = highest; level > 0; level--)
        {
            for (int start = 0; start < order.Length; start++)
            {
                if (levels[order[start]] < level) continue;
                int end = start + 1;
                while (end < order.Length && levels[order[end]] >= level) end++;
                Array.Reverse(order, start, end - start);
                start = end;
            }
        }

        return order;
    }

    /// <summary>Whether a class begins an isolate.</summary>
    public static bool IsIsolate(BidiClass of) => of is BidiClass.LRI or BidiClass.RLI or BidiClass.FSI;

    private static BidiClass DirectionOf(int level) => level % 2 == 0 ? BidiClass.L : BidiClass.R;

    /// <summary>The place of the PDI that ends each isolate, or the end of the text (BD9).</summary>
    private static int[] MatchIsolates(BidiClass[] classes)
    {
        var matching = new int[classes.Length];
        var open = new Stack<int>();
        for (int i = 0; i < classes.Length; i++)
        {
            if (IsIsolate(classes[i]))
            {
                matching[i] = classes.Length;
                open.Push(i);
            }
            else if (classes[i] == BidiClass.PDI && open.TryPop(out int start))
            {
                matching[start] = i;
            }
        }

        return matching;
    }

    /// <summary>The level of the first letter outside isolates, or 0 (P2, P3).</summary>
    private byte FirstStrong(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (_original[i] == BidiClass.L) return 0;
            if (_original[i] is BidiClass.R or BidiClass.AL) return 1;
            if (IsIsolate(_original[i])) i = _matchingPdi[i];
        }

        return 0;
    }

    private void ResolveExplicit(byte paragraph)
    {
        var stack = new Stack<(byte Level, BidiClass? Override, bool IsIsolate)>();
        stack.Push((paragraph, null, false));
        int overflowIsolates = 0, overflowEmbeddings = 0, validIsolates = 0;
        for (int i = 0; i < _class.Length; i++)
        {
            var of = _original[i];
            switch (of)
            {
                case BidiClass.RLE or BidiClass.LRE or BidiClass.RLO or BidiClass.LRO:
                    _levels[i] = stack.Peek().Level;
                    if (overflowIsolates == 0 && overflowEmbeddings == 0 && Next(of is BidiClass.RLE or BidiClass.RLO) is { } embedded)
                        stack.Push((embedded, of switch { BidiClass.RLO => BidiClass.R, BidiClass.LRO => BidiClass.L, _ => null }, false));
                    else if (overflowIsolates == 0)
                        overflowEmbeddings++;
                    break;
                case BidiClass.RLI or BidiClass.LRI or BidiClass.FSI:
                    Place(i);
                    bool isRight = of == BidiClass.RLI || (of == BidiClass.FSI && FirstStrong(i + 1, _matchingPdi[i]) == 1);
                    if (overflowIsolates == 0 && overflowEmbeddings == 0 && Next(isRight) is { } isolated)
                    {
                        validIsolates++;
                        stack.Push((isolated, null, true));
                    }
                    else
                    {
                        overflowIsolates++;
                    }

                    break;
                case BidiClass.PDI:
                    if (overflowIsolates > 0)
                    {
                        overflowIsolates--;
                    }
                    else if (validIsolates > 0)
                    {
                        overflowEmbeddings = 0;
                        while (!stack.Peek().IsIsolate) stack.Pop();
                        stack.Pop();
                        validIsolates--;
                    }

                    Place(i);
                    break;
                case BidiClass.PDF:
                    _levels[i] = stack.Peek().Level;
                    if (overflowIsolates > 0) break;
                    if (overflowEmbeddings > 0) overflowEmbeddings--;
                    else if (!stack.Peek().IsIsolate && stack.Count > 1) stack.Pop();
                    break;
                case BidiClass.B:
                    _levels[i] = paragraph;
                    break;
                case BidiClass.BN:
                    _levels[i] = stack.Peek().Level;
                    break;
                default:
                    Place(i);
                    break;
            }
        }

        byte? Next(bool isRight)
        {
            int level = stack.Peek().Level;
            int next = isRight ? (level + 1) | 1 : (level + 2) & ~1;
            return next <= MaxDepth ? (byte)next : null;
        }

        void Place(int i)
        {
            _levels[i] = stack.Peek().Level;
            if (stack.Peek().Override is { } direction) _class[i] = direction;
        }
    }

    /// <summary>The isolating run sequences (BD13), without the characters that X9 removes.</summary>
    private List<List<int>> Sequences()
    {
        var sequences = new List<List<int>>();
        var waiting = new Dictionary<int, List<int>>();
        List<int>? current = null;
        int last = -1;
        for (int i = 0; i < _class.Length; i++)
        {
            if (IsRemoved(_original[i])) continue;
            bool continues = last >= 0 && _levels[last] == _levels[i] && !(IsIsolate(_original[last]) && _matchingPdi[last] < _class.Length);
            if (!continues && waiting.Remove(i, out var earlier)) current = earlier;
            else if (!continues) sequences.Add(current = []);
            current!.Add(i);
            if (IsIsolate(_original[i]) && _matchingPdi[i] < _class.Length) waiting[_matchingPdi[i]] = current;
            last = i;
        }

        return sequences;
    }

    private void Resolve(List<int> at, byte paragraph)
    {
        byte level = _levels[at[0]];
        var before = DirectionOf(Math.Max(level, Neighbour(at[0], -1)));
        int end = at[^1];
        bool isOpen = IsIsolate(_original[end]);
        var after = DirectionOf(Math.Max(level, isOpen ? paragraph : Neighbour(end, 1)));
        new BidiSequence(_codePoints, _original, _class, at, before).Resolve(after, DirectionOf(level));
        foreach (int i in at)
        {
            // I1 and I2.
            if (level % 2 == 0) _levels[i] = (byte)(level + (_class[i] switch { BidiClass.R => 1, BidiClass.AN or BidiClass.EN => 2, _ => 0 }));
            else _levels[i] = (byte)(level + (_class[i] is BidiClass.L or BidiClass.EN or BidiClass.AN ? 1 : 0));
        }

        byte Neighbour(int i, int step)
        {
            for (i += step; i >= 0 && i < _class.Length; i += step)
                if (!IsRemoved(_original[i])) return _explicit[i];
            return paragraph;
        }
    }

    /// <summary>L1: separators, and spaces before them or at the end, get the level of the line; removed characters that before them.</summary>
    private void Reset(byte paragraph)
    {
        for (int i = 0; i < _levels.Length; i++)
            if (IsRemoved(_original[i])) _levels[i] = i == 0 ? paragraph : _levels[i - 1];
        bool isTrailing = true;
        for (int i = _levels.Length - 1; i >= 0; i--)
        {
            var of = _original[i];
            if (of is BidiClass.B or BidiClass.S) isTrailing = true;
            else if (!(of is BidiClass.WS or BidiClass.PDI || IsIsolate(of) || IsRemoved(of))) isTrailing = false;
            if (isTrailing) _levels[i] = paragraph;
        }
    }
}
