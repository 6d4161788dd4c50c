namespace MixturePS.Core.IO;

/// <summary>The tokens of a document's text: what stands between white space.</summary>
internal static class TextTokens
{
    /// <summary>Calls an action for each token, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lowerCase">Whether to put it into lower case, by the invariant culture.</param>
    /// <param name="action">Given each token.</param>
    public static void ForEach(string text, bool lowerCase, SpanAction action)
    {
        var rest = (lowerCase ? text.ToLowerInvariant() : text).AsSpan();
        while (true)
        {
            var token = MatrixMarketHeader.NextWord(ref rest);
            if (token.IsEmpty) return;
            action(token);
        }
    }

    public delegate void SpanAction(ReadOnlySpan<char> token);
}
