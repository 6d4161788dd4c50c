using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The vector widths that a kernel with a switch is run at.</summary>
internal static class Widths
{
    public static readonly VectorWidth[] All = [VectorWidth.Scalar, VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512, VectorWidth.Widest];
}
