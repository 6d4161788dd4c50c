namespace MixturePS.Core.Data;

/// <summary>The weighting of the cells of a document-feature matrix.</summary>
public sealed record DfmWeighting
{
    private DfmWeighting(string name, bool isCount)
    {
        Name = name;
        IsCount = isCount;
    }

    /// <summary>Unweighted token counts.</summary>
    public static DfmWeighting Count { get; } = new("Count", true);

    /// <summary>The name of the scheme with its options, as in <c>TfIdf (smooth idf, l2)</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the cells are token counts, which models of counts need.</summary>
    public bool IsCount { get; }

    /// <summary>The factor that the scheme applied to each feature (length J), or null.</summary>
    public IReadOnlyList<double>? FeatureWeight { get; private init; }

    /// <summary>Creates a weighting other than counts.</summary>
    /// <param name="name">The name of the scheme with its options.</param>
    /// <param name="featureWeight">The factor of each feature, such as its IDF (length J), or null.</param>
    public static DfmWeighting Weighted(string name, IReadOnlyList<double>? featureWeight = null) =>
        new(name, false) { FeatureWeight = featureWeight };

    /// <summary>The name of the scheme.</summary>
    public override string ToString() => Name;
}
