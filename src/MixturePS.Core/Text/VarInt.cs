using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>Whole numbers of zero or more in as few bytes as they need, seven bits a byte, least first (LEB128).</summary>
internal static class VarInt
{
    /// <summary>The most bytes that a number takes.</summary>
    public const int Longest = 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(byte[] bytes, ref int at, uint value)
    {
        while (value >= 0x80)
        {
            bytes[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[at++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint value = bytes[at++];
        if (value < 0x80) return (int)value;
        value &= 0x7f;
        for (int shift = 7; ; shift += 7)
        {
            uint next = bytes[at++];
            value |= (next & 0x7f) << shift;
            if (next < 0x80) return (int)value;
        }
    }
}
