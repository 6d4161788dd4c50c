namespace MixturePS.Core.Text;

/// <summary>The choice of features by their frequencies.</summary>
internal static class FeatureLimits
{
    /// <summary>The features that occur and whose document frequency is within bounds, ascending.</summary>
    /// <param name="frequency">The number of documents with each feature; read.</param>
    /// <param name="range">The bounds.</param>
    /// <param name="documents">The number of documents.</param>
    /// <param name="rare">The features with too few documents, none at all aside.</param>
    /// <param name="common">The features with too many documents.</param>
    public static int[] Within(int[] frequency, FrequencyRange range, int documents, out int rare, out int common)
    {
        var (least, most) = range.For(documents);
        rare = common = 0;
        var kept = new List<int>();
        for (int j = 0; j < frequency.Length; j++)
        {
            if (frequency[j] == 0) continue;
            if (frequency[j] < least) rare++;
            else if (frequency[j] > most) common++;
            else kept.Add(j);
        }

        return [.. kept];
    }

    /// <summary>The features with the largest totals, ascending; of equals those that come first.</summary>
    /// <param name="total">The total of each feature; read.</param>
    /// <param name="count">How many, at most.</param>
    public static int[] Largest(double[] total, int count)
    {
        int[] order = [.. Enumerable.Range(0, total.Length)];
        Array.Sort(order, (a, b) => total[a] != total[b] ? total[b].CompareTo(total[a]) : a.CompareTo(b));
        Array.Resize(ref order, Math.Min(count, order.Length));
        Array.Sort(order);
        return order;
    }
}
