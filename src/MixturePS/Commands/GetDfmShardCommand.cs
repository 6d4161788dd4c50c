using System.Globalization;
using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Opens a folder of shards: documents whose cells don't have to fit into memory.</summary>
/// <remarks>
/// <para>ConvertTo-Dfm -OutShard and Export-DfmShard write such folders. The output is a DFM whose cells stay in the folder.
/// These cmdlets read them shard by shard: ConvertTo-TfIdf, Select-DfmFeature, Invoke-KMeans (Lloyd's algorithm, also with
/// -Metric Cosine), Invoke-MixtureEM (multinomial clusters) and Invoke-ClusterPrediction. A clustering of shards has the label of
/// each document, so Get-ClusterAssignment, Measure-ClusterAccuracy, Get-ClusterTerm and Get-ClusterSummary work as usual. A cmdlet that needs the
/// cells in memory causes the error NotInMemory; -Index loads some shards for it.</para>
/// <para>The result of a fit depends neither on the number of threads nor on -MemoryLimit. Each file has a checksum in
/// manifest.json, and a file that is damaged or was replaced causes the error InvalidShards.</para>
/// <para>The files are in the format of Apache Arrow, which pandas, R, DuckDB and Polars read: shard-00000.arrow has the lists of
/// each document's features (numbers of the words in manifest.json) and counts, documents-00000.arrow the names and known clusters.</para>
/// </remarks>
/// <example>
/// <summary>Cluster documents that are in shards</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Seed 1 | Invoke-DfmSample -N 1000 -DocumentLength 20 | Export-DfmShard corpus -ShardSize 300 -Force
/// $corpus = Get-DfmShard corpus
/// $corpus | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 1 | Measure-ClusterAccuracy</code>
/// <para>The documents are read from four shards in each iteration, unless they fit into memory.</para>
/// </example>
/// <example>
/// <summary>Load one shard into memory</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Seed 1 | Invoke-DfmSample -N 1000 -DocumentLength 20 | Export-DfmShard corpus -ShardSize 300 -Force
/// Get-DfmShard corpus -Index 0 | Find-ClusterCount -K 2..5 -Seed 1</code>
/// <para>The first 300 documents are in memory, for a cmdlet that doesn't read shards.</para>
/// </example>
/// <seealso cref="ExportDfmShardCommand"/>
/// <seealso cref="ConvertToDfmCommand"/>
[Cmdlet(VerbsCommon.Get, "DfmShard", HelpUri = HelpPages.Root + "Get-DfmShard.md")]
[OutputType(typeof(Dfm))]
public sealed class GetDfmShardCommand : MixtureCmdlet
{
    /// <summary>The folder. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath", "LP", "ShardFolder")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The shards to load into memory, from zero. Each is a DFM of its own. By default, all stay in the folder.</summary>
    [Parameter(Position = 1)]
    public WholeNumber[]? Index { get; set; }

    /// <summary>
    /// The number of bytes that a fit may take, such as 4GB. As many shards as possible are kept in memory, and the others are read
    /// again in each iteration. A limit that doesn't allow one shard and the result causes the error MatrixTooLarge.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "Half of the memory of the machine")]
    public Number? MemoryLimit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadRow()) return;
        string folder = FilePath(Path);
        if (!TryCompute("Opening shards", (_, stop) => ShardCorpus.Open(folder, Limit(), stop), out var corpus)) return;
        if (Index is null)
        {
            Say($"Opened {corpus}, {Counted.Of(corpus.NonZeroCount, "non-zero cell")}");
            WriteWhole(corpus);
            return;
        }

        foreach (int shard in WholeNumber.List(Index))
        {
            if (!TryCompute("Loading a shard", (_, stop) => Load(corpus, shard, stop), out var dfm)) return;
            Say($"Loaded {dfm} from shard {shard}");
            WriteWhole(dfm);
        }
    }

    private static Dfm Load(Dfm corpus, int shard, CancellationToken stop) => (uint)shard < (uint)corpus.ShardCount
        ? corpus.Shards!.Load(shard, stop)
        : throw MixtureError.InvalidOption("Index", string.Create(CultureInfo.InvariantCulture, $"must be from 0 to {corpus.ShardCount - 1}; it is {shard}"), shard);

    private long Limit() => MemoryLimit is not { } limit ? 0
        : (double)limit is >= 1 and < long.MaxValue ? (long)(double)limit
        : throw MixtureError.InvalidOption("MemoryLimit", FormattableString.Invariant($"must be at least 1 byte; it is {(double)limit:R}"), (double)limit);
}
