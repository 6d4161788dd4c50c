using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Reads the labels that a parameter takes: names or whole numbers, one for each document.</summary>
internal static class LabelReading
{
    /// <summary>Reads labels.</summary>
    /// <param name="labels">The labels as given.</param>
    /// <param name="kind">The kind of label, for errors: known or estimated.</param>
    /// <param name="names">Names whose numbers names among the labels get, such as those of a DFM's known clusters; or null.</param>
    /// <param name="stop">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidLabel, or EmptyLabels if the value is null.</exception>
    public static DocumentLabels Read(object?[]? labels, string kind, IReadOnlyList<string>? names, CancellationToken stop) =>
        labels is null ? throw MixtureError.EmptyLabels() : DocumentLabels.Read(Items(labels), kind, names, stop);

    /// <summary>The known clusters that -Known gives for a clustering; null if it wasn't given.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="known">The value of -Known.</param>
    /// <param name="clustering">The clustering, whose known clusters may have names.</param>
    /// <param name="stop">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidLabel, or EmptyLabels if the value is null.</exception>
    public static DocumentLabels? Given(PSCmdlet command, object?[]? known, FittedClustering clustering, CancellationToken stop) =>
        command.MyInvocation.BoundParameters.ContainsKey("Known") ? Read(known, "known", clustering.Dfm.KnownClusterName, stop) : null;

    /// <summary>The items of a parameter's value; a list of another type than an array comes as the only item.</summary>
    public static IEnumerable<object?> Items(object?[] labels) =>
        labels is [var only] && PSValue.IsList(PSValue.Unwrap(only)) ? PSValue.Items(only) : labels.Select(PSValue.Unwrap);
}
