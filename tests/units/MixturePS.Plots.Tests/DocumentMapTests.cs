using MixturePS.Core.Data;
using MixturePS.Plots.Drawing;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

public class DocumentMapTests
{
    [Fact]
    public void Many_documents_are_counted_in_hexagons_of_their_places()
    {
        var dfm = Clusterings.Documents(5000, 2, 6);
        var svg = new Svg(DocumentPicture.Of(dfm));
        var hexagons = svg.Hexagons(svg.Area());
        Assert.InRange(hexagons.Count, 50, 1100);
        Assert.Empty(svg.Rings(First));
        Assert.Contains(svg.Words, word => word.Contains("5,000 documents", StringComparison.Ordinal));
        Assert.Contains(svg.Words, word => word.Contains("darkest has", StringComparison.Ordinal));

        // The extreme documents are in the extreme hexagons.
        var scores = PrincipalComponents.Fit(dfm.Matrix).Scores;
        double least = scores.Column(0).Min(), most = scores.Column(0).Max(), width = svg.Area().Right - svg.Area().Left;
        Assert.Equal(svg.Area().Left + (width * 0.05 / 1.1), hexagons.Min(hexagon => hexagon.Middle.X), 12.0);
        Assert.Equal(svg.Area().Right - (width * 0.05 / 1.1), hexagons.Max(hexagon => hexagon.Middle.X), 12.0);
        Assert.True(most > least);
    }

    [Fact]
    public void A_point_is_counted_in_the_hexagon_whose_centre_is_nearest()
    {
        var random = new Random(5);
        (double X, double Y, int Group)[] points = [.. Enumerable.Range(0, 3000).Select(_ => ((random.NextDouble() * 200) - 100, (random.NextDouble() * 200) - 100, random.Next(3)))];
        var bins = HexBins.Of(points, 10, 3);
        Assert.Equal(3000, bins.Sum(bin => bin.Count));
        var counts = bins.Select(_ => new int[3]).ToArray();
        foreach (var (x, y, group) in points)
        {
            int nearest = Enumerable.Range(0, bins.Count).MinBy(b => Distance(bins[b].X - x, bins[b].Y - y));
            Assert.True(Distance(bins[nearest].X - x, bins[nearest].Y - y) <= 100 + 1e-9);
            counts[nearest][group]++;
        }

        for (int b = 0; b < bins.Count; b++)
        {
            Assert.Equal(counts[b].Sum(), bins[b].Count);
            Assert.Equal(Array.IndexOf(counts[b], counts[b].Max()), bins[b].Group);
        }

        static double Distance(double x, double y) => (x * x) + (y * y);
    }

    [Fact]
    public void Clusters_are_named_at_the_medians_of_their_documents()
    {
        // Two compact clusters at the ends of the first component.
        double[] cells = [.. Enumerable.Range(0, 40).SelectMany(i => i < 20 ? new[] { 30.0 + (i % 3), i % 4, 0 } : new[] { 0, i % 4, 25.0 + (i % 3) })];
        var dfm = new Dfm(SparseMatrix.FromDense(40, 3, cells), ["a", "b", "c"], knownCluster: [.. Enumerable.Range(0, 40).Select(i => i / 20)]) { KnownClusterName = ["cats", "dogs"] };
        var svg = new Svg(DocumentPicture.Of(dfm));
        foreach (var (name, color) in new[] { ("cats", First), ("dogs", Second) })
        {
            double[] xs = [.. svg.Markers(color).Select(marker => marker.X).Order()];
            Assert.Equal((xs[9] + xs[10]) / 2, svg.Anchors(name)[^1].X, 40.0);
            Assert.Equal(2, svg.Words.Count(word => word == name));
        }
    }

    [Fact]
    public void Names_do_not_overlap_and_the_largest_group_keeps_its_place()
    {
        (float, float)[] places = [.. Enumerable.Repeat((200f, 150f), 12)], sizes = [.. Enumerable.Range(0, 12).Select(i => (60f + (5 * i), 16f))];
        var boxes = MapLabels.Arrange(places, sizes, (0, 0, 400, 300));
        Assert.Equal((200f, 150f), boxes[0]);
        for (int i = 0; i < 12; i++)
        {
            Assert.NotNull(boxes[i]);
            var (x, y) = boxes[i]!.Value;
            Assert.True(x - (sizes[i].Item1 / 2) >= 0 && x + (sizes[i].Item1 / 2) <= 400 && y - 8 >= 0 && y + 8 <= 300);
            for (int j = 0; j < i; j++) Assert.True(Math.Abs(boxes[j]!.Value.X - x) >= (sizes[i].Item1 + sizes[j].Item1) / 2 || Math.Abs(boxes[j]!.Value.Y - y) >= 16);
        }

        Assert.Null(MapLabels.Arrange([(10, 10)], [(500, 16)], (0, 0, 400, 300))[0]);
        Assert.Contains(null, MapLabels.Arrange([.. Enumerable.Repeat((20f, 20f), 9)], [.. Enumerable.Repeat((40f, 20f), 9)], (0, 0, 80, 80)));
    }

    [Fact]
    public void Discriminants_name_their_axes_and_separate_what_components_do_not()
    {
        // The first two words vary much, but only the third tells the clusters apart.
        var random = new Random(3);
        double[] cells = [.. Enumerable.Range(0, 200).SelectMany(i => new[] { random.Next(40), random.Next(40), i % 2 == 0 ? 1.0 + random.Next(2) : 5 + random.Next(2), random.Next(2), random.Next(2), random.Next(2) })];
        var dfm = new Dfm(SparseMatrix.FromDense(200, 6, cells), ["a", "b", "c", "d", "e", "f"], knownCluster: [.. Enumerable.Range(0, 200).Select(i => i % 2)]);
        var (components, discriminants) = (new Svg(DocumentPicture.Of(dfm)), new Svg(DocumentPicture.Of(dfm, isDiscriminant: true)));
        Assert.Contains("Documents by the discriminants of the known clusters", discriminants.Words);
        Assert.Contains("First discriminant (100 % of the separation)", discriminants.Words);
        Assert.Contains("First component without the discriminant", discriminants.Words);
        Assert.True(Overlap(components) && !Overlap(discriminants));
        Assert.Equal("NoKnownCluster", IdOf(() => DocumentPicture.Of(new Dfm(dfm.Matrix, dfm.Vocabulary), isDiscriminant: true)));
        Assert.Equal("NothingToPlot", IdOf(() => DocumentPicture.Of(new Dfm(dfm.Matrix, dfm.Vocabulary, knownCluster: new int[200]), isDiscriminant: true)));

        static bool Overlap(Svg svg)
        {
            double[] first = [.. svg.Markers(First).Select(marker => marker.X)], second = [.. svg.Markers(Second).Select(marker => marker.X)];
            return first.Max() > second.Min() && second.Max() > first.Min();
        }
    }
}
