using MathNet.Numerics.Random;

namespace MixturePS.Core.Random;

/// <summary>A PCG64 stream as a random source of MathNet's distributions.</summary>
internal sealed class SystemRandomAdapter(Pcg64 bits) : RandomSource(false)
{
    /// <inheritdoc/>
    protected override double DoSample() => bits.NextDouble();

    /// <inheritdoc/>
    protected override int DoSampleInteger() => (int)BoundedIntegers.UpTo(bits, int.MaxValue - 1);

    /// <inheritdoc/>
    protected override int DoSampleInteger(int maxExclusive) => (int)BoundedIntegers.UpTo(bits, (ulong)(maxExclusive - 1));

    /// <inheritdoc/>
    protected override void DoSampleBytes(byte[] buffer)
    {
        for (int i = 0; i < buffer.Length; i++) buffer[i] = (byte)bits.NextUInt32();
    }
}
