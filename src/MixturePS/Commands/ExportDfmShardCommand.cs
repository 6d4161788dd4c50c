using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;

namespace MixturePS.Commands;

/// <summary>Writes documents to a folder of shards, which Get-DfmShard opens.</summary>
/// <remarks>
/// <para>Several DFMs from the pipeline follow each other in one folder, so that a corpus larger than memory can be written part by
/// part. They must have the same features in the same order, the same weighting, and known clusters in all of them or in none. The
/// shards have -ShardSize documents each, wherever the DFMs end. Variables of documents and the model that they were drawn from are
/// not written.</para>
/// <para>Everything is written under a temporary name and renamed when complete, so a failed or stopped export leaves an existing
/// folder unchanged. A folder of shards is replaced only with -Force, and another folder that isn't empty never.</para>
/// <para>Texts can be written to shards while they are counted, with ConvertTo-Dfm -OutShard.</para>
/// </remarks>
/// <example>
/// <summary>Write documents part by part</summary>
/// <code>$model = New-MixtureModel -K 3 -J 50 -Seed 1
/// 1..4 | ForEach-Object { $model | Invoke-DfmSample -N 500 -DocumentLength 20 -Seed $_ } | Export-DfmShard corpus -ShardSize 1000 -Force
/// Get-DfmShard corpus</code>
/// <para>The folder has 2,000 documents in two shards; never more than 1,500 are in memory.</para>
/// </example>
/// <example>
/// <summary>Write documents with a known weighting, and go on with the shards</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Seed 1 | Invoke-DfmSample -N 600 -DocumentLength 20 | ConvertTo-TfIdf |
///     Export-DfmShard weights -ShardSize 200 -Force -PassThru | Invoke-KMeans -K 3 -Seed 1</code>
/// <para>The cells of the folder are the weights. Counts can also be weighted when they are read.</para>
/// </example>
/// <seealso cref="GetDfmShardCommand"/>
/// <seealso cref="ExportDfmCommand"/>
[Cmdlet(VerbsData.Export, "DfmShard", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-DfmShard.md")]
[OutputType(typeof(Dfm))]
public sealed class ExportDfmShardCommand : MixtureCmdlet
{
    private ShardWriter? _writer;
    private DfmSharding? _sharding;
    private bool _isRefused;

    /// <summary>The folder. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The documents: a document-feature matrix (DFM), or a numeric matrix with one document per row.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The number of documents in each shard; the last one may have fewer.</summary>
    [Parameter]
    [PSDefaultValue(Value = 100000)]
    public WholeNumber ShardSize { get; set; } = 100_000;

    /// <summary>Replaces an existing folder of shards.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the documents, whose cells are then in the folder. By default the cmdlet has no output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    /// <remarks>A folder without some of the documents would be another corpus.</remarks>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string folder = FilePath(Path);
        if (_isRefused || !TryReadDfm(InputObject, out var dfm)) return;
        if (_writer is null && !ShouldProcess(folder, "Export-DfmShard"))
        {
            _isRefused = true;
            return;
        }

        TryCompute("Writing shards", (_, stop) => Add(folder, dfm, stop), out _);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_writer is null || !TryCompute("Writing shards", (_, stop) => Complete(stop), out var corpus)) return;
        Say($"Wrote {corpus} to '{corpus.ShardFolder}'");
        if (PassThru) WriteWhole(corpus);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _writer?.Dispose();
        base.Dispose(disposing);
    }

    private DfmSharding Add(string folder, Dfm dfm, CancellationToken stop)
    {
        _writer ??= new ShardWriter(folder, Force, ShardSize, stop);
        _sharding ??= new DfmSharding(_writer, stop);
        _sharding.Add(dfm);
        return _sharding;
    }

    private Dfm Complete(CancellationToken stop)
    {
        _sharding!.Complete();
        return ShardCorpus.Open(FilePath(Path), cancellation: stop);
    }
}
