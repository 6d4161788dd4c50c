namespace MixturePS.Core.Text;

/// <summary>Kinds of token that the rules of word boundaries split or drop, and that can be kept whole.</summary>
[Flags]
public enum KeptToken
{
    /// <summary>None: words by the rules alone.</summary>
    None = 0,

    /// <summary>Hashtags: <c>#</c> and letters, digits and underscores, with at least one that isn't a digit, as in <c>#BlackFriday</c>.</summary>
    Hashtag = 1,

    /// <summary>Mentions of users: <c>@</c> and letters, digits and underscores, as in <c>@user_1</c>.</summary>
    Mention = 2,

    /// <summary>Web addresses: a scheme and <c>://</c>, or <c>www.</c>, up to the next white space, without punctuation at the end.</summary>
    Url = 4,

    /// <summary>E-mail addresses, as in <c>name@example.org</c>.</summary>
    Email = 8,

    /// <summary>Emoji with their modifiers, and flags: characters that are shown as emoji by default or by a variation selector.</summary>
    Emoji = 16,

    /// <summary>Words joined by hyphens, as in <c>e-mail</c>. Each hyphen is then U+002D.</summary>
    Hyphen = 32,

    /// <summary>All of these.</summary>
    All = Hashtag | Mention | Url | Email | Emoji | Hyphen,
}
