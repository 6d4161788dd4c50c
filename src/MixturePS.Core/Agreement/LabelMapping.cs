using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// A one-to-one mapping of estimated labels to known labels. Estimated clusters in excess of the known ones map to -1. It is
/// immutable, and deliberately not enumerable, so that a pipeline passes it as one object.
/// </summary>
public sealed class LabelMapping : IIndexed
{
    /// <summary>The value for an unmatched estimated label.</summary>
    public const int Unmatched = -1;

    private const int PairsShown = 256;
    private readonly int[] _estimated;
    private readonly int[] _known;
    private readonly int _firstFresh;

    /// <summary>Creates a mapping from parallel arrays, which are not copied.</summary>
    /// <param name="estimated">The estimated labels, ascending.</param>
    /// <param name="known">The known label of each, or -1.</param>
    /// <param name="firstFresh">The first label above the known ones.</param>
    /// <param name="knownNames">The name of each known cluster, indexed by label, or null.</param>
    /// <param name="estimatedNames">The name of each estimated cluster, indexed by label, or null.</param>
    internal LabelMapping(int[] estimated, int[] known, int firstFresh, IReadOnlyList<string>? knownNames = null, IReadOnlyList<string>? estimatedNames = null)
    {
        (KnownClusterName, EstimatedClusterName) = (ReadOnlyValues.OrNull(knownNames), ReadOnlyValues.OrNull(estimatedNames));
        _estimated = estimated;
        _known = known;
        _firstFresh = firstFresh;
        Keys = ReadOnlyValues.Of(estimated);
        Values = ReadOnlyValues.Of(known);
    }

    /// <summary>The first label above the known ones.</summary>
    internal int FirstFresh => _firstFresh;

    /// <summary>The number of estimated labels.</summary>
    public int Count => _estimated.Length;

    /// <summary>The estimated labels, ascending.</summary>
    public IReadOnlyList<int> Keys { get; }

    /// <summary>The known label of each estimated label, or -1, in the order of <see cref="Keys"/>.</summary>
    public IReadOnlyList<int> Values { get; }

    /// <summary>The name of each known cluster, indexed by label, if the known labels are names; otherwise null.</summary>
    public IReadOnlyList<string>? KnownClusterName { get; }

    /// <summary>The name of each estimated cluster, indexed by label, if the estimated labels are names; otherwise null.</summary>
    public IReadOnlyList<string>? EstimatedClusterName { get; }

    /// <summary>The known label of an estimated label, or -1 if it is unmatched.</summary>
    /// <param name="estimated">An estimated label.</param>
    /// <exception cref="MixtureException">InvalidLabel: the mapping doesn't contain the label.</exception>
    public int this[int estimated] => TryGetValue(estimated, out int known)
        ? known
        : throw MixtureError.InvalidLabel($"there is no estimated cluster {estimated}", estimated);

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => IndexBinding.Of(parameter, this);

    object IIndexed.At(object?[] indices) => indices is [IEnumerable list and not string]
        ? list.Cast<object?>().Select(label => this[IndexBinding.Whole(label, "cluster")]).ToArray()
        : indices is [var only] ? this[IndexBinding.Whole(only, "cluster")]
        : throw MixtureError.InvalidIndex($"there are {indices.Length} indices. Give one estimated label", null);

    /// <summary>Whether the mapping contains an estimated label.</summary>
    /// <param name="estimated">A label.</param>
    public bool ContainsKey(int estimated) => Array.BinarySearch(_estimated, estimated) >= 0;

    /// <summary>Gets the known label of an estimated label, if the mapping contains it.</summary>
    /// <param name="estimated">A label.</param>
    /// <param name="known">The known label, or -1 if it is unmatched or not contained.</param>
    public bool TryGetValue(int estimated, out int known)
    {
        int at = Array.BinarySearch(_estimated, estimated);
        known = at >= 0 ? _known[at] : Unmatched;
        return at >= 0;
    }

    /// <summary>
    /// Converts estimated labels to the numbering of the known clusters. Unmatched clusters get new labels above the largest
    /// known one, in order, so that no two clusters are merged.
    /// </summary>
    /// <param name="estimated">The estimated label of each document; length n.</param>
    /// <returns>The new label of each document; length n.</returns>
    /// <exception cref="MixtureException">InvalidLabel: the mapping doesn't contain a label, or there are no more labels above the known ones.</exception>
    public int[] Relabel(ReadOnlySpan<int> estimated)
    {
        var labels = (int[])_known.Clone();
        long fresh = _firstFresh;
        for (int c = 0; c < labels.Length; c++)
        {
            if (labels[c] != Unmatched) continue;
            if (fresh is < 0 or > int.MaxValue)
                throw MixtureError.InvalidLabel($"no label above the known ones is left for estimated cluster {_estimated[c]}", _estimated[c]);
            labels[c] = (int)fresh++;
        }

        var result = new int[estimated.Length];
        bool numberedFromZero = _estimated.Length > 0 && _estimated[^1] == _estimated.Length - 1 && _estimated[0] == 0;
        for (int i = 0; i < result.Length; i++)
        {
            int label = estimated[i];
            int at = numberedFromZero && (uint)label < (uint)labels.Length ? label : Array.BinarySearch(_estimated, label);
            if (at < 0) throw MixtureError.InvalidLabel($"document {i} has {label}, which is not an estimated cluster", label);
            result[i] = labels[at];
        }

        return result;
    }

    /// <summary>The name of the known cluster with a label, or null if it has none.</summary>
    internal string? NameOf(int known) => DocumentLabels.NameOf(KnownClusterName, known);

    /// <summary>The pairs, as in <c>0 -> 1, 1 -> 2, 2 -> 0</c>, with names as in <c>0 -> 1 (money)</c>; only the first 256 if there are more.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int c = 0; c < Math.Min(Count, PairsShown); c++)
            text.Append(CultureInfo.InvariantCulture, $"{(c > 0 ? ", " : "")}{Named(_estimated[c], EstimatedClusterName)} -> {Named(_known[c], KnownClusterName)}");
        if (Count > PairsShown) text.Append(CultureInfo.InvariantCulture, $", ... ({Count} clusters)");
        return text.ToString();
    }

    private static string Named(int label, IReadOnlyList<string>? names) =>
        label.ToString(CultureInfo.InvariantCulture) + (DocumentLabels.NameOf(names, label) is { } name ? $" ({name})" : string.Empty);
}
