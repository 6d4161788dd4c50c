using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The order of <c>numpy.argpartition</c>: indices with that of the k-th smallest value in its place, those of smaller
/// values before it and those of greater ones after it. The order among them is that of NumPy's scalar introselect
/// (npysort/selection), which versions before 2.0 use everywhere, and later ones on processors without AVX2.
/// </summary>
/// <remarks>
/// <code>
/// low, high = 0, n - 1
/// if k - low is less than 3: bring the k + 1 smallest to the front, one after the other
/// else if k is n - 1: bring the last of the greatest to the end
/// else while there are more than two elements
///     move the median of the first, middle and last to low, and the least of them to low + 1
///     (after 2 log2(n) rounds the median of medians of five instead)
///     partition the rest around it
///     continue in the part that contains k
/// order the last two
/// </code>
/// </remarks>
internal static class ArgPartition
{
    private const int FewSmallest = 3;
    private const int Five = 5;

    /// <summary>The indices of values, partitioned.</summary>
    /// <param name="values">The values, none of them NaN; read.</param>
    /// <param name="k">The place that receives its element, from zero.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>A permutation of 0 ... n - 1.</returns>
    public static int[] Run(double[] values, int k, CancellationToken cancellation = default)
    {
        var order = new int[values.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Select(values, order, k, cancellation);
        return order;
    }

    private static void Select(double[] values, Span<int> order, int k, CancellationToken cancellation)
    {
        int low = 0, high = order.Length - 1;
        if (k < FewSmallest)
        {
            SelectSmallest(values, order, k, cancellation);
            return;
        }

        if (k == high)
        {
            SelectGreatest(values, order, cancellation);
            return;
        }

        int rounds = 2 * BitOperations.Log2((uint)order.Length);
        while (low + 1 < high)
        {
            cancellation.Check();
            int left = low + 1, right = high;
            if (rounds > 0 || right - left < Five)
            {
                MedianOfThree(values, order, low, low + ((high - low) / 2), high);
            }
            else
            {
                int median = left + MedianOfMedians(values, order[left..right], cancellation);
                Swap(order, median, low);
                left--;
                right++;
            }

            rounds--;
            Partition(values, order, values[order[low]], ref left, ref right, cancellation);
            Swap(order, low, right);
            if (right >= k) high = right - 1;
            if (right <= k) low = left;
        }

        if (high == low + 1 && values[order[high]] < values[order[low]]) Swap(order, low, high);
    }

    private static void SelectSmallest(double[] values, Span<int> order, int k, CancellationToken cancellation)
    {
        for (int place = 0; place <= k; place++)
        {
            cancellation.Check();
            int least = place;
            for (int i = place + 1; i < order.Length; i++)
                if (values[order[i]] < values[order[least]]) least = i;
            Swap(order, place, least);
        }
    }

    private static void SelectGreatest(double[] values, Span<int> order, CancellationToken cancellation)
    {
        int greatest = 0;
        var point = new CancellationPoint(cancellation);
        for (int i = 1; i < order.Length; i++)
        {
            point.Pass(0);
            if (!(values[order[i]] < values[order[greatest]])) greatest = i;
        }

        Swap(order, order.Length - 1, greatest);
    }

    // The median at low and the least at low + 1 bound the partition on both sides.
    private static void MedianOfThree(double[] values, Span<int> order, int low, int middle, int high)
    {
        if (values[order[high]] < values[order[middle]]) Swap(order, high, middle);
        if (values[order[high]] < values[order[low]]) Swap(order, high, low);
        if (values[order[low]] < values[order[middle]]) Swap(order, low, middle);
        Swap(order, middle, low + 1);
    }

    private static void Partition(double[] values, Span<int> order, double pivot, ref int left, ref int right, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        while (true)
        {
            point.Pass(0);
            do left++;
            while (values[order[left]] < pivot);
            do right--;
            while (pivot < values[order[right]]);
            if (right < left) return;
            Swap(order, left, right);
        }
    }

    /// <summary>Brings the medians of groups of five to the front and selects the median of them.</summary>
    private static int MedianOfMedians(double[] values, Span<int> order, CancellationToken cancellation)
    {
        int medians = order.Length / Five;
        for (int g = 0; g < medians; g++) Swap(order, (g * Five) + MedianOfFive(values, order.Slice(g * Five, Five)), g);
        if (medians > 2) Select(values, order[..medians], medians / 2, cancellation);
        return medians / 2;
    }

    private static int MedianOfFive(double[] values, Span<int> order)
    {
        Sort(order, 0, 1);
        Sort(order, 3, 4);
        Sort(order, 0, 3);
        Sort(order, 1, 4);
        Sort(order, 1, 2);
        if (!(values[order[3]] < values[order[2]])) return 2;
        return values[order[3]] < values[order[1]] ? 1 : 3;

        void Sort(Span<int> five, int first, int second)
        {
            if (values[five[second]] < values[five[first]]) Swap(five, first, second);
        }
    }

    private static void Swap(Span<int> order, int a, int b) => (order[a], order[b]) = (order[b], order[a]);
}
