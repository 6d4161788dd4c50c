using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Returns the rows of an experiment's journal without running anything.</summary>
/// <remarks>
/// <para>A journal is the file that Invoke-MixtureExperiment -Journal writes. The output is one row for each finished
/// run, with the same values that Invoke-MixtureExperiment returns. The rows are sorted by cell, replicate and method,
/// regardless of the order of the grid. The journal is not changed.</para>
/// <para>A journal that an experiment is currently writing causes an error, because its last line may be
/// incomplete.</para>
/// </remarks>
/// <example>
/// <summary>Summarise the finished runs of a journal</summary>
/// <code>$null = Invoke-MixtureExperiment -K 2, 3 -N 50 -Replicate 3 -Seed 1 -Journal run.jsonl
/// Import-MixtureJournal run.jsonl | Measure-MixtureExperiment -By K</code>
/// <para>The summary has one row for each K.</para>
/// </example>
/// <example>
/// <summary>Convert a journal to a CSV file</summary>
/// <code>$null = Invoke-MixtureExperiment -K 2, 3 -N 50 -Replicate 3 -Seed 1 -Journal run.jsonl
/// Import-MixtureJournal run.jsonl | Export-Csv results.csv</code>
/// <para>The file has one row per run.</para>
/// </example>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
[Cmdlet(VerbsData.Import, "MixtureJournal", HelpUri = HelpPages.Root + "Import-MixtureJournal.md")]
[OutputType(typeof(ExperimentRow))]
public sealed class ImportMixtureJournalCommand : MixtureCmdlet
{
    /// <summary>The paths of the journals. Wildcards are allowed.</summary>
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
                Say($"Read {Counted.Of(journal!.Runs.Count, "run")} from '{file}'");
                foreach (long run in journal.Runs.Order())
                {
                    if (!TryCompute("Reading a journal", (_, _) => journal.Row(run), out var row)) break;
                    WriteObject(row);
                }
            }
        }
    }
}
