namespace MixturePS.Plots.Drawing;

/// <summary>The arrangement of panels in rows and columns.</summary>
internal static class PanelGrid
{
    /// <summary>The number of columns for which panels of a picture come closest to a shape, with few empty places.</summary>
    /// <param name="count">The number of panels.</param>
    /// <param name="width">The width of the picture.</param>
    /// <param name="height">The height for the panels.</param>
    /// <param name="shape">The wanted width of a panel divided by its height.</param>
    /// <param name="least">The least width of a panel.</param>
    public static int Columns(int count, double width, double height, double shape, double least)
    {
        int best = 1;
        double bestCost = double.PositiveInfinity;
        for (int columns = 1; columns <= count && (columns == 1 || width / columns >= least); columns++)
        {
            int rows = Rows(count, columns), empty = (rows * columns) - count;
            double cost = Math.Abs(Math.Log(width / columns / (height / rows) / shape)) + (0.3 * empty / columns);
            if (cost < bestCost - 1e-12) (best, bestCost) = (columns, cost);
        }

        return best;
    }

    /// <summary>The number of rows of panels.</summary>
    public static int Rows(int count, int columns) => (count + columns - 1) / columns;
}
