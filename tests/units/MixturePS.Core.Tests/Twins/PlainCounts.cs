namespace MixturePS.Core.Tests.Twins;

/// <summary>Text counting with strings and dictionaries.</summary>
internal static class PlainCounts
{
    private static readonly char[] Spaces = [' ', '\u00a0', '\n'];

    /// <summary>The tokens of a text between white space, in lower case.</summary>
    public static string[] Tokens(string text) => text.ToLowerInvariant().Split(Spaces, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The count of each n-gram of some sizes, whose words are joined by spaces.</summary>
    public static Dictionary<string, int> NGrams(string[] tokens, int[] sizes)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (int size in sizes)
        {
            for (int i = 0; i + size <= tokens.Length; i++)
            {
                string gram = string.Join(' ', tokens.Skip(i).Take(size));
                counts[gram] = counts.GetValueOrDefault(gram) + 1;
            }
        }

        return counts;
    }
}
