using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// How often each count occurs, in several groups. Sums over cells that depend only on the count then cost as much as there
/// are different counts. Tables of threads are added as whole numbers, so that the result doesn't depend on their number.
/// </summary>
/// <param name="groups">The number of groups.</param>
/// <param name="largest">The largest count that is expected; greater ones are allowed.</param>
internal sealed class CountTable(int groups, int largest)
{
    /// <summary>Counts below this have an array; greater ones are rare.</summary>
    private const int MostDense = 256;

    private readonly int _width = Math.Min(MostDense, largest + 1);
    private readonly int[] _dense = new int[checked(groups * Math.Min(MostDense, largest + 1))];
    private readonly SortedDictionary<(int Group, int Count), int> _others = [];

    /// <summary>Adds a count.</summary>
    /// <param name="group">The group, from zero.</param>
    /// <param name="count">The count, zero or more.</param>
    public void Add(int group, int count)
    {
        if (count < _width) _dense[(group * _width) + count]++;
        else AddOther(group, count, 1);
    }

    /// <summary>Adds the counts of a table of the same groups and largest count, and clears that.</summary>
    public void Take(CountTable other)
    {
        for (int i = 0; i < _dense.Length; i++) _dense[i] += other._dense[i];
        foreach (var ((group, count), times) in other._others) AddOther(group, count, times);
        other.Clear();
    }

    /// <summary>Removes all counts.</summary>
    public void Clear()
    {
        Array.Clear(_dense);
        _others.Clear();
    }

    /// <summary>The sum over the cells of a group of log(Gamma(a + count) / Gamma(a)).</summary>
    public double LogRising(int group, double a)
    {
        double sum = 0;
        for (int count = 1; count < _width; count++)
            if (_dense[(group * _width) + count] is > 0 and var times) sum += times * RisingFactorial.Log(a, count);
        foreach (var ((own, count), times) in _others)
            if (own == group) sum += times * RisingFactorial.Log(a, count);
        return sum;
    }

    /// <summary>The sum over the cells of a group of psi(a + count) - psi(a).</summary>
    public double DigammaDifference(int group, double a)
    {
        double sum = 0, difference = 0;
        for (int count = 1; count < _width; count++)
        {
            difference += 1 / (a + count - 1);
            sum += _dense[(group * _width) + count] * difference;
        }

        foreach (var ((own, count), times) in _others)
            if (own == group) sum += times * GammaRatio.Derivatives(a, count).First;
        return sum;
    }

    private void AddOther(int group, int count, int times) => _others[(group, count)] = _others.GetValueOrDefault((group, count)) + times;
}
