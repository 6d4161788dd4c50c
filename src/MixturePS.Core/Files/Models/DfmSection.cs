using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>The documents of a clustering; without documents, only their vocabulary and weighting.</summary>
internal static class DfmSection
{
    public static void Write(JsonObjectWriter json, Dfm dfm, bool withDocuments)
    {
        if (withDocuments && dfm.Shards is { } shards)
        {
            ShardReference.Write(json, dfm, shards);
            return;
        }

        var (offsets, columns, values) = withDocuments ? dfm.Matrix.Buffers : ([0], [], []);
        int stored = withDocuments ? dfm.Matrix.NonZeroCount : 0;
        json.Integer("documents", withDocuments ? dfm.DocumentCount : 0);
        json.Integer("features", dfm.FeatureCount);
        json.Names("vocabulary", dfm.Vocabulary);
        json.Names("documentName", withDocuments ? dfm.DocumentName : new NumberedNames("doc", 0));
        json.Integers("knownCluster", withDocuments ? dfm.KnownCluster : null);
        json.Texts("knownClusterName", withDocuments ? dfm.KnownClusterName : null);
        WeightingParts.Write(json, dfm.Weighting);
        json.Integers("offsets", offsets.Take(withDocuments ? dfm.DocumentCount + 1 : 1));
        json.Integers("columns", columns.Take(stored));
        json.Numbers("values", values.Take(stored));
        if (dfm.Seed is { } seed) json.Object("seed", () => GeneratorSection.WriteSeed(json, seed));
        else json.Null("seed");
        if (dfm.Sampler is { } sampler) json.Text("sampler", sampler.ToString());
        if (dfm.DrawnLength is { } lengths) json.Text("drawnLength", lengths);
        if (withDocuments && dfm.TextStatistics is { } statistics) json.Object("textStatistics", () => FigureRecord.Write(json, statistics));
        if (withDocuments && dfm.Selection is { } selection) json.Object("selection", () => FigureRecord.Write(json, selection));
        if (withDocuments) DocumentVariableParts.Write(json, dfm.Variable);
        TextRecipeParts.Write(json, dfm.TextRecipe);
        if (withDocuments && dfm.KnownTheta is { } theta) json.Object("knownTopics", () => WriteTopics(json, theta, dfm.KnownTopicTokens));
        if (dfm.Model is { } model) json.Object("model", () => MixtureModelSection.Write(json, model));
        else json.Null("model");
    }

    public static Dfm Read(JsonNodeReader node)
    {
        if (node.Optional("shards") is { } shards) return ShardReference.Read(shards);
        int n = node["documents"].Count(), j = node["features"].Count();
        var columns = node["columns"].Integers(null, j);
        var matrix = new SparseMatrix(n, j, node["offsets"].Integers(n + 1L), columns, node["values"].Numbers(columns.Length), check: true, node.Cancellation);
        if (matrix.NonZeroCount != columns.Length) throw node["offsets"].Fault($"the last must be {columns.Length}, not {matrix.NonZeroCount}");
        var known = node["knownCluster"].OrNull(labels => labels.Integers(n));
        var names = node["knownClusterName"].OrNull(texts => texts.Texts());
        if (names is not null && (known is null || known.Any(label => label >= names.Length))) throw node["knownClusterName"].Fault("some known clusters have no name");
        var documents = node["documentName"].Names(n, "doc");
        var (theta, tokens) = node.Optional("knownTopics") is { } topics ? Topics(topics, n, documents) : default;
        return new Dfm(matrix, node["vocabulary"].Names(j, "feature"), WeightingParts.Read(node, j), documents, known)
        {
            KnownClusterName = names,
            Seed = node["seed"].OrNull(GeneratorSection.Seed),

            // Older files don't have these.
            Sampler = node.Optional("sampler")?.Choice<DfmSamplerKind>(),
            DrawnLength = node.Optional("drawnLength")?.Text(),
            TextStatistics = FigureRecord.Read<TextStatistics>(node.Optional("textStatistics")),
            Selection = FigureRecord.Read<FeatureSelectionReport>(node.Optional("selection")),
            Variable = DocumentVariableParts.Read(node, n),
            TextRecipe = TextRecipeParts.Read(node),
            Model = node["model"].OrNull(MixtureModelSection.Model),
            KnownTheta = theta,
            KnownTopicTokens = tokens,
        };
    }

    private static void WriteTopics(JsonObjectWriter json, DenseMatrix theta, CountMatrix? tokens)
    {
        json.Integer("k", theta.ColumnCount);
        json.Names("name", theta.ColumnNames!);
        json.Matrix("theta", theta);
        if (tokens is not null) json.Integers("tokens", tokens.Buffer);
    }

    private static (DenseMatrix Theta, CountMatrix? Tokens) Topics(JsonNodeReader node, int n, IReadOnlyList<string> documents)
    {
        int k = node["k"].Count();
        var names = node["name"].Names(k, "topic");
        var theta = node["theta"].Matrix(n, k, names, documents);
        for (int d = 0; d < n; d++) MixtureModel.CheckDistribution(theta.RowSpan(d), $"row {d} of theta");
        return (theta, node.Optional("tokens") is { } tokens ? new CountMatrix(n, k, tokens.Array((long)n * k, item => item.Integer(0, long.MaxValue)), names, documents) : null);
    }
}
