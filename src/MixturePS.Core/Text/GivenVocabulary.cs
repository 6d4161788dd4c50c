using System.Globalization;

namespace MixturePS.Core.Text;

/// <summary>Features of a vocabulary that is given before texts are read.</summary>
internal static class GivenVocabulary
{
    /// <summary>The separator between the tokens of an n-gram.</summary>
    public static string Separator(TokenKind token) => token == TokenKind.Character ? string.Empty : " ";

    /// <summary>The feature table for reading texts: open, or closed over the given words.</summary>
    public static FeatureTable Table(DfmBuilderOptions options)
    {
        var table = new FeatureTable(Separator(options.Token));
        if (options.Vocabulary is null) return table;
        foreach (string word in options.Vocabulary) Feature(table, options, word);
        table.Close();
        return table;
    }

    /// <summary>The id of the feature of each column; negative for a feature that can't occur.</summary>
    public static int[] Ids(FeatureTable table, DfmBuilderOptions options) => [.. options.Vocabulary!.Select(word => Feature(table, options, word))];

    private static int Feature(FeatureTable table, DfmBuilderOptions options, string feature)
    {
        string[] tokens = Tokens(feature, options.Token);
        if (!options.NGrams.Contains(tokens.Length)) return FeatureTable.Unseen;
        int id = table.Word(tokens[0]);
        for (int i = 1; i < tokens.Length; i++) id = table.Gram(id, table.Word(tokens[i]));
        return id;
    }

    private static string[] Tokens(string feature, TokenKind token)
    {
        if (token != TokenKind.Character) return feature.Split(' ');
        int[] starts = StringInfo.ParseCombiningCharacters(feature);
        return [.. starts.Select((start, i) => feature[start..(i + 1 < starts.Length ? starts[i + 1] : feature.Length)])];
    }
}
