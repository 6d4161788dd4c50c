namespace MixturePS.Shell;

/// <summary>Reads the words after a script's path into arguments that the engine can bind to its parameters.</summary>
internal static class ScriptArguments
{
    /// <summary>
    /// -Name stands for a parameter whose value may follow, -Name:value for both (true, false, $true and $false are
    /// booleans there, so that a switch can be turned off), and anything else for a value by position.
    /// </summary>
    /// <param name="words">The words after the script's path.</param>
    public static List<ScriptArgument> Read(IEnumerable<string> words)
    {
        var result = new List<ScriptArgument>();
        string? pending = null;
        foreach (string word in words)
        {
            int colon = word.IndexOf(':');
            if (pending is not null)
            {
                result.Add(new(pending, word));
                pending = null;
            }
            else if (word.Length < 2 || !CommandLineParser.IsDash(word[0])) result.Add(new(null, word));
            else if (colon < 0) result.Add(new(word, null));
            else if (colon == word.Length - 1) pending = word[..colon];
            else result.Add(new(word[..colon], BooleanOrText(word[(colon + 1)..])));
        }

        return result;
    }

    private static object BooleanOrText(string text) =>
        bool.TryParse(text.StartsWith('$') ? text.AsSpan(1) : text, out bool value) ? value : text;
}
