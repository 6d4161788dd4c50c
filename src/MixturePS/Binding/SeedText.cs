using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using MixturePS.Core.Random;

namespace MixturePS.Binding;

/// <summary>
/// Parses the text form of a spawned seed, such as <c>2026 spawn (1234, 0)</c>, so that a seed from a file can be used
/// again.
/// </summary>
internal static partial class SeedText
{
    /// <summary>The seed, or null if the text has another form.</summary>
    public static SeedSequence? Read(string text)
    {
        var match = Spawned().Match(text);
        if (!match.Success) return null;
        var key = new List<uint>();
        foreach (string number in match.Groups[2].Value.Split(','))
        {
            if (!uint.TryParse(number, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out uint word)) return null;
            key.Add(word);
        }

        return new SeedSequence(BigInteger.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), key);
    }

    [GeneratedRegex(@"^\s*([0-9]+)\s+spawn\s*\(([0-9, ]+)\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Spawned();
}
