using System.Management.Automation;
using MixturePS.Core.Matrices;
using MixturePS.Core.Mixtures;

namespace MixturePS.Commands;

/// <summary>Placeholder.</summary>
[Cmdlet(VerbsCommon.New, "MixtureModel")]
[OutputType(typeof(MixtureModel))]
public sealed class NewMixtureModelCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(new MixtureModel(DenseMatrix.FromRows([[0.5, 0.5], [0.1, 0.9]])), enumerateCollection: false);
}
