namespace MixturePS.Core.Data;

/// <summary>The norm that the weights of a document are divided by.</summary>
public enum RowNorm
{
    /// <summary>The Euclidean norm.</summary>
    L2,

    /// <summary>The sum of absolute values.</summary>
    L1,

    /// <summary>None; weights are left as they are.</summary>
    None,
}

/// <summary>The definition of TF-IDF weights; the defaults are those of scikit-learn's <c>TfidfTransformer</c>.</summary>
internal sealed record TfIdfOptions
{
    private const string Start = "TfIdf (", End = ")", Separator = ", ";

    /// <summary>quanteda's <c>dfm_tfidf</c>: counts times log10(n / df), not normalised.</summary>
    public static TfIdfOptions Quanteda { get; } = new() { Norm = RowNorm.None, SmoothIdf = false, LogBase10 = true };

    /// <summary>Whether counts are multiplied by the inverse document frequency of the feature.</summary>
    public bool UseIdf { get; init; } = true;

    /// <summary>Whether document frequencies include one extra document with every feature, so that none is zero.</summary>
    public bool SmoothIdf { get; init; } = true;

    /// <summary>Whether a count tf is replaced with 1 + ln tf.</summary>
    public bool SublinearTf { get; init; }

    /// <summary>The norm that each document is divided by.</summary>
    public RowNorm Norm { get; init; } = RowNorm.L2;

    /// <summary>Whether the inverse document frequency is log10(n / df), as in quanteda, instead of ln(n / df) + 1.</summary>
    public bool LogBase10 { get; init; }

    /// <summary>The scheme and the options that apply, as in <c>TfIdf (smooth idf, l2)</c>.</summary>
    public string Describe()
    {
        var parts = new List<string>();
        if (SublinearTf) parts.Add("sublinear tf");
        parts.Add(!UseIdf ? "no idf" : (SmoothIdf ? "smooth " : string.Empty) + (LogBase10 ? "log10 idf" : "idf"));
        parts.Add(Norm switch { RowNorm.L2 => "l2", RowNorm.L1 => "l1", _ => "no norm" });
        return Start + string.Join(Separator, parts) + End;
    }

    /// <summary>The options of a description in a file, or null for any other text.</summary>
    /// <param name="description">The name of a weighting.</param>
    internal static TfIdfOptions? Parse(string description)
    {
        if (!description.StartsWith(Start, StringComparison.Ordinal) || !description.EndsWith(End, StringComparison.Ordinal)) return null;
        string[] parts = description[Start.Length..^End.Length].Split(Separator);
        var options = new TfIdfOptions
        {
            SublinearTf = parts[0] == "sublinear tf",
            UseIdf = !parts.Contains("no idf"),
            SmoothIdf = parts.Contains("smooth idf") || parts.Contains("smooth log10 idf") || parts.Contains("no idf"),
            LogBase10 = parts.Contains("log10 idf") || parts.Contains("smooth log10 idf"),
            Norm = parts[^1] switch { "l2" => RowNorm.L2, "l1" => RowNorm.L1, _ => RowNorm.None },
        };

        // Text that only resembles a description doesn't describe the options read from it.
        return options.Describe() == description ? options : null;
    }
}
