using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Merges the journals of the parts of an experiment into one.</summary>
/// <remarks>
/// <para>The merged file is a journal like any other, with its runs in order. Invoke-MixtureExperiment resumes from it
/// with the same command without -Shard and runs only what is missing. A warning states how many runs are
/// missing.</para>
/// <para>The same run may be in more than one journal if all its values except the time are the same; otherwise the
/// journals conflict, and the cmdlet reports an error. Journals of different experiments also cause an error. The file
/// is written under a temporary name and renamed when complete; an existing file is replaced only with -Force.</para>
/// </remarks>
/// <example>
/// <summary>Run an experiment in two parts and merge them</summary>
/// <code>$grid = @{ K = 2, 3; N = 50; Replicate = 4; Seed = 1 }
/// $null = Invoke-MixtureExperiment @grid -Shard 1/2 -Journal part1.jsonl
/// $null = Invoke-MixtureExperiment @grid -Shard 2/2 -Journal part2.jsonl
/// Merge-MixtureJournal -Path part1.jsonl, part2.jsonl -Destination all.jsonl -Force
/// Invoke-MixtureExperiment @grid -Journal all.jsonl</code>
/// <para>The last command reads all rows from the merged journal, because no run is missing.</para>
/// </example>
/// <example>
/// <summary>Merge all parts in a folder and count missing runs</summary>
/// <code>Merge-MixtureJournal -Path part*.jsonl -Destination all.jsonl -Force -PassThru</code>
/// <para>The output is a row with the number of runs in the merged journal and the number of missing runs.</para>
/// </example>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
[Cmdlet(VerbsData.Merge, "MixtureJournal", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Merge-MixtureJournal.md")]
[OutputType(typeof(JournalMergeResult))]
public sealed class MergeMixtureJournalCommand : MixtureCmdlet
{
    private readonly List<string> _files = [];

    /// <summary>The paths of the journals. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <summary>The path of the merged journal. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Destination { get; set; } = string.Empty;

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns a row with the numbers of merged and missing runs. By default the cmdlet has no output.</summary>
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
        Say($"Merged {Counted.Of(result!.RunCount, "run")} of {Counted.Of(_files.Count, "journal")} into '{destination}'");
        if (result!.MissingCount > 0) WriteWarning($"{result.MissingCount} of {Counted.Of(result.RunCount + result.MissingCount, "run")} {Counted.Agree(result.MissingCount, "is", "are")} missing: {result.Missing}");
        if (PassThru) WriteObject(result);
    }
}
