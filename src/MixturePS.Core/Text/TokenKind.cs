namespace MixturePS.Core.Text;

/// <summary>The unit into which texts are tokenised.</summary>
public enum TokenKind
{
    /// <summary>
    /// Words by the rules of Unicode Standard Annex 29: letters and digits with certain characters between them, as in
    /// <c>can't</c> and <c>3.14</c>. Punctuation, symbols and emoji aren't words; each ideograph or hiragana letter is one word,
    /// and so is a run of letters of a script without spaces between words, such as Thai.
    /// </summary>
    Word,

    /// <summary>Maximal runs without white space, as matched by Python's <c>\S+</c>.</summary>
    WhiteSpace,

    /// <summary>User-perceived characters (grapheme clusters of Unicode Standard Annex 29) other than white space.</summary>
    Character,
}
