using System.Text;

namespace MixturePS.Views;

/// <summary>Wraps sentences to the width of a terminal.</summary>
internal static class Lines
{
    /// <summary>Breaks a sentence into lines between words; a word wider than a line is not broken.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="width">The width of a line in columns.</param>
    public static string Wrap(string text, int width)
    {
        if (Cell.Width(text) <= width) return text;
        var lines = new StringBuilder();
        int used = 0;
        foreach (string word in text.Split(' '))
        {
            int needed = Cell.Width(word);
            if (used > 0)
            {
                bool fits = used + 1 + needed <= width;
                lines.Append(fits ? ' ' : '\n');
                used = fits ? used + 1 : 0;
            }

            lines.Append(word);
            used += needed;
        }

        return lines.ToString();
    }
}
