using System.Text;

namespace MixturePS.Views;

/// <summary>Sentences that fit a terminal.</summary>
internal static class Lines
{
    /// <summary>Breaks a sentence into lines between its words; a word that is wider than a line stays whole.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="width">The columns of a line.</param>
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
