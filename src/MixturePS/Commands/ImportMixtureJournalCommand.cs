using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;

namespace MixturePS.Commands;

/// <summary>Gives the rows of an experiment's journal, without running anything.</summary>
/// <remarks>
/// <para>The rows are those that Invoke-MixtureExperiment gave, or would have given next, as far as they are finished. They
/// come ordered by cell, replicate and method, whatever the order of the grid was. The journal is left as it is.</para>
/// <para>A journal that an experiment is writing at the moment is refused, as its last lines may not be whole.</para>
/// </remarks>
/// <example>
/// <summary>What a journal has so far</summary>
/// <code>$null = Invoke-MixtureExperiment -K 2, 3 -N 50 -Replicate 3 -Seed 1 -Journal run.jsonl
/// Import-MixtureJournal run.jsonl | Measure-MixtureExperiment -By K</code>
/// </example>
/// <example>
/// <summary>To a table</summary>
/// <code>$null = Invoke-MixtureExperiment -K 2, 3 -N 50 -Replicate 3 -Seed 1 -Journal run.jsonl
/// Import-MixtureJournal run.jsonl | Export-Csv results.csv</code>
/// </example>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
[Cmdlet(VerbsData.Import, "MixtureJournal", HelpUri = HelpPages.Root + "Import-MixtureJournal.md")]
[OutputType(typeof(ExperimentRow))]
public sealed class ImportMixtureJournalCommand : MixtureCmdlet
{
    /// <summary>The journal; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string file in InputFiles(Path, isLiteral: false))
        {
            var warnings = new List<string>();
            bool isOpen = TryCompute("Reading a journal", (progress, stop) => ExperimentJournal.OpenRead(file, warnings.Add, stop, progress), out var journal);
            foreach (string warning in warnings) WriteWarning(warning);
            if (!isOpen) continue;
            using (journal)
            {
                foreach (long run in journal!.Runs.Order())
                {
                    if (!TryCompute("Reading a journal", (_, _) => journal.Row(run), out var row)) break;
                    WriteObject(row);
                }
            }
        }
    }
}
