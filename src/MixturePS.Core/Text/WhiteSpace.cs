using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>White space as defined by Python's <c>str.isspace</c> and <c>\s</c>: Unicode white space, and the separators U+001C to U+001F.</summary>
internal static class WhiteSpace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(char c) => c < '\u0080'
        ? c <= ' ' && (c == ' ' || (uint)(c - '\t') <= '\r' - '\t' || (uint)(c - '\u001c') <= 3)
        : char.IsWhiteSpace(c);
}
