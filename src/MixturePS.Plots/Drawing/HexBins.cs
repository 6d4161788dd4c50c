using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Drawing;

/// <summary>The points in one hexagon.</summary>
/// <param name="X">The horizontal place of its centre, in pixels.</param>
/// <param name="Y">The vertical place of its centre, in pixels.</param>
/// <param name="Group">The group of most of its points; ties go to the smaller number.</param>
/// <param name="Count">The number of its points.</param>
internal readonly record struct HexBin(double X, double Y, int Group, int Count);

/// <summary>
/// Counts points in hexagons, which unlike squares have no preferred directions (Carr et al. 1987, Scatterplot matrix techniques
/// for large N, JASA 82, 424-436).
/// </summary>
internal static class HexBins
{
    private static readonly double Narrow = Math.Sqrt(3) / 2;

    /// <summary>The hexagons that contain points, by rows from the least place.</summary>
    /// <param name="points">The place and the group, from zero, of each point; in pixels.</param>
    /// <param name="radius">The distance of a hexagon's corners from its centre.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static IReadOnlyList<HexBin> Of(IEnumerable<(double X, double Y, int Group)> points, double radius, int groups, CancellationToken cancellation = default)
    {
        var cells = new SortedDictionary<(int Row, int Column), int[]>();
        var check = new CancellationPoint(cancellation);
        foreach (var (x, y, group) in points)
        {
            check.Pass(0);
            var cell = Cell(x, y, radius);
            if (!cells.TryGetValue(cell, out int[]? counts)) cells[cell] = counts = new int[groups];
            counts[group]++;
        }

        return [.. cells.Select(cell =>
        {
            var (x, y) = Centre(cell.Key, radius);
            return new HexBin(x, y, Array.IndexOf(cell.Value, cell.Value.Max()), cell.Value.Sum());
        })];
    }

    /// <summary>The corners of a hexagon with a corner at the top.</summary>
    public static (double X, double Y)[] Corners(double x, double y, double radius) =>
        [.. Enumerable.Range(0, 6).Select(c => (x + (radius * Math.Sin(c * Math.PI / 3)), y + (radius * Math.Cos(c * Math.PI / 3))))];

    /// <summary>The cell whose centre is nearest: one of two rows, whose centres are shifted by half a hexagon.</summary>
    private static (int Row, int Column) Cell(double x, double y, double radius)
    {
        int row = (int)Math.Floor(y / (1.5 * radius));
        var (lower, upper) = (Nearest(row), Nearest(row + 1));
        return Distance(lower) <= Distance(upper) ? lower : upper;

        (int Row, int Column) Nearest(int r) => (r, (int)Math.Round((x / (2 * Narrow * radius)) - (Math.Abs(r) % 2 * 0.5)));

        double Distance((int Row, int Column) cell)
        {
            var (cx, cy) = Centre(cell, radius);
            return ((cx - x) * (cx - x)) + ((cy - y) * (cy - y));
        }
    }

    private static (double X, double Y) Centre((int Row, int Column) cell, double radius) =>
        ((cell.Column + (Math.Abs(cell.Row) % 2 * 0.5)) * 2 * Narrow * radius, cell.Row * 1.5 * radius);
}
