namespace MixturePS.Core.Experiments;

/// <summary>The format of a table for a document.</summary>
public enum TableFormat
{
    /// <summary>A pipe table of Markdown, as GitHub and Pandoc read it.</summary>
    Markdown,

    /// <summary>A table of LaTeX with the rules of the package booktabs.</summary>
    LaTeX,

    /// <summary>A table element of HTML, which is also well-formed XML.</summary>
    Html,
}

/// <summary>The values of a table that are the best ones.</summary>
public enum TableBest
{
    /// <summary>The greatest indices of agreement, the smallest gaps, times and numbers of iterations; no others.</summary>
    Auto,

    /// <summary>The greatest values.</summary>
    Maximum,

    /// <summary>The smallest values.</summary>
    Minimum,
}
