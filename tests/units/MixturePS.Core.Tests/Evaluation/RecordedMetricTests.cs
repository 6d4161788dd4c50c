using System.Globalization;
using System.Text.Json;
using MixturePS.Core.Agreement;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Compares the indices with scikit-learn on the recorded clusterings.</summary>
public class RecordedMetricTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string, int> Recorded => new()
    {
        { "sklearn", 0 }, { "sklearn", 1 }, { "sklearn", 2 }, { "sklearn", 3 }, { "notebook cell 22", 0 }, { "notebook cell 23", 0 },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void EveryIndexIsTheRecordedOne(string source, int index)
    {
        var (known, estimated, expected) = Case(source, index);
        var table = ContingencyTable.FromLabels(known, estimated);
        var actual = ClusterAccuracy.Measure(known, estimated);
        double Value(string name) => expected.GetProperty(name).GetDouble();
        Assert.Equal(Value("accuracy"), actual.Accuracy);
        Assert.Equal(Value("accuracy"), AgreementIndices.Accuracy(ContingencyTable.FromLabels(known, estimated), out _));
        Assert.Equal(Value("adjusted_rand"), actual.AdjustedRandIndex, Tolerance);
        Assert.Equal(Value("rand"), actual.RandIndex, Tolerance);
        Assert.Equal(Value("nmi_arithmetic"), actual.NormalizedMutualInformation, Tolerance);
        Assert.Equal(Value("ami_arithmetic"), actual.AdjustedMutualInformation, Tolerance);
        Assert.Equal(Value("homogeneity"), actual.Homogeneity, Tolerance);
        Assert.Equal(Value("completeness"), actual.Completeness, Tolerance);
        Assert.Equal(Value("v_measure"), actual.VMeasure, Tolerance);
        Assert.Equal(Value("fowlkes_mallows"), actual.FowlkesMallows, Tolerance);
        Assert.Equal(Value("mutual_info_nats"), AgreementIndices.MutualInformation(table), Tolerance);
        Assert.Equal(Value("purity"), actual.Purity, Tolerance);
        var confusion = expected.GetProperty("confusion").EnumerateArray().Select(row => row.Ints()).ToArray();
        Assert.Equal((known.Length, confusion[0].Length, confusion.Length), (actual.N, actual.K, actual.KnownK));
        Assert.Equal(confusion.SelectMany(row => row).Select(count => (long)count), actual.ConfusionMatrix!.Values.ToArray());
        if (confusion.Sum(row => row.Length) <= 64) Assert.Equal($"[{string.Join(' ', confusion.Select(row => $"[{string.Join(' ', row)}]"))}]", actual.ConfusionMatrix.ToString());
        var mapping = expected.GetProperty("mapping_estimated_to_known").EnumerateObject().ToDictionary(pair => int.Parse(pair.Name, CultureInfo.InvariantCulture), pair => pair.Value.GetInt32());
        Assert.Equal(mapping.Count, actual.Mapping.Count);
        Assert.All(mapping, pair => Assert.Equal(pair.Value, actual.Mapping[pair.Key]));
        Assert.Equal(string.Join(", ", mapping.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} -> {pair.Value}")), actual.Mapping.ToString());
    }

    private static (int[] Known, int[] Estimated, JsonElement Expected) Case(string source, int index)
    {
        if (source == "sklearn")
        {
            var recorded = Golden.Sklearn;
            return (recorded.GetProperty("known").Ints(), recorded.GetProperty("kmeans_counts")[index].GetProperty("labels").Ints(), recorded.GetProperty("metrics")[index]);
        }

        var notebook = Golden.Notebook;
        var (labels, metrics) = source == "notebook cell 22" ? ("cell19_kmeans", "cell22") : ("cell23_kmeans", "cell23");
        return (notebook.GetProperty("cell18_known_cluster").Ints(), notebook.GetProperty(labels).GetProperty("labels").Ints(), notebook.GetProperty(metrics));
    }
}
