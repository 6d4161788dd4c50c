using System.Text;

namespace MixturePS.Fuzz;

/// <summary>Mutates bits, chunks, lines, numbers and syntax of bytes, like damage, mistakes and attacks.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "-1", "0", "1", "0.5", "1e999", "-1e999", "NaN", "Infinity", "-0", "1e-320", "99999999999999999999", "2147483647", "2147483648", "4294967296",
            "9223372036854775807", "1,5", "0x10", "\"", "\"\"", "\"a", ",", "\t", "\n", "\r", "\r\n", "\n\n", ":", "1:1", "{", "}", "[", "]", "null", "true",
            "{\"counts\":{}}", "{\"counts\":{\"a\":1,\"a\":2}}", "{\"text\":\"a b\\ud800\"}", "\\ud83d", "%%MatrixMarket matrix coordinate real general", "%", "%\n",
            "symmetric", "pattern", "array", "complex", "DocumentName", "KnownCluster", "Feature", "Count", "Weight", "=1+1", " ", "\0", "\uFEFF", "\u2028", "\uD83D\uDC31",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x1F, 0x8B],
    ];

    /// <summary>A copy of the bytes with a few changes.</summary>
    public byte[] Mutate(byte[] content)
    {
        var bytes = new List<byte>(content);
        for (int change = random.Next(1, 5); change > 0; change--) Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        int at = random.Next(bytes.Count + 1), length = random.Next(1, 1 + Math.Min(64, bytes.Count - Math.Min(at, bytes.Count) + 1));
        length = Math.Min(length, bytes.Count - at);
        switch (random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
            case 5:
                ReplaceWord(bytes, at);
                break;
            case 6:
                MoveLine(bytes, at);
                break;
            case 7 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 8:
                Repeat(bytes, at, length);
                break;
        }
    }

    private void ReplaceWord(List<byte> bytes, int at)
    {
        int from = at, to = at;
        while (from > 0 && IsWord(bytes[from - 1])) from--;
        while (to < bytes.Count && IsWord(bytes[to])) to++;
        bytes.RemoveRange(from, to - from);
        bytes.InsertRange(from, Tokens[random.Next(Tokens.Length)]);
    }

    private void MoveLine(List<byte> bytes, int at)
    {
        if (bytes.Count == 0) return;
        int from = bytes.LastIndexOf((byte)'\n', Math.Min(at, bytes.Count - 1)) + 1;
        int to = from >= bytes.Count ? bytes.Count : bytes.IndexOf((byte)'\n', from);
        if (to < 0) to = bytes.Count - 1;
        if (to < from) return;
        var line = bytes.GetRange(from, Math.Min(to - from + 1, bytes.Count - from));
        if (random.Next(2) == 0) bytes.RemoveRange(from, line.Count);
        bytes.InsertRange(random.Next(bytes.Count + 1), line);
    }

    private void Repeat(List<byte> bytes, int at, int length)
    {
        var chunk = bytes.GetRange(at, length);
        for (int times = random.Next(40); times > 0; times--) bytes.InsertRange(at, chunk);
    }

    private static bool IsWord(byte value) => value > 0x7F || char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'-' or (byte)'+';
}
