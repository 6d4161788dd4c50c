using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>The options of a report.</summary>
internal sealed record ReportOptions
{
    /// <summary>The default of <see cref="MaximumDocument"/>.</summary>
    public const int DefaultDocuments = 20_000;

    private readonly int _term = 30;
    private readonly int _maximumDocument = DefaultDocuments;
    private readonly double? _bound;

    /// <summary>The title; null for the method and its sizes.</summary>
    public string? Title { get; init; }

    /// <summary>The text of each document, or null; length n.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>The true cluster of each document, or null for that of the DFM; length n.</summary>
    public DocumentLabels? Known { get; init; }

    /// <summary>The counts of the documents, if their weights were clustered; or null.</summary>
    public Dfm? Counts { get; init; }

    /// <summary>The best accuracy that any method can expect, or null if it isn't given.</summary>
    /// <exception cref="MixtureException">InvalidOption: not from 0 to 1.</exception>
    public double? Bound
    {
        get => _bound;
        init => _bound = value is null or (>= 0 and <= 1) ? value : throw MixtureError.InvalidOption(nameof(Bound), FormattableString.Invariant($"must be from 0 to 1; it is {value}"), value);
    }

    /// <summary>The number of terms of a cluster for each position of the slider.</summary>
    /// <exception cref="MixtureException">InvalidOption: below 1.</exception>
    public int Term
    {
        get => _term;
        init => _term = Option.AtLeast(value, 1, nameof(Term));
    }

    /// <summary>The maximum number of documents; of more, a sample is shown.</summary>
    /// <exception cref="MixtureException">InvalidOption: below 1.</exception>
    public int MaximumDocument
    {
        get => _maximumDocument;
        init => _maximumDocument = Option.AtLeast(value, 1, nameof(MaximumDocument));
    }
}
