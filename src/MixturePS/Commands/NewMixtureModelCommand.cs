using System.Management.Automation;
using MixturePS.Core.Matrices;
using MixturePS.Core.Mixtures;

namespace MixturePS.Commands;

/// <summary>Makes a small mixture model with fixed word probabilities.</summary>
/// <remarks>
/// <para>The model has two clusters over two words; nothing is drawn, so it is the same each time.</para>
/// </remarks>
/// <example>
/// <summary>Make the model</summary>
/// <code>New-MixtureModel</code>
/// <para>The model has two clusters and two words.</para>
/// </example>
/// <example>
/// <summary>Read a property of the model</summary>
/// <code>(New-MixtureModel).K</code>
/// <output>2</output>
/// </example>
[Cmdlet(VerbsCommon.New, "MixtureModel")]
[OutputType(typeof(MixtureModel))]
public sealed class NewMixtureModelCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(new MixtureModel(DenseMatrix.FromRows([[0.5, 0.5], [0.1, 0.9]])), enumerateCollection: false);
}
