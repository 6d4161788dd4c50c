using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that show the texts of a clustering's documents.</summary>
public abstract class DocumentTextCmdlet : MixtureCmdlet
{
    /// <summary>The name of the parameter set for clusterings.</summary>
    protected const string ClusteringSet = "Clustering";

    /// <summary>
    /// The texts of all documents, in the order in which they were converted to the DFM: strings, files, or objects with
    /// -TextProperty. By default they are those that ConvertTo-Dfm -KeepText kept.
    /// </summary>
    [Parameter(ParameterSetName = ClusteringSet)]
    [AllowEmptyString]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Document { get; set; }

    /// <summary>The property of the objects in -Document that contains the text: its name, or a script block that computes it from $_.</summary>
    [Parameter(ParameterSetName = ClusteringSet)]
    public PropertyReader? TextProperty { get; set; }

    /// <summary>The texts that were given, of which only those that are shown are read; null if none were.</summary>
    /// <param name="stop">The cancellation token.</param>
    private protected DocumentTexts? GivenTexts(CancellationToken stop) => Document is null ? null : new DocumentTexts(Document, TextProperty, stop);
}
