using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// How often each count occurs, in several groups. Sums over cells that depend only on the count then cost as much as there
/// are different counts. Tables of threads are added as whole numbers, so that the result doesn't depend on their number.
/// </summary>
/// <param name="groups">The number of groups.</param>
/// <param name="largest">The largest count that is expected; greater ones are allowed.</param>
/// <exception cref="MixtureException">MatrixTooLarge.</exception>
internal sealed class CountTable(int groups, int largest)
{
    /// <summary>Counts below this have an array; greater ones are rare.</summary>
    private const int MostDense = 256;

    private readonly int _width = Math.Min(MostDense, largest + 1);
    private readonly int[] _dense = new int[MatrixSize.Cells("The table of counts", groups, Math.Min(MostDense, largest + 1), sizeof(int))];
    private readonly SortedDictionary<int, int>?[] _others = new SortedDictionary<int, int>?[groups];

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
        for (int group = 0; group < _others.Length; group++)
        {
            if (other._others[group] is not { Count: > 0 } counts) continue;
            foreach (var (count, times) in counts) AddOther(group, count, times);
        }

        other.Clear();
    }

    /// <summary>Removes all counts.</summary>
    public void Clear()
    {
        Array.Clear(_dense);
        foreach (var counts in _others) counts?.Clear();
    }

    /// <summary>The sum over the cells of a group of log(Gamma(a + count) / Gamma(a)).</summary>
    public double LogRising(int group, double a)
    {
        double sum = 0;
        for (int count = 1; count < _width; count++)
            if (_dense[(group * _width) + count] is > 0 and var times) sum += times * RisingFactorial.Log(a, count);
        foreach (var (count, times) in Others(group)) sum += times * RisingFactorial.Log(a, count);
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

        foreach (var (count, times) in Others(group)) sum += times * GammaRatio.Derivatives(a, count).First;
        return sum;
    }

    private IEnumerable<KeyValuePair<int, int>> Others(int group) => _others[group] ?? Enumerable.Empty<KeyValuePair<int, int>>();

    private void AddOther(int group, int count, int times)
    {
        var counts = _others[group] ??= [];
        counts[count] = counts.GetValueOrDefault(count) + times;
    }
}
