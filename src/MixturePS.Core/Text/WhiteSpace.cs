using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>White space as Python's <c>str.isspace</c> and <c>\s</c> have it: Unicode's, and the four separators from U+001C.</summary>
internal static class WhiteSpace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(char c) => c < '\u0080'
        ? c <= ' ' && (c == ' ' || (uint)(c - '\t') <= '\r' - '\t' || (uint)(c - '\u001c') <= 3)
        : char.IsWhiteSpace(c);
}
