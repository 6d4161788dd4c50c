using System.Globalization;
using System.Text;

namespace MixturePS.Core.Foundation;

/// <summary>The encodings of text files by name, by byte order mark, and by the zero bytes of UTF-16 and UTF-32.</summary>
internal static class TextEncodings
{
    /// <summary>The number of bytes that <see cref="Detect"/> needs.</summary>
    public const int DetectionLength = 8;

    /// <summary>UTF-8 without a byte order mark; invalid bytes and invalid Unicode are errors.</summary>
    public static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// An encoding by a name of PowerShell's -Encoding, by its registered name, or by its code page number. Bytes and
    /// characters that it can't convert are errors.
    /// </summary>
    /// <exception cref="MixtureException">UnknownEncoding.</exception>
    public static Encoding Of(string name)
    {
        try
        {
            return name.ToLowerInvariant() switch
            {
                "utf8" or "utf-8" or "utf8nobom" or "default" => Utf8,
                "utf8bom" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
                "unicode" or "utf16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
                "bigendianunicode" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
                "utf32" => new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
                "bigendianutf32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
                "ansi" => OfPage(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
                "oem" => OperatingSystem.IsWindows() ? OfPage(CultureInfo.CurrentCulture.TextInfo.OEMCodePage) : Utf8,
                _ => NumberText.TryWhole(name, out long page) ? OfPage(page) : Strict(CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name)),
            };
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw MixtureError.UnknownEncoding(name);
        }
    }

    /// <summary>The same encoding, for which bytes and characters that it can't convert are errors.</summary>
    public static Encoding Strict(Encoding encoding)
    {
        if (encoding.CodePage == Utf8.CodePage) return Utf8;
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        return strict;
    }

    /// <summary>
    /// Detects the encoding of a text: by its byte order mark, or, if no encoding is given, UTF-16 and UTF-32 without one by
    /// the zero bytes of the first characters; otherwise the given one, or UTF-8.
    /// </summary>
    /// <param name="start">The first bytes, at least <see cref="DetectionLength"/> unless the text is shorter.</param>
    /// <param name="given">The given encoding, or null.</param>
    /// <returns>The encoding, strict, and the length of the byte order mark.</returns>
    public static (Encoding Encoding, int MarkLength) Detect(ReadOnlySpan<byte> start, Encoding? given)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return (Utf8, 3);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return (Of("utf32"), 4);
        if (start.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return (Of("bigendianutf32"), 4);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Of("unicode"), 2);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Of("bigendianunicode"), 2);
        if (given is not null) return (Strict(given), 0);
        start = start[..Math.Min(start.Length, DetectionLength)];
        if (start.Length % 4 == 0 && HasLetters(start, 4, 0)) return (Of("utf32"), 0);
        if (start.Length % 4 == 0 && HasLetters(start, 4, 3)) return (Of("bigendianutf32"), 0);
        if (start.Length % 2 == 0 && HasLetters(start, 2, 0)) return (Of("unicode"), 0);
        return start.Length % 2 == 0 && HasLetters(start, 2, 1) ? (Of("bigendianunicode"), 0) : (Utf8, 0);
    }

    // Whether every unit is a Latin letter: one byte that isn't zero, at its place, among zeros.
    private static bool HasLetters(ReadOnlySpan<byte> start, int unit, int place)
    {
        for (int i = 0; i < start.Length; i++)
            if (start[i] != 0 != (i % unit == place)) return false;
        return start.Length >= 4;
    }

    private static Encoding OfPage(long page) =>
        page > int.MaxValue ? throw new ArgumentException(null, nameof(page)) : Strict(CodePagesEncodingProvider.Instance.GetEncoding((int)page) ?? Encoding.GetEncoding((int)page));
}
