using System.Collections;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Data;

/// <summary>What belongs to the documents of a DFM goes with them wherever some of them are taken or their cells change.</summary>
public sealed class DocumentPropertyTests
{
    private const int N = 4;

    private static readonly Dfm Source = new(
        SparseMatrix.FromDense(N, 2, [1, 2, 3, 4, 5, 6, 7, 8]), ["a", "b"], null, ["d0", "d1", "d2", "d3"], [0, 1, 0, 1])
    {
        KnownClusterName = ["x", "y"],
        Variable = [DocumentVariableBuilder.Build("year", ["2019", "2020", "2021", "2022"], N)],
        KnownTheta = DenseMatrix.FromRows([[0.1, 0.9], [0.2, 0.8], [0.3, 0.7], [0.4, 0.6]]),
        KnownTopicTokens = new CountMatrix(N, 2, [1, 2, 3, 4, 5, 6, 7, 8]),
    };

    [Fact]
    public void EveryPropertyOfTheDocumentsIsTaken()
    {
        var some = DocumentSelection.Take(Source, [3, 0], default);
        Assert.Equal(["d3", "d0"], some.DocumentName);
        Assert.Equal([1, 0], some.KnownCluster!);
        Assert.Equal(["x", "y"], some.KnownClusterName!);
        Assert.Equal(new object?[] { 2022.0, 2019.0 }, some.Variable[0].Value);
        Assert.Equal([0.4, 0.6], some.KnownTheta!.Row(0));
        Assert.Equal([7, 8], some.KnownTopicTokens!.Row(0));

        // A property that is added to the class must have its place in the constructor that takes documents.
        foreach (var property in typeof(Dfm).GetProperties().Where(property => property.GetIndexParameters().Length == 0))
            if (Size(property.GetValue(Source)) == N) Assert.True(Size(property.GetValue(some)) == 2, property.Name);
    }

    [Fact]
    public void OtherCellsKeepThem()
    {
        var cells = Source.WithMatrix(Source.Matrix, DfmWeighting.Plain);
        var trimmed = new Dfm(Source, null, SparseMatrix.FromDense(N, 1, [1, 3, 5, 7]), ["a"], DfmWeighting.Count);
        foreach (var property in typeof(Dfm).GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            if (Size(property.GetValue(Source)) != N) continue;
            if (property.Name != nameof(Dfm.Matrix)) Assert.Same(property.GetValue(Source), property.GetValue(cells));

            // The tokens of a topic are those of all words.
            if (property.Name is not (nameof(Dfm.Matrix) or nameof(Dfm.KnownTopicTokens))) Assert.Same(property.GetValue(Source), property.GetValue(trimmed));
        }

        Assert.Null(trimmed.KnownTopicTokens);
    }

    // The number of documents of a list or matrix that has one entry or row for each; there are two words and two topics.
    private static int Size(object? value) => value switch
    {
        SparseMatrix matrix => matrix.RowCount,
        DenseMatrix matrix => matrix.RowCount,
        CountMatrix matrix => matrix.RowCount,
        IReadOnlyList<DocumentVariable> variables => variables.Count > 0 ? variables[0].Value.Count : 0,
        ICollection list => list.Count,
        IEnumerable list and not string => list.Cast<object?>().Count(),
        _ => 0,
    };
}
