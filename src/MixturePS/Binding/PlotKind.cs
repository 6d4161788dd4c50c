namespace MixturePS.Binding;

/// <summary>The kind of a plot.</summary>
public enum PlotKind
{
    /// <summary>
    /// The kind that suits the input: documents for a clustering or a DFM, words for a model, topics or terms, a confusion
    /// matrix for an accuracy, bars for several accuracies and for measures of quality, criteria for rows of
    /// Find-ClusterCount, a heat map for a matrix, otherwise lines.
    /// </summary>
    Auto,

    /// <summary>A metric of rows against a factor, with one line per group.</summary>
    Line,

    /// <summary>A metric of named rows, or several indices of clusterings or topics, as horizontal bars.</summary>
    Bar,

    /// <summary>The number of documents for each pair of a known and an estimated cluster.</summary>
    Confusion,

    /// <summary>The words of each cluster, by probability or weight.</summary>
    Word,

    /// <summary>The documents on two principal components or discriminants.</summary>
    Document,

    /// <summary>The objective of a fit at each iteration.</summary>
    Trace,

    /// <summary>Criteria against the number of clusters.</summary>
    ClusterCount,

    /// <summary>The cells of a matrix, or the probabilities that two documents share a cluster, as shades.</summary>
    Heatmap,
}
