namespace MixturePS.Core.Text;

/// <summary>The Unicode normalization form of tokens.</summary>
public enum TextNormalization
{
    /// <summary>Tokens are as in the text.</summary>
    None,

    /// <summary>
    /// Canonical composition (NFC): a letter with its accents is the same token whether it is written as one character or as
    /// several.
    /// </summary>
    NFC,
}
