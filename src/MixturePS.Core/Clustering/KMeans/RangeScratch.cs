namespace MixturePS.Core.Clustering;

/// <summary>Working memory for a range of rows while they are compared with one group of centres after the other.</summary>
/// <param name="groupSize">The places in a group.</param>
internal sealed class RangeScratch(int groupSize)
{
    /// <summary>The first row of the range.</summary>
    public int First { get; private set; }

    /// <summary>The number of rows in the range; the length of each array below is at least that.</summary>
    public int Count { get; private set; }

    /// <summary>The nearest centre of each row before.</summary>
    public int[] Before { get; private set; } = [];

    /// <summary>The computed squared distance from that centre, less |x|^2.</summary>
    public double[] DistanceBefore { get; private set; } = [];

    /// <summary>The computed squared distance from the nearest centre so far, less |x|^2.</summary>
    public double[] Distance { get; private set; } = [];

    /// <summary>The computed squared distance from the second-nearest centre so far, less |x|^2.</summary>
    public double[] RivalDistance { get; private set; } = [];

    /// <summary>A centre is ruled out where the square of the lower bound on its distance is above this limit.</summary>
    public double[] Limit { get; private set; } = [];

    /// <summary>The least lower bound over all groups.</summary>
    public double[] Least { get; private set; } = [];

    /// <summary>The rows that are compared with any centre.</summary>
    public int[] Unsettled { get; private set; } = [];

    /// <summary>The rows that are compared with one group.</summary>
    public int[] Chosen { get; private set; } = [];

    /// <summary>The dot products of four rows with a group's centres.</summary>
    public double[] Dots { get; } = new double[4 * groupSize];

    /// <summary>Makes room for a range of rows.</summary>
    public RangeScratch For(int from, int to)
    {
        First = from;
        Count = to - from;
        if (Before.Length >= Count) return this;
        (Before, Unsettled, Chosen) = (new int[Count], new int[Count], new int[Count]);
        (DistanceBefore, Distance, RivalDistance) = (new double[Count], new double[Count], new double[Count]);
        (Limit, Least) = (new double[Count], new double[Count]);
        return this;
    }
}
