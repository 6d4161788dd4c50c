using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Tokens between white space give the matrix of scikit-learn's CountVectorizer: the same words, order and counts.</summary>
public sealed class CountVectorizerTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Text.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheRecordedMatrixIsReproduced(int index)
    {
        var recorded = Golden.Text.GetProperty("cases")[index];
        var dfm = Build(Golden.Text.GetProperty("documents").EnumerateArray().Select(d => d.GetString()!), Options(recorded.GetProperty("way")));
        Assert.Equal(recorded.GetProperty("vocabulary").EnumerateArray().Select(w => w.GetString()), dfm.Vocabulary);
        Assert.Equal(recorded.GetProperty("offsets").Ints(), dfm.Matrix.RowOffsets.ToArray());
        Assert.Equal(recorded.GetProperty("columns").Ints(), dfm.Matrix.ColumnIndices.ToArray());
        Assert.Equal(recorded.GetProperty("values").Doubles(), dfm.Matrix.Values.ToArray());
    }

    /// <summary>The DFM of texts, checked for validity.</summary>
    internal static Dfm Build(IEnumerable<string> texts, DfmBuilderOptions options)
    {
        using var builder = new DfmBuilder(options);
        foreach (string text in texts) builder.Add(text);
        var dfm = builder.Build();
        var matrix = dfm.Matrix;
        _ = new Dfm(
            new SparseMatrix(matrix.RowCount, matrix.ColumnCount, matrix.RowOffsets.ToArray(), matrix.ColumnIndices.ToArray(), matrix.Values.ToArray()),
            dfm.Vocabulary, dfm.Weighting, dfm.DocumentName, dfm.KnownCluster?.ToArray());
        return dfm;
    }

    private static DfmBuilderOptions Options(JsonElement way)
    {
        var options = new DfmBuilderOptions { Token = TokenKind.WhiteSpace };
        foreach (var item in way.EnumerateObject())
        {
            options = item.Name switch
            {
                "lowercase" => options with { CaseSensitive = !item.Value.GetBoolean() },
                "ngram_range" => options with { NGrams = [.. Enumerable.Range(item.Value[0].GetInt32(), item.Value[1].GetInt32() - item.Value[0].GetInt32() + 1)] },
                "min_df" => options with { MinDocumentFrequency = item.Value.GetDouble() },
                "max_df" => options with { MaxDocumentFrequency = item.Value.GetDouble() },
                "vocabulary" => options with { Vocabulary = [.. item.Value.EnumerateArray().Select(w => w.GetString()!)] },
                _ => throw new NotSupportedException(item.Name),
            };
        }

        return options;
    }
}
