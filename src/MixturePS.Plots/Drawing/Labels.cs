using System.Text.RegularExpressions;
using MixturePS.Core.Experiments;

namespace MixturePS.Plots.Drawing;

/// <summary>Readable names of properties, with their units.</summary>
internal static partial class Labels
{
    /// <summary>The name of the best rule that knows the model, and of its accuracy.</summary>
    public const string BayesRule = "Bayes rule";

    /// <summary>The name of the Bayes rule in the column Method.</summary>
    public const string RuleMethod = "Bound";

    // Columns of other tables than an experiment's rows.
    private static readonly Dictionary<string, (string Name, string Unit)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["M"] = ("Document length", "tokens"),
        ["Share"] = ("Share", "of the documents"),
        ["CalinskiHarabasz"] = ("Calinski-Harabasz index", string.Empty),
        ["DaviesBouldin"] = ("Davies-Bouldin index", string.Empty),
        ["UMassCoherence"] = ("UMass coherence", string.Empty),
        ["NpmiCoherence"] = ("NPMI coherence", string.Empty),
        ["Aic"] = ("AIC", string.Empty),
        ["Bic"] = ("BIC", string.Empty),
        ["Icl"] = ("ICL", string.Empty),
        ["HeldOutLogLikelihood"] = ("Held-out log-likelihood", "nats"),
        ["LogMarginalLikelihood"] = ("Log marginal likelihood", "nats"),
        ["LogLikelihood"] = ("Log-likelihood", "nats"),
    };

    static Labels()
    {
        foreach (var column in ExperimentRow.Columns)
            Known[column.Name] = (column.Label ?? Sentence(column.Name), column.Unit ?? string.Empty);
    }

    /// <summary>The name of a method or another group.</summary>
    public static string Method(string name) => name == RuleMethod ? BayesRule : name;

    /// <summary>The name alone, as in a title.</summary>
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
