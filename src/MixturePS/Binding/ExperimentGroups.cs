using System.Management.Automation;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>Groups the figures of an experiment's rows by the values of some columns. Nothing else of a row is stored.</summary>
internal sealed class ExperimentGroups(string[]? by, string[] metrics)
{
    private readonly List<Group> _groups = [];
    private readonly Dictionary<string, Group> _byKey = new(StringComparer.Ordinal);
    private readonly string[] _columns = by ?? ExperimentColumns.Factors;

    /// <summary>Adds a row.</summary>
    /// <exception cref="RecordException">A column is missing, or contains text instead of a number; the row is not added.</exception>
    public void Add(PSObject row)
    {
        var values = Array.ConvertAll(_columns, name => by is null && !ExperimentColumns.Has(row, name) ? null : ExperimentColumns.Value(row, name));
        bool isFailed = ExperimentColumns.Has(row, "Error") && ExperimentColumns.Value(row, "Error") is not null;
        var numbers = Array.ConvertAll(metrics, name => ExperimentColumns.Number(row, name));
        double? bound = ExperimentColumns.Has(row, "Bound") ? ExperimentColumns.Number(row, "Bound") : null;
        var group = Find(values);
        if (isFailed || Array.TrueForAll(numbers, number => number is null))
        {
            group.Failed++;
            return;
        }

        for (int m = 0; m < metrics.Length; m++)
        {
            if (numbers[m] is not { } number) continue;
            group.Values[m].Add(number);
            if (bound is null) continue;
            group.Bounds[m].Add(bound.Value);
            group.Gaps[m].Add(bound.Value - number);
        }
    }

    /// <summary>The groups in order of first appearance, and the columns that define them: the requested ones, or else those that vary.</summary>
    /// <param name="stop">Cancellation token for the comparison of the groups.</param>
    public (string[] Columns, IReadOnlyList<Group> Groups) Result(CancellationToken stop)
    {
        if (by is not null || _groups.Count == 0) return (_columns, _groups);
        int[] kept = [.. Enumerable.Range(0, _columns.Length).Where(IsOfData)];
        for (int c = 0; c < _columns.Length; c++)
        {
            string Kept(Group group)
            {
                stop.ThrowIfCancellationRequested();
                return Key(kept.Select(k => group.Key[k]));
            }

            // A parameter that is determined by the method or by K adds no information.
            if (!kept.Contains(c) && _groups.GroupBy(Kept).Any(same => same.Any(group => !Equals(group.Key[c], same.First().Key[c])))) kept = [.. kept, c];
        }

        Array.Sort(kept);
        foreach (var group in _groups) group.Key = Array.ConvertAll(kept, c => group.Key[c]);
        return (Array.ConvertAll(kept, c => _columns[c]), _groups);
    }

    private bool IsOfData(int column) => _columns[column] == "Method"
        || (Array.IndexOf(ExperimentColumns.Factors, _columns[column]) < ExperimentColumns.OfData && _groups.Exists(group => !Equals(group.Key[column], _groups[0].Key[column])));

    private static string Key(IEnumerable<object?> values) => string.Join('\u001F', values.Select(value => value is null ? "\u0000" : FormattableString.Invariant($"{value}")));

    private Group Find(object?[] values)
    {
        string key = Key(values);
        if (_byKey.TryGetValue(key, out var group)) return group;
        group = new Group(values, metrics.Length);
        _groups.Add(group);
        return _byKey[key] = group;
    }

    /// <summary>The figures of the rows with the same key.</summary>
    internal sealed class Group(object?[] key, int metrics)
    {
        public object?[] Key { get; set; } = key;

        public int Failed { get; set; }

        /// <summary>The values of each metric.</summary>
        public List<double>[] Values { get; } = Lists(metrics);

        /// <summary>The bounds of the runs that have a value of the metric.</summary>
        public List<double>[] Bounds { get; } = Lists(metrics);

        /// <summary>The difference of each run from its bound.</summary>
        public List<double>[] Gaps { get; } = Lists(metrics);

        private static List<double>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<double>())];
    }
}
