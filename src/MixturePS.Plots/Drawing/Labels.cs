using System.Text.RegularExpressions;

namespace MixturePS.Plots.Drawing;

/// <summary>Readable names of properties, with their units.</summary>
internal static partial class Labels
{
    private static readonly Dictionary<string, (string Name, string Unit)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Accuracy"] = ("Accuracy", "share of documents"),
        ["DocumentLength"] = ("Document length", "tokens"),
        ["M"] = ("Document length", "tokens"),
        ["Eta"] = ("Eta", "Dirichlet parameter"),
        ["K"] = ("K", "clusters"),
        ["J"] = ("J", "words"),
        ["N"] = ("N", "documents"),
        ["Aic"] = ("AIC", string.Empty),
        ["Bic"] = ("BIC", string.Empty),
        ["Icl"] = ("ICL", string.Empty),
        ["HeldOutLogLikelihood"] = ("Held-out log-likelihood", "nats"),
        ["LogLikelihood"] = ("Log-likelihood", "nats"),
        ["AdjustedRandIndex"] = ("Adjusted Rand index", string.Empty),
        ["RandIndex"] = ("Rand index", string.Empty),
        ["VMeasure"] = ("V-measure", string.Empty),
        ["FowlkesMallows"] = ("Fowlkes-Mallows index", string.Empty),
    };

    /// <summary>The name alone, for a title.</summary>
    public static string Name(string property) =>
        Known.TryGetValue(property, out var known) ? known.Name : Sentence(property);

    /// <summary>The name within a sentence.</summary>
    public static string Within(string property)
    {
        string name = Name(property);
        return name.Length > 1 && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }

    /// <summary>The name with its unit, for an axis.</summary>
    public static string Axis(string property) =>
        Known.TryGetValue(property, out var known) && known.Unit.Length > 0 ? $"{known.Name} ({known.Unit})" : Name(property);

    private static string Sentence(string property)
    {
        string words = Boundary().Replace(property, " ");
        return words == property ? property : words[..1] + words[1..].ToLowerInvariant();
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Boundary();
}
