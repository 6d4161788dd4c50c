namespace MixturePS.Core.Experiments;

/// <summary>The values that an index can have.</summary>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value.</param>
internal readonly record struct ValueRange(double Low, double High)
{
    /// <summary>The range of shares and of indices that are not adjusted for chance.</summary>
    public static readonly ValueRange Share = new(0, 1);

    /// <summary>The range of indices that are adjusted for chance, of which negative values mean less agreement than by chance.</summary>
    public static readonly ValueRange Adjusted = new(-1, 1);

    /// <summary>The difference between the limits.</summary>
    public double Width => High - Low;
}
