using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Drawing;

namespace MixturePS.Plots.Data;

/// <summary>The place of each document on two axes.</summary>
/// <param name="Scores">The places, n x 2.</param>
/// <param name="Title">The title of a picture.</param>
/// <param name="Note">The meaning of the axes, for the note below.</param>
/// <param name="Axes">The label of each axis, and a shorter one.</param>
internal sealed record DocumentMap(DenseMatrix Scores, string Title, string Note, (string Long, string Short)[] Axes)
{
    /// <summary>The documents on their first two principal components.</summary>
    public static DocumentMap Principal(Dfm dfm, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var components = PrincipalComponents.Fit(dfm.Matrix, 2, progress, cancellation);
        return new DocumentMap(components.Scores, "Documents by their first two principal components", "share of the variance in brackets", [.. new[] { "First", "Second" }.Select((name, c) => Axis($"{name} component", components.VarianceShare(c), "variance"))]);
    }

    /// <summary>The documents in the directions in which clusters are far apart relative to their spread.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="labels">The cluster of each document.</param>
    /// <param name="kind">The clusters in words, as in <c>known clusters</c>.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static DocumentMap Discriminant(Dfm dfm, IReadOnlyList<int> labels, string kind, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        if (labels.Distinct().Take(2).Count() < 2) throw PlotError.Nothing("discriminants need two clusters with documents. Use -Projection PrincipalComponents");
        var found = Discriminants.Fit(dfm.Matrix, labels, progress, cancellation);
        var second = found.IsSecondComponent ? ("First component without the discriminant", "First component") : Axis("Second discriminant", found.Shares[1], "separation");
        return new DocumentMap(found.Scores, $"Documents by the discriminants of the {kind}", "share of the separation in brackets", [Axis("First discriminant", found.Shares[0], "separation"), second]);
    }

    private static (string, string) Axis(string name, double share, string of) => ($"{name} ({Numbers.Percent(share)} of the {of})", $"{name} ({Numbers.Percent(share)})");
}
