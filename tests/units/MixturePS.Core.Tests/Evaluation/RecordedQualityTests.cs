using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Compares silhouette, Calinski-Harabasz and Davies-Bouldin with scikit-learn on the recorded clusterings.</summary>
public class RecordedQualityTests
{
    private const double Relative = 1e-11;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void IndicesOfCountsEqualTheRecordedOnes(int index)
    {
        var recorded = Golden.Sklearn;
        Check(TestDfm.OfRows(recorded.GetProperty("counts").DoubleRows()), recorded.GetProperty("kmeans_counts")[index].GetProperty("labels").Ints(), recorded.GetProperty("metrics")[index]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void IndicesOfTheNotebookEqualTheRecordedOnes(int index)
    {
        var notebook = Golden.Notebooks[index];
        var counts = TestDfm.OfRows(notebook.GetProperty("cell16_dfm").DoubleRows());
        Check(counts, notebook.GetProperty("cell19_kmeans").GetProperty("labels").Ints(), notebook.GetProperty("cell22"));
        Check(TfIdf.Transform(counts, new TfIdfOptions()), notebook.GetProperty("cell23_kmeans").GetProperty("labels").Ints(), notebook.GetProperty("cell23"));
    }

    private static void Check(Dfm dfm, int[] labels, JsonElement expected)
    {
        double silhouette = Silhouette.Measure(dfm, labels)!.Value;
        Assert.Equal(expected.GetProperty("silhouette_euclidean").GetDouble(), silhouette, 1e-10);
        Assert.Equal(1, CalinskiHarabasz.Measure(dfm, labels)!.Value / expected.GetProperty("calinski_harabasz").GetDouble(), Relative);
        Assert.Equal(expected.GetProperty("davies_bouldin").GetDouble(), DaviesBouldin.Measure(dfm, labels)!.Value, 1e-10);
        Assert.Equal(silhouette, Silhouette.PerDocument(dfm, labels)!.Average(), 1e-12);
    }
}
