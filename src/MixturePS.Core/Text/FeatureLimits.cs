namespace MixturePS.Core.Text;

/// <summary>The choice of features by their frequencies.</summary>
internal static class FeatureLimits
{
    /// <summary>The features that occur and whose document frequency is within bounds, ascending.</summary>
    /// <param name="frequency">The number of documents with each feature.</param>
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
    /// <param name="total">The total of each feature, zero or more.</param>
    /// <param name="count">How many, at most.</param>
    /// <param name="threads">The most threads; zero for one a core.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static int[] Largest(double[] total, int count, int threads, CancellationToken cancellation)
    {
        // The bits of numbers of zero or more are ordered as they are.
        ulong[] keys = Array.ConvertAll(total, value => ~BitConverter.DoubleToUInt64Bits(value));
        int[] order = KeySort.Order(keys, (a, b) => a.CompareTo(b), threads, cancellation);
        Array.Resize(ref order, Math.Min(count, order.Length));
        Array.Sort(order);
        return order;
    }
}
