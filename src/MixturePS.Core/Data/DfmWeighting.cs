namespace MixturePS.Core.Data;

/// <summary>What the cells of a document-feature matrix are.</summary>
public sealed record DfmWeighting
{
    private DfmWeighting(string name, bool isCount)
    {
        Name = name;
        IsCount = isCount;
    }

    /// <summary>Token counts, unweighted.</summary>
    public static DfmWeighting Count { get; } = new("Count", true);

    /// <summary>The scheme and its options, as in <c>TfIdf (smooth idf, l2)</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the cells are token counts, as a count model needs them.</summary>
    public bool IsCount { get; }

    /// <summary>The weight of each feature that the scheme multiplied with (length J), or null.</summary>
    public IReadOnlyList<double>? FeatureWeight { get; private init; }

    /// <summary>A weighting other than counts.</summary>
    /// <param name="name">The scheme and its options.</param>
    /// <param name="featureWeight">The weight of each feature, such as its idf (length J), or null.</param>
    public static DfmWeighting Weighted(string name, IReadOnlyList<double>? featureWeight = null) =>
        new(name, false) { FeatureWeight = featureWeight };

    /// <summary>The name of the scheme.</summary>
    public override string ToString() => Name;
}
