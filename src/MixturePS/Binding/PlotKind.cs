namespace MixturePS.Binding;

/// <summary>What is drawn.</summary>
public enum PlotKind
{
    /// <summary>What fits the input: documents for a clustering, words for a model, a confusion matrix for an accuracy, criteria for numbers of clusters, else lines.</summary>
    Auto,

    /// <summary>A metric of rows against a factor, a line for each group.</summary>
    Line,

    /// <summary>A metric of named rows as horizontal bars.</summary>
    Bar,

    /// <summary>The documents of each pair of a known and an estimated cluster.</summary>
    Confusion,

    /// <summary>The word probabilities of the clusters.</summary>
    Word,

    /// <summary>Documents in the plane of their first two principal components.</summary>
    Document,

    /// <summary>The objective of a fit at each iteration.</summary>
    Trace,

    /// <summary>Criteria against the number of clusters.</summary>
    ClusterCount,
}
