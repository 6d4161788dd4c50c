using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// Pairs the runs of an experiment with those of a reference method on the same documents: the same replicate of the same
/// cell. If the reference has several runs on the same documents, the partner is the one with the parameters of the run.
/// </summary>
/// <param name="reference">The reference method, regardless of case.</param>
/// <param name="parameters">The columns that may distinguish runs of the reference on the same documents.</param>
internal sealed class RunPairs(string reference, IReadOnlyList<string> parameters)
{
    /// <summary>The columns that tell the replicates of a cell apart, at least one of which is needed.</summary>
    public static readonly IReadOnlyList<string> ReplicateColumns = [nameof(ExperimentRow.Replicate), nameof(ExperimentRow.DataSeed)];

    /// <summary>The columns that tell which documents a run is on.</summary>
    public static readonly IReadOnlyList<string> DocumentColumns =
        [nameof(ExperimentRow.Cell), .. ReplicateColumns, .. ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents).Select(column => column.Name)];

    private readonly List<Run> _others = [];
    private readonly Dictionary<string, List<Run>> _references = new(StringComparer.Ordinal);
    private readonly List<string> _methods = [];
    private string? _spelled;

    /// <summary>The reference method in the spelling of the rows.</summary>
    public string Reference => _spelled ?? reference;

    /// <summary>The number of runs without a partner.</summary>
    public int UnpairedCount { get; private set; }

    /// <summary>Adds a run.</summary>
    /// <param name="group">Its group, which receives the differences.</param>
    /// <param name="method">Its method.</param>
    /// <param name="documents">A text that is equal for runs on the same documents only.</param>
    /// <param name="own">The values of the parameters; null where it has none.</param>
    /// <param name="values">Its value of each metric; null where it has none.</param>
    public void Add(RunGroup group, string method, string documents, object?[] own, double?[] values)
    {
        if (!_methods.Contains(method, StringComparer.OrdinalIgnoreCase)) _methods.Add(method);
        var run = new Run(group, documents, own, values);
        if (!method.Equals(reference, StringComparison.OrdinalIgnoreCase))
        {
            _others.Add(run);
            return;
        }

        (_spelled, group.IsOfReference) = (method, true);
        if (!_references.TryGetValue(documents, out var same)) _references[documents] = same = [];
        same.Add(run);
    }

    /// <summary>Adds the differences to the groups, once all runs are added.</summary>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">UnknownReference or AmbiguousReference.</exception>
    public void Pair(CancellationToken cancellation)
    {
        if (_methods.Count > 0 && _references.Count == 0) throw TableError.UnknownReference(reference, _methods);
        var point = new CancellationPoint(cancellation);
        foreach (var run in _others)
        {
            point.Pass(0);
            var partner = Partner(run);
            bool isUnpaired = false;
            for (int m = 0; m < run.Values.Length; m++)
            {
                if (run.Values[m] is not { } value) continue;
                if (partner?.Values[m] is { } other)
                {
                    run.Group.Differences[m].Add(value - other);
                    continue;
                }

                run.Group.Unpaired[m]++;
                isUnpaired = true;
            }

            if (isUnpaired) UnpairedCount++;
        }
    }

    private Run? Partner(Run run)
    {
        if (!_references.TryGetValue(run.Documents, out var candidates)) return null;
        if (candidates.Count == 1) return candidates[0];
        int[] differing = [.. Enumerable.Range(0, parameters.Count).Where(p => candidates.Exists(other => !Equals(other.Own[p], candidates[0].Own[p])))];
        var fitting = candidates.FindAll(other => Array.TrueForAll(differing, p => run.Own[p] is null || Equals(run.Own[p], other.Own[p])));
        return fitting.Count switch
        {
            0 => null,
            1 => fitting[0],
            _ => throw TableError.AmbiguousReference(Reference, fitting.Count, [.. differing.Where(p => fitting.Exists(other => !Equals(other.Own[p], fitting[0].Own[p]))).Select(p => parameters[p])]),
        };
    }

    private sealed record Run(RunGroup Group, string Documents, object?[] Own, double?[] Values);
}
