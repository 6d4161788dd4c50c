using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>
/// Groups the runs of an experiment by the values of some columns. Only the figures of the runs are kept. Keys are whole
/// numbers (<see cref="long"/>), other numbers (<see cref="double"/>), text or null.
/// </summary>
/// <param name="columns">The columns to group by.</param>
/// <param name="metrics">The number of metrics.</param>
internal sealed class RunGroups(IReadOnlyList<string> columns, int metrics)
{
    private readonly List<RunGroup> _groups = [];
    private readonly Dictionary<string, RunGroup> _byKey = new(StringComparer.Ordinal);

    /// <summary>Adds a run.</summary>
    /// <param name="key">Its value in each column.</param>
    /// <param name="values">Its value of each metric; null where it has none.</param>
    /// <param name="bound">The expected accuracy of the Bayes rule, or null.</param>
    /// <param name="isFailed">Whether the run ended with an error.</param>
    /// <returns>The group that the run is in.</returns>
    public RunGroup Add(object?[] key, double?[] values, double? bound, bool isFailed)
    {
        string text = Text(key);
        if (!_byKey.TryGetValue(text, out var group)) _groups.Add(_byKey[text] = group = new RunGroup(key, metrics));
        if (isFailed || Array.TrueForAll(values, value => value is null))
        {
            group.Failed++;
            return group;
        }

        for (int m = 0; m < metrics; m++)
        {
            if (values[m] is not { } value) continue;
            group.Values[m].Add(value);
            if (bound is null) continue;
            group.Bounds[m].Add(bound.Value);
            group.Gaps[m].Add(bound.Value - value);
        }

        return group;
    }

    /// <summary>The groups by all columns, in the order of their first runs.</summary>
    public (IReadOnlyList<string> Columns, IReadOnlyList<RunGroup> Groups) All() => (columns, _groups);

    /// <summary>
    /// The groups by the columns that tell them apart: the method, the parameters of the documents that differ, and those
    /// of the methods that differ between groups with the same values of the others.
    /// </summary>
    public (IReadOnlyList<string> Columns, IReadOnlyList<RunGroup> Groups) Distinguished(CancellationToken cancellation)
    {
        if (_groups.Count == 0) return (columns, _groups);
        var ofDocuments = ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents).Select(column => column.Name).ToHashSet();
        int[] kept = [.. Enumerable.Range(0, columns.Count).Where(c => columns[c] == nameof(ExperimentRow.Method)
            || (ofDocuments.Contains(columns[c]) && _groups.Exists(group => !Equals(group.Key[c], _groups[0].Key[c]))))];
        for (int c = 0; c < columns.Count; c++)
        {
            string Kept(RunGroup group)
            {
                cancellation.ThrowIfCancellationRequested();
                return Text(kept.Select(k => group.Key[k]));
            }

            if (!kept.Contains(c) && _groups.GroupBy(Kept).Any(same => same.Any(group => !Equals(group.Key[c], same.First().Key[c])))) kept = [.. kept, c];
        }

        Array.Sort(kept);
        foreach (var group in _groups) group.Key = Array.ConvertAll(kept, c => group.Key[c]);
        return ([.. kept.Select(c => columns[c])], _groups);
    }

    /// <summary>A text that is equal for equal keys only.</summary>
    public static string Text(IEnumerable<object?> key) =>
        string.Join('\u001F', key.Select(value => value is null ? "\u0000" : Convert.ToString(value, CultureInfo.InvariantCulture)));
}

/// <summary>The runs with the same values of the columns that groups are made by.</summary>
/// <param name="key">The values.</param>
/// <param name="metrics">The number of metrics.</param>
internal sealed class RunGroup(object?[] key, int metrics)
{
    /// <summary>The values of the columns.</summary>
    public object?[] Key { get; set; } = key;

    /// <summary>The number of runs that failed or lack every metric.</summary>
    public int Failed { get; set; }

    /// <summary>The values of each metric.</summary>
    public List<double>[] Values { get; } = Lists(metrics);

    /// <summary>The expected accuracies of the Bayes rule in the runs that have the metric.</summary>
    public List<double>[] Bounds { get; } = Lists(metrics);

    /// <summary>The distance of each of these runs from its bound.</summary>
    public List<double>[] Gaps { get; } = Lists(metrics);

    /// <summary>Whether the runs are those of the method that others are compared with.</summary>
    public bool IsOfReference { get; set; }

    /// <summary>The differences of each metric to the run of the reference on the same documents.</summary>
    public List<double>[] Differences { get; } = Lists(metrics);

    /// <summary>The number of runs with the metric for which the reference has none.</summary>
    public int[] Unpaired { get; } = new int[metrics];

    private static List<double>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<double>())];
}
