using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>The method by which the rows of a sample are drawn, and the tables that all blocks share.</summary>
internal sealed class FastDfmPlan : IDisposable
{
    // A table of all rows is built if there are at least this many documents per row of the table.
    private const int DocumentsPerRow = 4;
    private const int TokensPerWord = 8;

    /// <summary>Chooses the method, which depends only on the model, the number of documents and their lengths.</summary>
    public FastDfmPlan(MixtureModel model, int documents, DocumentLength length, int threads, CancellationToken cancellation)
    {
        (Model, Length) = (model, length);
        Clusters = new AliasTable([.. model.Alpha], Memory);
        Rows = length.FixedTokens is { } tokens ? PossibleRows.Create(model.J, tokens, (long)documents / (DocumentsPerRow * (long)model.K)) : null;
        bool isByToken = Rows is null && length.Mean <= TokensPerWord * (double)model.J;
        WordsOfDocument = isByToken && length.FixedTokens is { } each ? (ulong)each + 1 : null;
        Tables = Rows is null && !isByToken ? [] : new AliasTable[model.K];
        ParallelBlocks.Run(Tables.Length, 1, threads, cancellation, (k, _, _) =>
            Tables[k] = new AliasTable(Rows is null ? model.Mu.RowSpan(k) : Rows.Probabilities(model.Mu.RowSpan(k)), Memory));
    }

    /// <summary>The memory of the tables and blocks, returned with the plan.</summary>
    public WorkMemory Memory { get; } = new();

    /// <summary>The model.</summary>
    public MixtureModel Model { get; }

    /// <summary>The document lengths.</summary>
    public DocumentLength Length { get; }

    /// <summary>The alias table of the clusters.</summary>
    public AliasTable Clusters { get; }

    /// <summary>All possible rows, or null if documents are drawn by another method.</summary>
    public PossibleRows? Rows { get; }

    /// <summary>For each cluster the alias table of <see cref="Rows"/> or of the words; empty if rows are drawn by binomials.</summary>
    public AliasTable[] Tables { get; }

    /// <summary>The number of random words per document, if documents are drawn token by token and have the same length; otherwise null.</summary>
    public ulong? WordsOfDocument { get; }

    /// <summary>Returns the memory; neither the plan nor any block may be used afterwards.</summary>
    public void Dispose() => Memory.Dispose();
}
