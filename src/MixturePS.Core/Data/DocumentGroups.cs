using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>The groups of documents with equal values of some variables.</summary>
/// <remarks>
/// Groups are ordered by their values: numbers and dates ascending, a factor by its levels, text by first appearance; documents
/// without a value are a group of their own, the last.
/// </remarks>
internal sealed class DocumentGroups
{
    /// <summary>The name that groups documents by their known cluster, unless a variable has it.</summary>
    public const string KnownCluster = "KnownCluster";

    private const string Missing = "(missing)";
    private const string Separator = ", ";

    private DocumentGroups(string[] columns, object?[][] keys, int[] groupOf) => (Columns, Keys, GroupOf) = (columns, keys, groupOf);

    /// <summary>The names of the variables.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The values of each group, one per variable; null where they are missing.</summary>
    public IReadOnlyList<object?[]> Keys { get; }

    /// <summary>The group of each document; length n.</summary>
    public int[] GroupOf { get; }

    /// <summary>Groups documents; without variables, all are one group.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="by">The names of the variables, regardless of case.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">UnknownVariable.</exception>
    public static DocumentGroups By(Dfm dfm, IReadOnlyList<string> by, CancellationToken cancellation = default)
    {
        var variables = by.Select(name => Find(dfm, name)).ToArray();
        var places = Array.ConvertAll(variables, Places);
        var groupOf = new int[dfm.DocumentCount];
        var found = new Dictionary<Key, int>();
        var first = new List<int>();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < groupOf.Length; i++)
        {
            point.Pass(variables.Length);
            var key = new Key(Array.ConvertAll(places, place => place[i]));
            if (!found.TryGetValue(key, out groupOf[i]))
            {
                found[key] = groupOf[i] = first.Count;
                first.Add(i);
            }
        }

        int[] order = [.. Enumerable.Range(0, first.Count).OrderBy(group => Array.ConvertAll(places, place => place[first[group]]), Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
        var number = new int[order.Length];
        for (int g = 0; g < order.Length; g++) number[order[g]] = g;
        for (int i = 0; i < groupOf.Length; i++) groupOf[i] = number[groupOf[i]];
        return new DocumentGroups(
            Array.ConvertAll(variables, variable => variable.Name), Array.ConvertAll(order, group => Array.ConvertAll(variables, variable => variable.Cell(first[group]))), groupOf);
    }

    /// <summary>The name of a group: its values.</summary>
    public string NameOf(int group) => string.Join(Separator, Keys[group].Select(value => value is null ? Missing : ReadOnlyValues.FullText(value)));

    private static DocumentVariable Find(Dfm dfm, string name)
    {
        if (dfm.Variable.FirstOrDefault(variable => variable.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        if (!name.Equals(KnownCluster, StringComparison.OrdinalIgnoreCase) || dfm.KnownCluster is not { } known)
            throw MixtureError.UnknownVariable(name, [.. dfm.Variable.Select(variable => variable.Name), .. dfm.KnownCluster is null ? [] : new[] { KnownCluster }]);
        if (dfm.KnownClusterName is null) return new DocumentVariable(KnownCluster, DocumentVariableType.Number, [.. known.Select(cluster => (object)(double)cluster)], null);
        string[] levels = [.. dfm.KnownClusterName];
        return new DocumentVariable(KnownCluster, DocumentVariableType.Factor, [.. Enumerable.Range(0, known.Count).Select(dfm.KnownNameOf)], levels);
    }

    // The place of each document's value in the order of the values; those without a value come last.
    private static int[] Places(DocumentVariable variable)
    {
        IEnumerable<object> values = variable.Level ?? variable.Value.OfType<object>().Distinct();
        if (variable.Type is DocumentVariableType.Number or DocumentVariableType.Date) values = values.Order();
        var place = new Dictionary<object, int>();
        foreach (object value in values) place.TryAdd(value, place.Count);
        return [.. variable.Value.Select(value => value is null ? int.MaxValue : place[value])];
    }

    private readonly record struct Key(int[] Places)
    {
        public bool Equals(Key other) => Places.AsSpan().SequenceEqual(other.Places);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (int place in Places) hash.Add(place);
            return hash.ToHashCode();
        }
    }
}
