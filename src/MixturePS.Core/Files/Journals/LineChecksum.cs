using System.Security.Cryptography;
using System.Text;

namespace MixturePS.Core.Files;

/// <summary>
/// The checksum of a journal line, which is the last property of its JSON object: the first 8 bytes of the SHA-256 of the
/// salt and the line up to there.
/// </summary>
internal static class LineChecksum
{
    private static readonly byte[] Start = ",\"check\":\""u8.ToArray();
    private static readonly byte[] End = "\"}"u8.ToArray();
    private const int Digits = 16;
    private static readonly int Length = Start.Length + Digits + End.Length;

    /// <summary>Appends the checksum to a line.</summary>
    /// <param name="line">A JSON object with at least one property, changed in place.</param>
    /// <param name="salt">The salt.</param>
    public static void Append(MemoryStream line, string salt)
    {
        line.SetLength(line.Length - 1);
        string check = Check(line.GetBuffer().AsSpan(0, (int)line.Length), salt);
        line.Position = line.Length;
        line.Write(Start);
        line.Write(Encoding.ASCII.GetBytes(check));
        line.Write(End);
    }

    /// <summary>Whether a line ends with its checksum.</summary>
    /// <param name="line">The line.</param>
    /// <param name="salt">The salt.</param>
    public static bool IsValid(ReadOnlySpan<byte> line, string salt)
    {
        if (line.Length <= Length) return false;
        var content = line[..^Length];
        var suffix = line[^Length..];
        return suffix.StartsWith(Start) && suffix.EndsWith(End)
            && suffix.Slice(Start.Length, Digits).SequenceEqual(Encoding.ASCII.GetBytes(Check(content, salt)));
    }

    private static string Check(ReadOnlySpan<byte> content, string salt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(salt));
        hash.AppendData(content);
        return Convert.ToHexString(hash.GetHashAndReset(), 0, Digits / 2).ToLowerInvariant();
    }
}
