using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>The way that the rows of a sample are drawn, and the tables that all its blocks share.</summary>
internal sealed class FastDfmPlan : IDisposable
{
    // A table of rows is made where there are so many documents for each of its rows.
    private const int DocumentsForRow = 4;
    private const int TokensForWord = 8;

    /// <summary>Chooses how rows are drawn; by the model, the documents and their lengths alone.</summary>
    public FastDfmPlan(MixtureModel model, int documents, DocumentLength length, int threads, CancellationToken cancellation)
    {
        (Model, Length) = (model, length);
        Clusters = new AliasTable([.. model.Alpha], Memory);
        Rows = length.FixedTokens is { } tokens ? PossibleRows.Create(model.J, tokens, (long)documents / (DocumentsForRow * (long)model.K)) : null;
        bool isByToken = Rows is null && length.Mean <= TokensForWord * (double)model.J;
        WordsOfDocument = isByToken && length.FixedTokens is { } each ? (ulong)each + 1 : null;
        Tables = Rows is null && !isByToken ? [] : new AliasTable[model.K];
        ParallelBlocks.Run(Tables.Length, 1, threads, cancellation, (k, _, _) =>
            Tables[k] = new AliasTable(Rows is null ? model.Mu.RowSpan(k) : Rows.Probabilities(model.Mu.RowSpan(k)), Memory));
    }

    /// <summary>Memory for the tables and for blocks, given back with the plan.</summary>
    public WorkMemory Memory { get; } = new();

    /// <summary>The model.</summary>
    public MixtureModel Model { get; }

    /// <summary>The documents' lengths.</summary>
    public DocumentLength Length { get; }

    /// <summary>Draws clusters.</summary>
    public AliasTable Clusters { get; }

    /// <summary>All rows that there can be, or null where documents are drawn otherwise.</summary>
    public PossibleRows? Rows { get; }

    /// <summary>For each cluster a table of <see cref="Rows"/>, or of the words; empty where rows are drawn by binomials.</summary>
    public AliasTable[] Tables { get; }

    /// <summary>The words of the stream that each document takes, where documents are drawn by token and have one length; else null.</summary>
    public ulong? WordsOfDocument { get; }

    /// <summary>Gives the memory back; nothing may draw by the plan afterwards, or read a block.</summary>
    public void Dispose() => Memory.Dispose();
}
