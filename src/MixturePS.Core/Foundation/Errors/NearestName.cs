using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>Advice for a name that doesn't exist: the names that do, and the one that may be meant.</summary>
internal static class NearestName
{
    private const int MostListed = 30;
    private const int LongestCompared = 64;

    /// <summary>The names as a sentence, with a suggestion if one is similar.</summary>
    /// <param name="name">The name that doesn't exist.</param>
    /// <param name="names">The names that do.</param>
    /// <param name="one">What they name, in the singular.</param>
    /// <param name="many">What they name, in the plural.</param>
    public static string Advice(string name, IReadOnlyList<string> names, string one, string many)
    {
        if (names.Count == 0) return $"There are no {many}.";
        string advice = names.Count == 1 ? $"The only {one} is {List(names)}." : $"The {many} are {List(names)}.";
        return names.Count > 1 && Of(name, names) is { } nearest ? $"{advice} Did you mean '{nearest}'?" : advice;
    }

    /// <summary>The names, separated by commas; of many, the first.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        string listed = string.Join(", ", names.Take(MostListed).Select(name => name.Length == 0 ? "''" : name.Length <= LongestCompared ? name : name[..LongestCompared] + "..."));
        return names.Count <= MostListed ? listed : string.Create(CultureInfo.InvariantCulture, $"{listed} and {names.Count - MostListed} more");
    }

    /// <summary>The most similar name, or null if none is similar. Case is ignored.</summary>
    public static string? Of(string name, IReadOnlyList<string> names)
    {
        string wanted = Key(name);
        if (wanted.Length is 0 or > LongestCompared) return null;
        string? best = null;
        int least = 1 + Math.Max(1, wanted.Length / 3);
        foreach (string candidate in names)
        {
            string key = Key(candidate);
            if (key.Length is 0 or > LongestCompared) continue;

            // One name that contains the other differs in little, whatever its length.
            bool contains = wanted.Length > 2 && key.Length > 2 && (key.Contains(wanted, StringComparison.Ordinal) || wanted.Contains(key, StringComparison.Ordinal));
            int distance = key == wanted ? 0 : contains ? 1 : Distance(wanted, key);
            if (distance < least) (best, least) = (candidate, distance);
        }

        return best;
    }

    // Names that differ only in case, spaces or punctuation are the same.
    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // The number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, 1 + Math.Min(cost[i - 1, j], cost[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i, j] = Math.Min(cost[i, j], 1 + cost[i - 2, j - 2]);
            }
        }

        return cost[a.Length, b.Length];
    }
}
