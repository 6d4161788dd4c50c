using System.Buffers.Binary;
using System.Text;

namespace MixturePS.Plots.Tests.Typesetting;

/// <summary>
/// A TrueType font with one square glyph for each of some characters, so that tests don't depend on the fonts of the machine.
/// The format is described in the OpenType specification.
/// </summary>
internal static class TestFont
{
    private const int Em = 1000;

    /// <summary>Writes a font file.</summary>
    public static void Write(string path, string family, string characters)
    {
        int[] codePoints = [.. characters.EnumerateRunes().Select(rune => rune.Value).Distinct().Order()];
        int glyphs = codePoints.Length + 1;

        // Four corners, all on the curve, with coordinates of two bytes.
        byte[] glyph = [.. Words(1, 100, 0, 900, 800, 3, 0), 1, 1, 1, 1, .. Words(100, 800, 0, -800), .. Words(0, 0, 800, 0)];
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["cmap"] = Cmap(codePoints),
            ["glyf"] = [.. Enumerable.Repeat(glyph, glyphs).SelectMany(bytes => bytes)],
            ["head"] = [.. Longs(0x00010000, 0x00010000, 0, 0x5F0F3CF5), .. Words(3, Em), .. Longs(0, 0, 0, 0), .. Words(0, 0, Em, 800, 0, 8, 2, 0, 0)],
            ["hhea"] = [.. Longs(0x00010000), .. Words(800, -200, 0, Em, 0, 0, Em, 1, 0, 0, 0, 0, 0, 0, 0, glyphs)],
            ["hmtx"] = [.. Enumerable.Repeat(Words(Em, 100), glyphs).SelectMany(bytes => bytes)],
            ["loca"] = [.. Enumerable.Range(0, glyphs + 1).SelectMany(i => Words(i * glyph.Length / 2))],
            ["maxp"] = [.. Longs(0x00010000), .. Words(glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
            ["name"] = Name(family),
            ["post"] = Longs(0x00030000, 0, 0, 0, 0, 0, 0, 0),
        };
        var file = new List<byte>();
        file.AddRange(Longs(0x00010000));
        file.AddRange(Words(tables.Count, 128, 3, (tables.Count * 16) - 128));
        int offset = 12 + (16 * tables.Count);
        foreach (var (tag, bytes) in tables)
        {
            file.AddRange(Encoding.ASCII.GetBytes(tag));
            file.AddRange(Longs(0, offset, bytes.Length));
            offset += (bytes.Length + 3) & ~3;
        }

        foreach (byte[] bytes in tables.Values)
        {
            file.AddRange(bytes);
            while (file.Count % 4 != 0) file.Add(0);
        }

        File.WriteAllBytes(path, [.. file]);
    }

    private static byte[] Cmap(int[] codePoints) =>
    [
        .. Words(0, 1, 3, 10), .. Longs(12), .. Words(12, 0), .. Longs(16 + (12 * codePoints.Length), 0, codePoints.Length),
        .. codePoints.SelectMany((codePoint, i) => Longs(codePoint, codePoint, i + 1)),
    ];

    private static byte[] Name(string family)
    {
        byte[] text = Encoding.BigEndianUnicode.GetBytes(family);
        return [.. Words(0, 1, 18, 3, 1, 0x409, 1, text.Length, 0), .. text];
    }

    private static byte[] Words(params int[] values) => [.. values.SelectMany(value => new[] { (byte)(value >> 8), (byte)value })];

    private static byte[] Longs(params long[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), (uint)values[i]);
        return bytes;
    }
}
