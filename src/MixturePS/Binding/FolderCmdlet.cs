using System.Management.Automation;
using MixturePS.Core.Experiments;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that work on the folder of an experiment.</summary>
public abstract class FolderCmdlet : MixtureCmdlet
{
    /// <summary>The folder of an experiment that Start-MixtureExperiment started. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string Folder { get; set; } = string.Empty;

    /// <summary>The folder.</summary>
    private protected ExperimentFolder OpenFolder() => new(FilePath(Folder));

}
