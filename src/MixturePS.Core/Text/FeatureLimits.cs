namespace MixturePS.Core.Text;

/// <summary>Selection of features by frequency.</summary>
internal static class FeatureLimits
{
    /// <summary>The features that occur and whose document frequency is within a range, ascending.</summary>
    /// <param name="frequency">The document frequency of each feature.</param>
    /// <param name="range">The range.</param>
    /// <param name="documents">The number of documents.</param>
    /// <param name="rare">The number of features in too few documents, without those in none.</param>
    /// <param name="common">The number of features in too many documents.</param>
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

    /// <summary>The features with the largest totals, ascending; ties go to the first.</summary>
    /// <param name="total">The total of each feature, zero or more.</param>
    /// <param name="count">The maximum number of features.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static int[] Largest(double[] total, int count, int threads, CancellationToken cancellation)
    {
        // Non-negative doubles have the same order as their bits.
        ulong[] keys = Array.ConvertAll(total, value => ~BitConverter.DoubleToUInt64Bits(value));
        int[] order = KeySort.Order(keys, (a, b) => a.CompareTo(b), threads, cancellation);
        Array.Resize(ref order, Math.Min(count, order.Length));
        Array.Sort(order);
        return order;
    }
}
