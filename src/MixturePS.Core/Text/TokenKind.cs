namespace MixturePS.Core.Text;

/// <summary>What a text is taken apart into.</summary>
public enum TokenKind
{
    /// <summary>
    /// Words by the rules of Unicode Standard Annex 29: letters and digits with what belongs between them, as in <c>can't</c>
    /// and <c>3.14</c>. Punctuation, symbols and emoji are no words; an ideograph and a hiragana letter is a word each.
    /// </summary>
    Word,

    /// <summary>Whatever stands between white space, as Python's <c>\S+</c> finds it.</summary>
    WhiteSpace,

    /// <summary>User-perceived characters (grapheme clusters of Unicode Standard Annex 29) other than white space.</summary>
    Character,
}
