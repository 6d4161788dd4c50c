namespace MixturePS.Core.Clustering;

/// <summary>Working memory for a range of rows while they are compared with one group of centres after the other.</summary>
internal sealed class RangeScratch
{
    private double[] _coordinates = [];
    private float[] _all = [];

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

    /// <summary>The least distances of these rows from the group.</summary>
    public LeastDistance[] Found { get; private set; } = [];

    /// <summary>The centres that may be the nearest to a row; length K and more after <see cref="All"/>.</summary>
    public int[] Candidates { get; private set; } = [];

    /// <summary>The distances of a row from some centres; as long.</summary>
    public double[] CandidateDistances { get; private set; } = [];

    /// <summary>Room for the distances of a row from all centres.</summary>
    /// <param name="places">The places of all groups.</param>
    public float[] All(int places)
    {
        if (_all.Length != places) (_all, Candidates, CandidateDistances) = (new float[places], new int[places], new double[places]);
        return _all;
    }

    /// <summary>Room for a row's coordinates.</summary>
    /// <param name="features">The number of features, J.</param>
    public double[] Coordinates(int features) => _coordinates.Length == features ? _coordinates : _coordinates = new double[features];

    /// <summary>Makes room for a range of rows.</summary>
    public RangeScratch For(int from, int to)
    {
        First = from;
        Count = to - from;
        if (Before.Length >= Count) return this;
        (Before, Unsettled, Chosen) = (new int[Count], new int[Count], new int[Count]);
        (DistanceBefore, Distance, RivalDistance) = (new double[Count], new double[Count], new double[Count]);
        (Limit, Least, Found) = (new double[Count], new double[Count], new LeastDistance[Count]);
        return this;
    }
}
