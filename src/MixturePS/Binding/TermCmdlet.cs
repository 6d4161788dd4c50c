using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that rank the terms of clusters.</summary>
public abstract class TermCmdlet : MixtureCmdlet
{
    /// <summary>The clustering.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>The score that terms are ranked by.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Probability for counts, Weight for weights")]
    public TermMeasure? By { get; set; }

    /// <summary>The weight of exclusivity in FREX, from 0 to 1. The remaining weight is that of frequency.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.5)]
    public Number FrexWeight { get; set; } = 0.5;

    /// <summary>The number of tokens added to the count of each word in each cluster before probabilities are computed.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0)]
    public Number Smoothing { get; set; } = 0;

    /// <summary>The counts of the clustered documents, needed if the clustering is of weights and the score isn't Weight.</summary>
    [Parameter]
    public Dfm? Dfm { get; set; }

    /// <summary>The options of the ranking.</summary>
    /// <param name="top">The maximum number of terms per cluster.</param>
    private protected ClusterTermOptions Options(int top) => new() { Top = top, Measure = By, FrexWeight = FrexWeight, Smoothing = Smoothing, Counts = Dfm };
}
