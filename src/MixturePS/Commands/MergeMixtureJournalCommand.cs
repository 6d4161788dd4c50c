using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Puts the journals of the parts of an experiment together, so that the whole has one.</summary>
/// <remarks>
/// <para>The result is a journal like any other, with its runs in order: Invoke-MixtureExperiment goes on from it with the
/// same command without -Shard, and runs what is missing. A warning says how many runs that are.</para>
/// <para>A run may be in more than one journal where all its figures but the time are the same; where they differ the journals
/// are refused, as are journals of different experiments. The file is written beside its place and moved there when it is
/// whole, and one that exists is replaced only with -Force.</para>
/// </remarks>
/// <example>
/// <summary>Two parts and the whole</summary>
/// <code>$grid = @{ K = 2, 3; N = 50; Replicate = 4; Seed = 1 }
/// $null = Invoke-MixtureExperiment @grid -Shard 1/2 -Journal part1.jsonl
/// $null = Invoke-MixtureExperiment @grid -Shard 2/2 -Journal part2.jsonl
/// Merge-MixtureJournal -Path part1.jsonl, part2.jsonl -Destination all.jsonl -Force
/// Invoke-MixtureExperiment @grid -Journal all.jsonl</code>
/// </example>
/// <example>
/// <summary>All parts of a folder, and what is missing</summary>
/// <code>Merge-MixtureJournal -Path part*.jsonl -Destination all.jsonl -Force -PassThru</code>
/// </example>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
[Cmdlet(VerbsData.Merge, "MixtureJournal", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Merge-MixtureJournal.md")]
[OutputType(typeof(JournalMergeResult))]
public sealed class MergeMixtureJournalCommand : MixtureCmdlet
{
    private readonly List<string> _files = [];

    /// <summary>The journals; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>The journal to write; no character of its path is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = string.Empty;

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives a row with the numbers of runs, those that are missing among them.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _files.AddRange(InputFiles(Path, isLiteral: false));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string destination = FilePath(Destination);
        if (_files.Count == 0 || !ShouldProcess(destination, $"Merge {_files.Count} journals")) return;
        var warnings = new List<string>();
        bool isDone = TryCompute("Merging journals", (progress, stop) => JournalMerge.Run([.. _files.Distinct()], destination, Force, warnings.Add, stop, progress), out var result);
        foreach (string warning in warnings) WriteWarning(warning);
        if (!isDone) return;
        if (result!.MissingCount > 0) WriteWarning($"{result.MissingCount} of {Counted.Of(result.RunCount + result.MissingCount, "run")} {Counted.Agree(result.MissingCount, "is", "are")} missing: {result.Missing}");
        if (PassThru) WriteObject(result);
    }
}
