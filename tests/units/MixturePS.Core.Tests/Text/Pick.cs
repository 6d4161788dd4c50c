using CsCheck;

namespace MixturePS.Core.Tests.Text;

/// <summary>Generators for the text tests.</summary>
internal static class Pick
{
    /// <summary>One of several values, drawn uniformly.</summary>
    public static Gen<T> From<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
