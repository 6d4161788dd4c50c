using System.Collections;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Reads seed terms: words and patterns of some clusters, which are looked up in a vocabulary.</summary>
internal static class SeedTermReading
{
    /// <summary>Looks up the seed terms.</summary>
    /// <param name="terms">The terms of each cluster, by its name or number. A hashtable is read in the order of its keys, and an ordered dictionary in its own.</param>
    /// <param name="vocabulary">The words of the documents.</param>
    /// <param name="unknown">Receives a phrase for each term that matches no word.</param>
    /// <returns>The name or number of each cluster, and its words as features, ascending.</returns>
    /// <exception cref="MixtureException">UnknownSeedTerm: no term of a cluster matches. InvalidOption: there is no cluster.</exception>
    public static IReadOnlyList<(object Cluster, IReadOnlyList<int> Features)> Read(IDictionary terms, IReadOnlyList<string> vocabulary, ICollection<string> unknown)
    {
        if (terms.Count == 0) throw MixtureError.InvalidOption("SeedTerm", "must have at least one cluster with its terms", null);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int j = 0; j < vocabulary.Count; j++) index.TryAdd(vocabulary[j], j);
        var entries = terms.Keys.Cast<object>().Select(key => (Cluster: PSValue.Unwrap(key)!, Terms: PSValue.Items(terms[key]).Select(PSValue.Text).ToArray()));
        if (terms is Hashtable) entries = entries.OrderBy(entry => PSValue.Text(entry.Cluster), StringComparer.OrdinalIgnoreCase).ThenBy(entry => PSValue.Text(entry.Cluster), StringComparer.Ordinal);
        return [.. entries.Select(entry => (entry.Cluster, Features(entry.Cluster, entry.Terms)))];

        IReadOnlyList<int> Features(object cluster, string[] given)
        {
            var found = new SortedSet<int>();
            foreach (string term in given)
            {
                var matches = Matches(term, vocabulary, index);
                found.UnionWith(matches);
                if (matches.Count == 0) unknown.Add($"'{term}' of '{PSValue.Text(cluster)}'");
            }

            return found.Count > 0 ? [.. found] : throw GuidanceError.UnknownSeedTerm(PSValue.Text(cluster), string.Join(", ", given.Select(term => $"'{term}'")));
        }
    }

    /// <summary>The features that a term matches: the word itself, or as -like does, without regard to case.</summary>
    private static IReadOnlyList<int> Matches(string term, IReadOnlyList<string> vocabulary, Dictionary<string, int> index)
    {
        if (index.TryGetValue(term, out int exact)) return [exact];
        try
        {
            var pattern = WildcardPattern.Get(term, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            return [.. Enumerable.Range(0, vocabulary.Count).Where(j => pattern.IsMatch(vocabulary[j]))];
        }
        catch (WildcardPatternException)
        {
            // A bracket that isn't closed is no pattern, and the word itself wasn't found.
            return [];
        }
    }
}
