using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>Encodes labels by their rank among the distinct labels, from zero.</summary>
internal static class LabelCodes
{
    /// <summary>The size up to which a lookup table is used whatever the number of labels.</summary>
    private const int SmallTable = 1 << 16;

    /// <summary>The distinct labels, ascending, and the rank of each document's label.</summary>
    /// <param name="labels">The label of each document, zero or more.</param>
    /// <param name="max">The largest label.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static (int[] Distinct, int[] Codes) Encode(ReadOnlySpan<int> labels, int max, CancellationToken cancellation) =>
        max < SmallTable + 4L * labels.Length ? ByTable(labels, max, cancellation) : ByHash(labels, cancellation);

    private static (int[] Distinct, int[] Codes) ByTable(ReadOnlySpan<int> labels, int max, CancellationToken cancellation)
    {
        var rank = new int[max + 1];
        var point = new CancellationPoint(cancellation);
        foreach (int label in labels)
        {
            point.Pass(0);
            rank[label] = 1;
        }

        cancellation.Check();
        int count = 0;
        foreach (int present in rank) count += present;
        var distinct = new int[count];
        for (int label = 0, next = 0; label < rank.Length; label++)
        {
            point.Pass(0);
            if (rank[label] == 0) continue;
            rank[label] = next;
            distinct[next++] = label;
        }

        var codes = new int[labels.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            point.Pass(0);
            codes[i] = rank[labels[i]];
        }

        return (distinct, codes);
    }

    // Open addressing with linear probing. Labels are first numbered in order of appearance, and by rank at the end.
    private static (int[] Distinct, int[] Codes) ByHash(ReadOnlySpan<int> labels, CancellationToken cancellation)
    {
        var found = new List<int>();
        var slots = NewSlots(1024);
        var codes = new int[labels.Length];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < codes.Length; i++)
        {
            point.Pass(0);
            int label = labels[i];
            int at = Find(slots, found, label);
            if (slots[at] < 0)
            {
                slots[at] = found.Count;
                found.Add(label);
                if (found.Count * 2 > slots.Length)
                {
                    slots = NewSlots(checked(slots.Length * 4));
                    for (int id = 0; id < found.Count; id++)
                    {
                        point.Pass(0);
                        slots[Find(slots, found, found[id])] = id;
                    }

                    at = Find(slots, found, label);
                }
            }

            codes[i] = slots[at];
        }

        int[] distinct = [.. found];
        var order = new int[distinct.Length];
        for (int id = 0; id < order.Length; id++) order[id] = id;
        Array.Sort(distinct, order);
        var rank = new int[order.Length];
        for (int r = 0; r < order.Length; r++) rank[order[r]] = r;
        for (int i = 0; i < codes.Length; i++)
        {
            point.Pass(0);
            codes[i] = rank[codes[i]];
        }

        return (distinct, codes);
    }

    private static int[] NewSlots(int size)
    {
        var slots = new int[size];
        Array.Fill(slots, -1);
        return slots;
    }

    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4): the top bits of label times 2^32 / golden ratio.
    private static int Find(int[] slots, List<int> found, int label)
    {
        int mask = slots.Length - 1;
        int at = (int)((uint)label * 2654435769u >> (32 - BitOperations.Log2((uint)slots.Length)));
        while (slots[at] >= 0 && found[slots[at]] != label) at = (at + 1) & mask;
        return at;
    }
}
