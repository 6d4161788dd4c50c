namespace MixturePS.Core.Clustering;

/// <summary>What is known of a range of rows while they are compared with one group of centres after the other.</summary>
internal sealed class RangeScratch(int groupSize)
{
    /// <summary>The first row of the range.</summary>
    public int First { get; private set; }

    /// <summary>The number of rows in the range.</summary>
    public int Count { get; private set; }

    /// <summary>The nearest centre of each row before; length Count or more.</summary>
    public int[] Before { get; private set; } = [];

    /// <summary>The computed distance from that centre, squared, less |x|^2.</summary>
    public double[] DistanceBefore { get; private set; } = [];

    /// <summary>The computed distance from the nearest centre so far, squared, less |x|^2.</summary>
    public double[] Distance { get; private set; } = [];

    /// <summary>The computed distance from the next to nearest centre so far, squared, less |x|^2.</summary>
    public double[] RivalDistance { get; private set; } = [];

    /// <summary>The square that a bound on a centre's distance must be above for the centre not to matter.</summary>
    public double[] Limit { get; private set; } = [];

    /// <summary>The least bound on the distance of the other centres.</summary>
    public double[] Least { get; private set; } = [];

    /// <summary>Rows that are compared with any centre.</summary>
    public int[] Looked { get; private set; } = [];

    /// <summary>Rows that are compared with the same group.</summary>
    public int[] Chosen { get; private set; } = [];

    /// <summary>The dot products of four rows with a group's centres.</summary>
    public double[] Dots { get; } = new double[4 * groupSize];

    /// <summary>Makes room for a range of rows.</summary>
    public RangeScratch For(int from, int to)
    {
        First = from;
        Count = to - from;
        if (Before.Length >= Count) return this;
        (Before, Looked, Chosen) = (new int[Count], new int[Count], new int[Count]);
        (DistanceBefore, Distance, RivalDistance) = (new double[Count], new double[Count], new double[Count]);
        (Limit, Least) = (new double[Count], new double[Count]);
        return this;
    }
}
