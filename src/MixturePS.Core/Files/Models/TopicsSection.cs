using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Files;

/// <summary>A topic model.</summary>
internal sealed class TopicsSection : ModelSection
{
    public override Type Type => typeof(FittedTopics);

    public override void Write(JsonObjectWriter json, object value, bool withDocuments)
    {
        var topics = (FittedTopics)value;
        ClusteringParts.Write(json, topics, withDocuments);
        json.Text("algorithm", topics.Algorithm.ToString());
        json.Numbers("alpha", topics.Alpha);
        json.Number("eta", topics.Eta);
        json.Numbers("theta", withDocuments ? topics.Theta.Buffer : []);
        json.Numbers("trace", topics.Trace);
        json.Integers("chainLength", topics.ChainTrace.Select(chain => chain.Count));
        json.Numbers("chainTrace", topics.ChainTrace.SelectMany(chain => chain));
        json.Integer("chain", topics.Chain);
        json.Number("rHat", topics.RHat);
        json.Number("rankRHat", topics.RankRHat);
        json.Number("bulkEffectiveSize", topics.BulkEffectiveSize);
        json.Integer("burnIn", topics.BurnIn);
        json.Integer("sampleCount", topics.SampleCount);
        json.Integer("emptyDocumentCount", topics.EmptyDocumentCount);
    }

    public override object Read(JsonNodeReader content)
    {
        var parts = ClusteringParts.Read(content);
        for (int k = 0; k < parts.K; k++) MixtureModel.CheckDistribution(parts.Centers.RowSpan(k), $"row {k} of the centres");
        var theta = content["theta"].Matrix(parts.N, parts.K, null);
        for (int d = 0; d < parts.N; d++) MixtureModel.CheckDistribution(theta.RowSpan(d), $"row {d} of theta");
        double[] alpha = content["alpha"].Numbers(parts.K);
        if (alpha.Any(value => !(value > 0))) throw content["alpha"].Fault("the values must be positive");
        double eta = content["eta"].Number();
        if (!(eta > 0)) throw content["eta"].Fault("it must be positive");
        int[] lengths = content["chainLength"].Integers();
        var values = content["chainTrace"].Numbers(lengths.Sum(length => (long)length), any: true);
        var chains = new double[lengths.Length][];
        for (int c = 0, at = 0; c < chains.Length; at += lengths[c++]) chains[c] = values[at..(at + lengths[c])];
        return parts.Finish(new FittedTopics(parts.Dfm, parts.Labels, parts.Centers, parts.ClusterSize, theta, alpha, eta)
        {
            Algorithm = content["algorithm"].Choice<TopicMethod>(),
            Iterations = parts.Iterations,
            ExitReason = parts.ExitReason,
            Seed = parts.Seed,
            Trace = content["trace"].Numbers(any: true),
            ChainTrace = chains,
            Chain = content["chain"].Index(Math.Max(1, chains.Length)),
            RHat = content["rHat"].Number(any: true),
            RankRHat = content["rankRHat"].Number(any: true),
            BulkEffectiveSize = content["bulkEffectiveSize"].Number(any: true),
            BurnIn = content["burnIn"].Count(),
            SampleCount = content["sampleCount"].Count(),
            EmptyDocumentCount = content["emptyDocumentCount"].Count(),
        });
    }
}
